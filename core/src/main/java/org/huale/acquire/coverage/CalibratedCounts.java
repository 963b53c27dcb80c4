package org.huale.acquire.coverage;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.huale.acquire.Query;
import org.huale.acquire.calibration.Calibration;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Expected counts that are set right on labeled images. By default by a factor for each class, (true count + 5) / (expected
 * count + 5) of these, so that few of a class leave it near 1. The detector was trained on them, which makes clutter there
 * rarer than in the pool and true objects surer: the factor corrects a part of the error only. An image counts for one at
 * most, whatever the factor. It is 1 for all classes where no calibration is wanted; where no labeled image has an annotation,
 * for then these are not known, as in a plain folder; and where nothing at all was found in labeled images, as with a file of
 * predictions that is about others. A classifier sets right each box by itself, in place of the factors; without annotations
 * confidences stay as they are.
 */
final class CalibratedCounts {
    private static final Logger LOG = LoggerFactory.getLogger(CalibratedCounts.class);
    private static final double PRIOR = 5;

    private final Presence presence;
    private final double[] annotated;
    private final double[] factors;
    private @Nullable Calibration learned;
    private String missing = "";

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
        if (presence.calibration() != Presence.Calibration.NONE) {
            counts.calibrate(query);
        }
        return counts;
    }

    private void calibrate(Query query) {
        if (Arrays.stream(annotated).sum() == 0) {
            missing = "no labeled image has an annotation";
        } else if (presence.calibration() == Presence.Calibration.CLASSIFIER) {
            learned = Calibration.of(query, presence.learning());
        } else {
            fit(query);
        }
        if (!missing.isEmpty()) {
            LOG.info("expected counts are taken as the detector has them: {}", missing);
        }
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
        } else {
            missing = "nothing is found in labeled images";
        }
    }

    /** What is annotated so far, {@code [K]}; annotations of classes that the detector does not know are passed over. */
    double[] annotated() {
        return annotated.clone();
    }

    /** {@code [K]}. */
    double[] expected(Detections found) {
        double[] expected = presence.expected(found, factors.length, chance());
        Arrays.setAll(expected, c -> presence.count().scaled(expected[c], factors[c]));
        return expected;
    }

    /** How many objects would have to be annotated. */
    double boxes(Detections found) {
        return presence.boxes(found, chance());
    }

    private Chance chance() {
        return learned == null ? Chance.CONFIDENCE : learned::probability;
    }

    double factor(int classIndex) {
        return factors[classIndex];
    }

    /** By what the counts of a class were set right, or why they were not. */
    String inWords(int classIndex) {
        if (!missing.isEmpty()) {
            return "confidences as they are: " + missing;
        }
        return learned == null
                ? String.format(Locale.ROOT, "confidences times %.2f", factor(classIndex))
                : "each box by " + learned.basis(classIndex);
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
