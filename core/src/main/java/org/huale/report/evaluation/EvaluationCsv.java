package org.huale.report.evaluation;

import java.util.Collection;
import java.util.stream.Collectors;
import org.huale.metric.Evaluation;
import org.huale.metric.Evaluation.Counts;
import org.huale.metric.PrecisionRecallCurve;
import org.huale.storage.CsvText;

/** An evaluation as comma-separated values with all digits, quoted as RFC 4180 says. */
public record EvaluationCsv(Evaluation evaluation) {

    /** A line for each class. */
    String classes() {
        StringBuilder csv = new StringBuilder("class,images,objects,ignored,detections");
        evaluation.figures().keySet().forEach(name -> csv.append(',').append(CsvText.quoted(name)));
        csv.append('\n');
        evaluation
                .classes()
                .forEach(one ->
                        csv.append(line(one.name(), one.counts(), one.figures().values())));
        return csv.toString();
    }

    /** A line for each point of each class's curve. */
    String curves() {
        StringBuilder csv = new StringBuilder("class,recall,precision,confidence\n");
        for (PrecisionRecallCurve curve : evaluation.curves()) {
            String name = CsvText.quoted(curve.className());
            curve.points()
                    .forEach(p -> csv.append(name)
                            .append(',')
                            .append(p.recall())
                            .append(',')
                            .append(p.precision())
                            .append(',')
                            .append(p.confidence())
                            .append('\n'));
        }
        return csv.toString();
    }

    private static String line(String name, Counts counts, Collection<Double> figures) {
        return CsvText.quoted(name) + "," + counts.images() + "," + counts.objects() + "," + counts.ignored() + ","
                + counts.detections() + ","
                + figures.stream().map(String::valueOf).collect(Collectors.joining(",")) + "\n";
    }
}
