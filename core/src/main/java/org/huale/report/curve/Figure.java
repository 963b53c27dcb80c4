package org.huale.report.curve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.huale.forecast.NamedFigure;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.metric.Evaluation;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.voc.VocEvaluator;
import org.huale.problem.HualeException;

/**
 * One of the numbers that evaluations hold, over all classes.
 *
 * @param evaluator such as {@code voc}
 * @param name such as {@code AP-eleven-point}
 */
public record Figure(String evaluator, String name) {
    private static final Map<Figure, String> TITLES = Map.of(
            new Figure(VocEvaluator.METRIC, VocEvaluator.ALL_POINT),
            "mAP (VOC, all-point)",
            new Figure(VocEvaluator.METRIC, VocEvaluator.ELEVEN_POINT),
            "mAP (VOC 2007, 11-point)",
            new Figure(CocoEvaluator.METRIC, "AP"),
            "AP 0.50:0.95 (COCO)",
            new Figure(CocoEvaluator.METRIC, "AP50"),
            "AP50 (COCO)");
    private static final String CONFIGURED = "evaluation.figure";

    /** Reads {@code voc:AP-eleven-point}. @throws HualeException where it is not of this form */
    public static Figure parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new HualeException(
                    "figure '" + text + "' is not of the form EVALUATOR:NAME, such as voc:AP-eleven-point");
        }
        return new Figure(text.substring(0, colon), text.substring(colon + 1));
    }

    /**
     * The figure that the configuration of the first run asks for; else of the first evaluator of the first cycle that was
     * evaluated, empty where none was: of VOC the all-point AP, which the papers in the field give, of others the first.
     */
    public static Optional<Figure> mainOf(List<RunHistory> runs) {
        return configured(runs).or(() -> usual(runs));
    }

    private static Optional<Figure> configured(List<RunHistory> runs) {
        return runs.stream()
                .limit(1)
                .map(run -> ConfigKeys.of(run.summary().config()).values().getOrDefault(CONFIGURED, ""))
                .filter(figure -> !figure.isBlank())
                .map(Figure::parse)
                .filter(figure -> runs.stream()
                        .flatMap(run -> run.cycles().stream())
                        .anyMatch(it -> figure.of(it).isPresent()))
                .findFirst();
    }

    private static Optional<Figure> usual(List<RunHistory> runs) {
        return runs.stream()
                .flatMap(run -> run.cycles().stream())
                .flatMap(cycle -> cycle.evaluations().entrySet().stream())
                .filter(it -> !it.getValue().figures().isEmpty())
                .findFirst()
                .map(Figure::first);
    }

    private static Figure first(Map.Entry<String, Evaluation> evaluation) {
        Set<String> names = evaluation.getValue().figures().keySet();
        String name = names.contains(VocEvaluator.ALL_POINT)
                ? VocEvaluator.ALL_POINT
                : names.iterator().next();
        return new Figure(evaluation.getKey(), name);
    }

    /** Its value in a cycle; empty where it was not measured or is undefined. */
    public OptionalDouble of(CycleRecord cycle) {
        return NamedFigure.of(cycle.evaluations(), toString());
    }

    /** Whether it is one of those that most people ask for. */
    public boolean isUsual() {
        return TITLES.containsKey(this);
    }

    /** What readers call it. */
    public String title() {
        return TITLES.getOrDefault(this, name + " (" + evaluator + ")");
    }

    @Override
    public String toString() {
        return evaluator + ":" + name;
    }
}
