package org.huale.web.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How work and run come on.
 *
 * @param secondsPerImage of the viewer so far; null before the first image
 * @param minutesLeft for the viewer alone at that pace; null where it is not known
 * @param curve the learning curve so far
 * @param figure what its points are
 * @param forecast what the images that are being labeled may bring; null where too little is known
 * @param lastBatch what the last batch brought, a sentence; null before there was one
 * @param shortage the classes that the detector has seen few boxes of, a sentence; null for none
 */
public record ProgressView(
        @Nullable Double secondsPerImage,
        @Nullable Double minutesLeft,
        List<CurvePoint> curve,
        String figure,
        @Nullable ForecastView forecast,
        @Nullable String lastBatch,
        @Nullable String shortage) {

    public ProgressView {
        curve = List.copyOf(curve);
    }

    /** @param figure in percent */
    public record CurvePoint(int images, double figure) {}

    /** A gain in points of the figure, and the interval in which it lies in four of five cases. */
    public record ForecastView(double gain, double low, double high) {}
}
