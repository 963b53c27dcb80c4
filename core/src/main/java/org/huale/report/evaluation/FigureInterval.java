package org.huale.report.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.huale.metric.Evaluation;
import org.huale.metric.resample.ImageResamples;
import org.huale.metric.resample.ResampledFigure;
import org.huale.metric.resample.TestMatches;
import org.huale.statistics.PairedComparison.Interval;
import org.huale.statistics.PercentileInterval;

/**
 * Within which a figure would lie on other images of the same kind: the middle 95 % of the resamples.
 *
 * @param figure such as {@code voc:AP-all-point}
 * @param value on the images as they are
 * @param images that were drawn from
 * @param resamples that were drawn
 */
public record FigureInterval(String figure, double value, double low, double high, int images, int resamples) {
    private static final double CONFIDENCE = 0.95;

    /** Of the figures that {@link ResampledFigure} has and that exist; the matches are those of the evaluations. */
    public static List<FigureInterval> of(List<Evaluation> evaluations, TestMatches matches, ImageResamples resamples) {
        List<FigureInterval> intervals = new ArrayList<>();
        for (Evaluation evaluation : evaluations) {
            evaluation
                    .figures()
                    .forEach((name, value) -> ResampledFigure.named(evaluation.metric(), name)
                            .filter(it -> value != Evaluation.UNDEFINED)
                            .ifPresent(it -> intervals.add(interval(it, value, matches, resamples))));
        }
        return intervals;
    }

    private static FigureInterval interval(
            ResampledFigure figure, double value, TestMatches matches, ImageResamples resamples) {
        int images = matches.images().size();
        double[] drawn = resamples.of(images, weights -> figure.of(matches, weights));
        Interval interval = drawn.length == 0 ? new Interval(value, value) : PercentileInterval.of(drawn, CONFIDENCE);
        return new FigureInterval(figure.toString(), value, interval.low(), interval.high(), images, resamples.count());
    }

    /** As text; empty for none. */
    static String lines(List<FigureInterval> intervals) {
        if (intervals.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "\n95 %% intervals over %d images, %d resamples\n",
                intervals.get(0).images(),
                intervals.get(0).resamples()));
        intervals.forEach(it -> text.append(String.format(
                Locale.ROOT, "  %-20s %.4f  [%.4f, %.4f]%n", it.figure(), it.value(), it.low(), it.high())));
        return text.toString();
    }
}
