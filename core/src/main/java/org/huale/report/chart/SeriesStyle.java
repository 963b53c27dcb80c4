package org.huale.report.chart;

/**
 * How an arm is drawn, in every picture alike.
 *
 * @param colour number of its colour and marker; {@link #GRAY} for the strategy that others are held against
 * @param dash number of its kind of line
 */
public record SeriesStyle(int colour, int dash) {
    public static final int GRAY = -1;

    /** Colours that are told apart, by most colour-blind readers too; more arms repeat them with other dashes. */
    public static final int COLOURS = 8;

    public static final int DASHES = 4;

    /** The style of line number n where nothing speaks for any other: all colours, then all again with the next dashes. */
    public static SeriesStyle of(int n) {
        return new SeriesStyle(n % COLOURS, n / COLOURS % DASHES);
    }
}
