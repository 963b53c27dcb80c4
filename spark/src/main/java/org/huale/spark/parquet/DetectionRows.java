package org.huale.spark.parquet;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import org.apache.parquet.example.data.Group;
import org.huale.detect.Detections;
import org.jspecify.annotations.Nullable;

/** Detections in a row: one column for each thing that is known of them, one entry in it for each detection. */
public record DetectionRows() implements RowFormat<Detections> {
    private static final String BOXES = "boxes";
    private static final String CLASSES = "classes";
    private static final String CONFIDENCES = "confidences";
    private static final String DISTRIBUTIONS = "distributions";
    private static final String PROPOSALS = "proposals";
    private static final String FEATURES = "features";
    private static final String VARIANCES = "variances";
    private static final String SUPPRESSED = "suppressed";

    private static final float[] NOT_KEPT = new float[0];

    @Override
    public String columns() {
        return Lists.columnOfLists(BOXES)
                + Lists.column(CLASSES, "int32")
                + Lists.column(CONFIDENCES, "float")
                + Lists.columnOfLists(DISTRIBUTIONS)
                + Lists.columnOfLists(PROPOSALS)
                + Lists.columnOfLists(FEATURES)
                + Lists.columnOfLists(VARIANCES)
                + Lists.column(SUPPRESSED, "float");
    }

    @Override
    public void put(Group row, Detections found) {
        int count = found.count();
        Lists.put(row, BOXES, found.boxes(), count);
        Lists.put(row, CLASSES, found.classes());
        Lists.put(row, CONFIDENCES, found.confidences());
        Detections.Evidence evidence = found.evidence();
        if (evidence != null) {
            Lists.put(row, DISTRIBUTIONS, kept(evidence.probabilities(), count), count);
            Lists.put(row, PROPOSALS, kept(evidence.proposals(), count), count);
            Lists.put(row, FEATURES, kept(evidence.features(), count), count);
            Lists.put(row, VARIANCES, evidence.localizationVariances(), count);
            Lists.put(row, SUPPRESSED, evidence.suppressed());
        }
    }

    /** Of what is not kept there is nothing, although there are detections. */
    private static float @Nullable [] kept(float[] values, int count) {
        return values.length == 0 && count > 0 ? null : values;
    }

    @Override
    public Detections take(Group row) {
        int[] classes = requireNonNull(Lists.ints(row, CLASSES), Lists.NOTHING + CLASSES);
        return new Detections(
                requireNonNull(Lists.flat(row, BOXES, classes.length), Lists.NOTHING + BOXES),
                classes,
                requireNonNull(Lists.floats(row, CONFIDENCES), Lists.NOTHING + CONFIDENCES),
                evidence(row, classes.length));
    }

    private static Detections.Evidence evidence(Group row, int count) {
        return new Detections.Evidence(
                requireNonNullElse(Lists.flat(row, DISTRIBUTIONS, count), NOT_KEPT),
                requireNonNullElse(Lists.flat(row, PROPOSALS, count), NOT_KEPT),
                requireNonNullElse(Lists.flat(row, FEATURES, count), NOT_KEPT),
                Lists.flat(row, VARIANCES, count),
                Lists.floats(row, SUPPRESSED));
    }
}
