package org.huale.web.session;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;
import org.huale.web.desk.ProgressView.CurvePoint;
import org.huale.web.desk.ProgressView.ForecastView;

/**
 * What further images may bring: the curve so far as a straight line over the logarithm of the number of images (least
 * squares), and the interval of prediction at 80 percent. Learning curves bend below that line in the end, so that it hopes
 * for rather too much.
 */
final class Forecast {
    private static final int LEAST_POINTS = 3;
    private static final double UPPER_TAIL = 0.1;

    private Forecast() {}

    /**
     * Of the gain over the last point.
     *
     * @param images there will be
     * @return empty with fewer than three points, or none of more than one number of images
     */
    static Optional<ForecastView> of(List<CurvePoint> curve, int images) {
        int n = curve.size();
        double meanX = curve.stream().mapToDouble(it -> Math.log(it.images())).sum() / n;
        double meanY = curve.stream().mapToDouble(CurvePoint::figure).sum() / n;
        double spread = curve.stream()
                .mapToDouble(it -> square(Math.log(it.images()) - meanX))
                .sum();
        if (n < LEAST_POINTS || spread == 0) {
            return Optional.empty();
        }
        double slope = curve.stream()
                        .mapToDouble(it -> (Math.log(it.images()) - meanX) * (it.figure() - meanY))
                        .sum()
                / spread;
        double rest = curve.stream()
                .mapToDouble(it -> square(it.figure() - meanY - slope * (Math.log(it.images()) - meanX)))
                .sum();
        double ahead = Math.log(images) - meanX;
        double error = Math.sqrt(rest / (n - 2) * (1 + 1.0 / n + square(ahead) / spread));
        double reach = TDistribution.of(n - 2).inverseSurvivalProbability(UPPER_TAIL) * error;
        double gain = meanY + slope * ahead - curve.get(n - 1).figure();
        return Optional.of(new ForecastView(gain, gain - reach, gain + reach));
    }

    private static double square(double value) {
        return value * value;
    }
}
