package org.huale.report.evaluation;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.huale.metric.Evaluation;
import org.huale.metric.Evaluation.ClassEvaluation;
import org.huale.metric.Evaluation.Counts;

/**
 * An evaluation as text: a line for all classes, then a line for each class that has objects or detections; a figure that
 * does not exist is a dash.
 */
public record EvaluationTable(Evaluation evaluation) {
    private static final String ALL = "all classes";
    private static final int LONGEST_NAME = 30;

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(header());
        text.append(line(ALL, evaluation.counts(), evaluation.figures().values()));
        long absent =
                evaluation.classes().stream().filter(EvaluationTable::isAbsent).count();
        for (ClassEvaluation one : evaluation.classes()) {
            if (!isAbsent(one)) {
                text.append(line(one.name(), one.counts(), one.figures().values()));
            }
        }
        return absent == 0
                ? text.toString()
                : text.append("(")
                        .append(absent)
                        .append(" more without objects or detections)\n")
                        .toString();
    }

    private static boolean isAbsent(ClassEvaluation one) {
        return one.counts().objects() + one.counts().ignored() + one.counts().detections() == 0;
    }

    private String header() {
        String names = evaluation.figures().keySet().stream()
                .map(name -> String.format(Locale.ROOT, "  %" + width(name) + "s", name))
                .collect(Collectors.joining());
        return String.format(
                        Locale.ROOT,
                        "%-" + nameWidth() + "s %8s %8s %8s %11s",
                        evaluation.metric(),
                        "images",
                        "objects",
                        "ignored",
                        "detections")
                + names + "\n";
    }

    private String line(String name, Counts counts, Collection<Double> figures) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%-" + nameWidth() + "s %8d %8d %8d %11d",
                shortened(name),
                counts.images(),
                counts.objects(),
                counts.ignored(),
                counts.detections()));
        String[] names = evaluation.figures().keySet().toArray(String[]::new);
        int i = 0;
        for (double figure : figures) {
            line.append(String.format(Locale.ROOT, "  %" + width(names[i++]) + "s", shown(figure)));
        }
        return line.append('\n').toString();
    }

    /** With four decimals; a dash for one that does not exist. */
    static String shown(double figure) {
        return figure == Evaluation.UNDEFINED ? "-" : String.format(Locale.ROOT, "%.4f", figure);
    }

    private static int width(String figureName) {
        return Math.max(6, figureName.length());
    }

    private int nameWidth() {
        return evaluation.classes().stream()
                .mapToInt(one -> shortened(one.name()).length())
                .reduce(ALL.length(), Math::max);
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 3) + "...";
    }
}
