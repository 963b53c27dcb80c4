package org.huale.report.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
import org.huale.storage.InputFile;
import org.huale.storage.OwnFiles;
import org.huale.storage.WholeFile;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was evaluated and what came out, for reading and for keeping.
 *
 * @param data the data set, as named on the command line
 * @param detections the result file or the weights
 * @param notes what was left out, for the reader to know
 * @param evaluations one for each metric
 * @param intervals of figures over resamples of the images; empty where none were drawn
 * @param corrections what the figures would be without some mistakes; empty where nobody asked
 */
public record EvaluationReport(
        String data,
        String detections,
        List<String> notes,
        List<Evaluation> evaluations,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FigureInterval> intervals,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CorrectedFigures> corrections) {
    private static final String FIGURES = "evaluation.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public EvaluationReport {
        notes = List.copyOf(notes);
        evaluations = List.copyOf(evaluations);
        intervals = List.copyOf(intervals);
        corrections = List.copyOf(corrections);
    }

    public String toJson() {
        return JSON.writeValueAsString(this);
    }

    /** A table for each metric. */
    public String toText() {
        return evaluations.stream()
                        .map(evaluation -> new EvaluationTable(evaluation).toString())
                        .collect(Collectors.joining("\n"))
                + FigureInterval.lines(intervals)
                + CorrectedFigures.lines(evaluations, corrections);
    }

    /**
     * Writes {@code evaluation.json} and for each metric a CSV of its classes, one of their curves and charts of these as SVG. What an
     * earlier evaluation wrote there beside these files goes.
     *
     * @throws HualeException where the folder cannot be written to, or one of the files is there and is none of an evaluation
     */
    public void write(Path folder) {
        OwnFiles own = new OwnFiles(folder, "evaluation");
        List<String> names = names();
        claim(own, names);
        WholeFile.writeText(folder.resolve(FIGURES), toJson() + "\n");
        for (Evaluation evaluation : evaluations) {
            EvaluationCsv csv = new EvaluationCsv(evaluation);
            WholeFile.writeText(folder.resolve(classes(evaluation)), csv.classes());
            WholeFile.writeText(folder.resolve(curves(evaluation) + ".csv"), csv.curves());
            new PrecisionRecallCharts(evaluation).write(folder, curves(evaluation));
        }
        // files of another metric, or charts of more classes, would pass for this evaluation's
        own.delete(own.held().stream().filter(it -> !names.contains(it)).toList());
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(List.of(FIGURES));
        for (Evaluation evaluation : evaluations) {
            names.addAll(List.of(classes(evaluation), curves(evaluation) + ".csv"));
            names.addAll(new PrecisionRecallCharts(evaluation).names(curves(evaluation)));
        }
        return names;
    }

    private static void claim(OwnFiles own, List<String> names) {
        if (!own.isMarked() && holdsEvaluation(own.folder().resolve(FIGURES))) {
            own.adopt(names);
        }
        own.claim(names);
    }

    /** As earlier versions left them, without a mark. */
    private static boolean holdsEvaluation(Path figures) {
        try {
            return InputFile.text(figures).contains("\"evaluations\" : [");
        } catch (IOException e) {
            return false; // which is then somebody's
        }
    }

    private static String classes(Evaluation evaluation) {
        return "classes-" + evaluation.metric() + ".csv";
    }

    private static String curves(Evaluation evaluation) {
        return "precision-recall-" + evaluation.metric();
    }
}
