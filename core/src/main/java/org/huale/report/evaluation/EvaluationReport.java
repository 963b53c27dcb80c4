package org.huale.report.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
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
 */
public record EvaluationReport(
        String data,
        String detections,
        List<String> notes,
        List<Evaluation> evaluations,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FigureInterval> intervals) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public EvaluationReport {
        notes = List.copyOf(notes);
        evaluations = List.copyOf(evaluations);
        intervals = List.copyOf(intervals);
    }

    /** Without intervals. */
    public EvaluationReport(String data, String detections, List<String> notes, List<Evaluation> evaluations) {
        this(data, detections, notes, evaluations, List.of());
    }

    public String toJson() {
        return JSON.writeValueAsString(this);
    }

    /** A table for each metric. */
    public String toText() {
        return evaluations.stream()
                        .map(evaluation -> new EvaluationTable(evaluation).toString())
                        .collect(Collectors.joining("\n"))
                + FigureInterval.lines(intervals);
    }

    /**
     * Writes {@code evaluation.json} and for each metric a CSV of its classes, one of their curves and charts of these as SVG.
     *
     * @throws HualeException where the folder cannot be written to
     */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("evaluation.json"), toJson() + "\n");
            for (Evaluation evaluation : evaluations) {
                EvaluationCsv csv = new EvaluationCsv(evaluation);
                Files.writeString(folder.resolve("classes-" + evaluation.metric() + ".csv"), csv.classes());
                Files.writeString(folder.resolve("precision-recall-" + evaluation.metric() + ".csv"), csv.curves());
                new PrecisionRecallCharts(evaluation).write(folder, "precision-recall-" + evaluation.metric());
            }
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
