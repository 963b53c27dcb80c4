package org.huale.report.html;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
import org.huale.report.curve.Figure;
import org.jspecify.annotations.Nullable;

/** Which figures a report has, and what they are called. */
final class Figures {
    private static final int MOST = 4;

    private Figures() {}

    /**
     * Those to switch between, the chosen one first: the main one of the runs and those that most people ask for. Empty
     * where nothing was evaluated.
     *
     * @param chosen a name such as {@code AP50} or {@code coco:AP50}, or null
     * @throws HualeException where no run has the chosen figure
     */
    static List<Figure> offered(List<RunHistory> runs, @Nullable String chosen) {
        Set<Figure> measured = measured(runs);
        Set<Figure> offered = new LinkedHashSet<>();
        if (chosen != null) {
            offered.add(named(chosen, measured));
        }
        Figure.mainOf(runs).filter(measured::contains).ifPresent(offered::add);
        measured.stream().filter(Figure::isUsual).forEach(offered::add);
        return offered.stream().limit(MOST).toList();
    }

    /** The value over all classes, or {@link Evaluation#UNDEFINED}. */
    static double value(Figure figure, CycleRecord cycle) {
        return figure.of(cycle).orElse(Evaluation.UNDEFINED);
    }

    /** The value of a class, or {@link Evaluation#UNDEFINED}. */
    static double value(Figure figure, CycleRecord cycle, String className) {
        Evaluation evaluation = cycle.evaluations().get(figure.evaluator());
        OptionalDouble value = evaluation == null
                ? OptionalDouble.empty()
                : evaluation.classes().stream()
                        .filter(one -> one.name().equals(className))
                        .mapToDouble(one -> one.figures().getOrDefault(figure.name(), Evaluation.UNDEFINED))
                        .findFirst();
        return value.orElse(Evaluation.UNDEFINED);
    }

    /** Figures that have a value somewhere. */
    private static Set<Figure> measured(List<RunHistory> runs) {
        Set<Figure> all = new LinkedHashSet<>();
        for (RunHistory run : runs) {
            for (CycleRecord cycle : run.cycles()) {
                cycle.evaluations()
                        .forEach((evaluator, evaluation) -> evaluation.figures().keySet().stream()
                                .map(name -> new Figure(evaluator, name))
                                .filter(figure -> figure.of(cycle).isPresent())
                                .forEach(all::add));
            }
        }
        return all;
    }

    private static Figure named(String chosen, Set<Figure> measured) {
        return measured.stream()
                .filter(figure -> chosen.equals(figure.name()) || chosen.equals(figure.toString()))
                .findFirst()
                .orElseThrow(() -> new HualeException("no run has the figure '" + chosen + "'; " + names(measured)));
    }

    private static String names(Set<Figure> measured) {
        return measured.isEmpty()
                ? "nothing was evaluated yet"
                : "there are " + measured.stream().map(Figure::toString).collect(Collectors.joining(", "));
    }
}
