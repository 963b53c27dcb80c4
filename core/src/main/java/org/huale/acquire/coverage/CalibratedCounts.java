package org.huale.acquire.coverage;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.huale.acquire.Query;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;

/**
 * Expected counts that are right on labeled images: for each class the factor (true count + 5) / (expected count + 5) of
 * these, so that few of a class leave it near 1. The detector was trained on them, which makes clutter there rarer than in the
 * pool and true objects surer: the factor corrects a part of the error only. It is 1 for all classes where no calibration is
 * wanted and where nothing at all was found in labeled images, as with a file of predictions that is about others.
 */
final class CalibratedCounts {
    private static final double PRIOR = 5;

    private final Presence presence;
    private final double[] annotated;
    private final double[] factors;

    private CalibratedCounts(Presence presence, double[] annotated, double[] factors) {
        this.presence = presence;
        this.annotated = annotated;
        this.factors = factors;
    }

    static CalibratedCounts of(Query query, Presence presence) {
        ClassNames classes = query.predictions().classes();
        double[] annotated = new double[classes.count()];
        query.labeled().images().forEach(image -> add(annotated, counted(image, query, presence)));
        double[] factors = new double[classes.count()];
        Arrays.fill(factors, 1);
        CalibratedCounts counts = new CalibratedCounts(presence, annotated, factors);
        if (presence.calibration() == Presence.Calibration.RATIO) {
            counts.fit(query);
        }
        return counts;
    }

    private void fit(Query query) {
        double[] expected = new double[factors.length];
        query.predictions()
                .forEach(
                        View.ORIGINAL,
                        query.labeledIds(),
                        (image, found) -> add(expected, presence.expected(found, expected.length)));
        if (Arrays.stream(expected).sum() > 0) {
            Arrays.setAll(factors, c -> (annotated[c] + PRIOR) / (expected[c] + PRIOR));
        }
    }

    /** What is annotated so far, {@code [K]}; annotations of classes that the detector does not know are passed over. */
    double[] annotated() {
        return annotated.clone();
    }

    /** {@code [K]}. */
    double[] expected(Detections found) {
        double[] expected = presence.expected(found, factors.length);
        Arrays.setAll(expected, c -> factors[c] * expected[c]);
        return expected;
    }

    double factor(int classIndex) {
        return factors[classIndex];
    }

    private static double[] counted(ImageRecord image, Query query, Presence presence) {
        ClassNames classes = query.predictions().classes();
        double[] counted = new double[classes.count()];
        for (Annotation annotation : image.annotations()) {
            String name = query.labeled().classes().name(annotation.classIndex());
            classes.indexOf(name).ifPresent(c -> counted[c] = presence.count().with(counted[c], 1));
        }
        return counted;
    }

    private static void add(double[] sums, double[] more) {
        IntStream.range(0, sums.length).forEach(c -> sums[c] += more[c]);
    }
}
