package org.huale.report.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.metric.Evaluation;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.voc.VocEvaluator;
import org.huale.report.curve.Figure;

/**
 * What the figures would be without one kind of mistake.
 *
 * @param with what was taken from the truth, such as {@code true boxes}
 * @param figures by name, such as {@code coco:AP75}
 */
public record CorrectedFigures(String with, Map<String, Double> figures) {
    private static final List<String> SHOWN = Stream.of(
                    new Figure(CocoEvaluator.METRIC, "AP"),
                    new Figure(CocoEvaluator.METRIC, "AP50"),
                    new Figure(CocoEvaluator.METRIC, "AP75"),
                    new Figure(VocEvaluator.METRIC, VocEvaluator.ALL_POINT))
            .map(Figure::toString)
            .toList();

    /** @param evaluations of the corrected detections */
    public static CorrectedFigures of(String with, List<Evaluation> evaluations) {
        Map<String, Double> figures = new LinkedHashMap<>();
        evaluations.forEach(evaluation -> evaluation
                .figures()
                .forEach((name, value) -> figures.put(new Figure(evaluation.metric(), name).toString(), value)));
        return new CorrectedFigures(with, figures);
    }

    /** As a table of the main figures, those of the detections as they are first; empty for none. */
    static String lines(List<Evaluation> asFound, List<CorrectedFigures> corrected) {
        if (corrected.isEmpty()) {
            return "";
        }
        List<CorrectedFigures> rows = new ArrayList<>(List.of(of("as found", asFound)));
        rows.addAll(corrected);
        List<String> shown =
                SHOWN.stream().filter(rows.get(0).figures()::containsKey).toList();
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%n%-24s", "with"));
        shown.forEach(name -> text.append(String.format(Locale.ROOT, "  %16s", name)));
        rows.forEach(row -> text.append(row.line(shown)));
        return text.append('\n').toString();
    }

    private String line(List<String> names) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%n%-24s", with));
        for (String name : names) {
            String shown = EvaluationTable.shown(figures.getOrDefault(name, Evaluation.UNDEFINED));
            line.append(String.format(Locale.ROOT, "  %16s", shown));
        }
        return line.toString();
    }
}
