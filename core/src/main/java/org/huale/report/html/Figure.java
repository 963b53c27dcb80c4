package org.huale.report.html;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.loop.CycleRecord;
import org.huale.loop.RunHistory;
import org.huale.metric.Evaluation;
import org.huale.metric.VocEvaluator;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * One of the numbers that say how good a detector is.
 *
 * @param evaluator under which name it stands in a {@link CycleRecord}
 * @param name within the evaluation
 */
record Figure(String evaluator, String name) {
    private static final Map<Figure, String> TITLES = Map.of(
            new Figure("voc", VocEvaluator.ALL_POINT), "mAP (VOC, all-point)",
            new Figure("voc", VocEvaluator.ELEVEN_POINT), "mAP (VOC 2007, 11-point)",
            new Figure("coco", "AP"), "AP 0.50:0.95 (COCO)",
            new Figure("coco", "AP50"), "AP50 (COCO)");
    private static final int MOST = 4;

    /**
     * The figures that a report of runs can be switched between, the chosen one first: those that most people ask for, or
     * where there is none of them, the main figure of each evaluator.
     *
     * @param chosen a name such as {@code AP50} or {@code coco/AP50}; without it the first figure of the first evaluation
     * @throws HualeException where no run has the chosen figure
     */
    static List<Figure> offered(List<RunHistory> runs, @Nullable String chosen) {
        Set<Figure> measured = measured(runs);
        Set<Figure> offered = new LinkedHashSet<>();
        if (chosen != null) {
            offered.add(named(chosen, measured));
        }
        measured.stream().limit(1).forEach(offered::add);
        measured.stream().filter(TITLES::containsKey).forEach(offered::add);
        return offered.stream().limit(MOST).toList();
    }

    /** In percent-less words for headings. */
    String title() {
        return TITLES.getOrDefault(this, name + " (" + evaluator + ")");
    }

    /** Its value over all classes, or {@link Evaluation#UNDEFINED}. */
    double of(CycleRecord cycle) {
        Evaluation evaluation = cycle.evaluations().get(evaluator);
        return evaluation == null
                ? Evaluation.UNDEFINED
                : evaluation.figures().getOrDefault(name, Evaluation.UNDEFINED);
    }

    /** Its value for a class, or {@link Evaluation#UNDEFINED}. */
    double of(CycleRecord cycle, String className) {
        Evaluation evaluation = cycle.evaluations().get(evaluator);
        return evaluation == null
                ? Evaluation.UNDEFINED
                : evaluation.classes().stream()
                        .filter(one -> one.name().equals(className))
                        .mapToDouble(one -> one.figures().getOrDefault(name, Evaluation.UNDEFINED))
                        .findFirst()
                        .orElse(Evaluation.UNDEFINED);
    }

    private static Set<Figure> measured(List<RunHistory> runs) {
        List<Figure> all = new ArrayList<>();
        for (RunHistory run : runs) {
            run.cycles()
                    .forEach(cycle -> cycle.evaluations()
                            .forEach((evaluator, evaluation) -> evaluation
                                    .figures()
                                    .keySet()
                                    .forEach(name -> all.add(new Figure(evaluator, name)))));
        }
        return new LinkedHashSet<>(all);
    }

    private static Figure named(String chosen, Set<Figure> measured) {
        return measured.stream()
                .filter(figure -> chosen.equals(figure.name) || chosen.equals(figure.evaluator + "/" + figure.name))
                .findFirst()
                .orElseThrow(() -> new HualeException("no run has a figure '" + chosen + "'; there is "
                        + measured.stream()
                                .map(figure -> figure.evaluator + "/" + figure.name)
                                .collect(Collectors.joining(", "))));
    }
}
