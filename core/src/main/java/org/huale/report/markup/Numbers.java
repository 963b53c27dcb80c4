package org.huale.report.markup;

import java.util.Locale;
import org.huale.metric.Evaluation;
import org.huale.statistics.Sample;

/** Numbers as the report shows them, with a dash for those that do not exist. */
public final class Numbers {
    public static final String NONE = "–";

    private Numbers() {}

    /** A figure in [0, 1] as percent with one decimal, as papers have it. */
    public static String percent(double figure) {
        return exists(figure) ? String.format(Locale.ROOT, "%.1f", 100 * figure) : NONE;
    }

    /** Mean and, of several, standard deviation, in percent. */
    public static String percent(Sample figures) {
        return figures.n() == 1
                ? percent(figures.mean())
                : percent(figures.mean()) + " ± " + percent(figures.standardDeviation());
    }

    /** A figure in percent along an axis. */
    public static String tickPercent(double figure) {
        return shortly(Math.round(1e6 * figure) / 1e4);
    }

    /** A difference of figures in points, with its sign. */
    public static String points(double difference) {
        return Double.isFinite(difference)
                ? String.format(Locale.ROOT, "%+.1f", 100 * difference).replace('-', '−')
                : NONE;
    }

    /** A p-value. */
    public static String probability(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }

    /** A mean rank, or how far two are apart. */
    public static String rank(double rank) {
        return String.format(Locale.ROOT, "%.2f", rank);
    }

    public static boolean exists(double figure) {
        return Double.isFinite(figure) && figure != Evaluation.UNDEFINED;
    }

    public static String whole(double number) {
        return Double.isFinite(number) ? String.format(Locale.ROOT, "%,d", Math.round(number)) : NONE;
    }

    /** So many things, in the singular or the plural. */
    public static String count(int number, String thing) {
        return whole(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** Four significant digits at most, without zeros at the end. */
    public static String shortly(double number) {
        if (!Double.isFinite(number)) {
            return NONE;
        }
        double size = Math.abs(number);
        if (size >= 1000 || number == Math.rint(number)) {
            return whole(number);
        }
        int decimals = size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.01 ? 3 : 6;
        return withoutZeros(String.format(Locale.ROOT, "%." + decimals + "f", number));
    }

    /** Three decimals, in powers of ten where that says nothing. */
    public static String measured(double number) {
        double size = Math.abs(number);
        boolean plain = number == 0 || (size >= 0.0005 && size < 10_000);
        return String.format(Locale.ROOT, plain ? "%.3f" : "%.0e", number);
    }

    /** As people say it: 4.2 s, 3 min 05 s, 2 h 10 min. */
    public static String seconds(double seconds) {
        if (!Double.isFinite(seconds)) {
            return NONE;
        }
        long whole = Math.round(seconds);
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }

    /** A place in a drawing, short and the same on every machine. */
    public static String place(double coordinate) {
        return withoutZeros(String.format(Locale.ROOT, "%.1f", coordinate));
    }

    private static String withoutZeros(String decimals) {
        return decimals.contains(".") ? decimals.replaceAll("\\.?0+$", "") : decimals;
    }
}
