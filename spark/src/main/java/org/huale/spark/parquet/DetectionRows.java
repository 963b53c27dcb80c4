package org.huale.spark.parquet;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import org.apache.parquet.example.data.Group;
import org.huale.detect.Detections;
import org.jspecify.annotations.Nullable;

/** Detections in a row: one column for each thing that is known of them, one entry in it for each detection. */
public record DetectionRows() implements RowFormat<Detections> {
    private static final float[] NOT_KEPT = new float[0];

    @Override
    public String columns() {
        return Lists.columnOfLists("boxes")
                + Lists.column("classes", "int32")
                + Lists.column("confidences", "float")
                + Lists.columnOfLists("distributions")
                + Lists.columnOfLists("proposals")
                + Lists.columnOfLists("features")
                + Lists.columnOfLists("variances")
                + Lists.column("suppressed", "float");
    }

    @Override
    public void put(Group row, Detections found) {
        int count = found.count();
        Lists.put(row, "boxes", found.boxes(), count);
        Lists.put(row, "classes", found.classes());
        Lists.put(row, "confidences", found.confidences());
        Detections.Evidence evidence = found.evidence();
        if (evidence != null) {
            Lists.put(row, "distributions", kept(evidence.probabilities(), count), count);
            Lists.put(row, "proposals", kept(evidence.proposals(), count), count);
            Lists.put(row, "features", kept(evidence.features(), count), count);
            Lists.put(row, "variances", evidence.localizationVariances(), count);
            Lists.put(row, "suppressed", evidence.suppressed());
        }
    }

    /** Of what is not kept there is nothing, although there are detections. */
    private static float @Nullable [] kept(float[] values, int count) {
        return values.length == 0 && count > 0 ? null : values;
    }

    @Override
    public Detections take(Group row) {
        int[] classes = requireNonNull(Lists.ints(row, "classes"), Lists.NOTHING + "classes");
        return new Detections(
                requireNonNull(Lists.flat(row, "boxes", classes.length), Lists.NOTHING + "boxes"),
                classes,
                requireNonNull(Lists.floats(row, "confidences"), Lists.NOTHING + "confidences"),
                evidence(row, classes.length));
    }

    private static Detections.Evidence evidence(Group row, int count) {
        return new Detections.Evidence(
                requireNonNullElse(Lists.flat(row, "distributions", count), NOT_KEPT),
                requireNonNullElse(Lists.flat(row, "proposals", count), NOT_KEPT),
                requireNonNullElse(Lists.flat(row, "features", count), NOT_KEPT),
                Lists.flat(row, "variances", count),
                Lists.floats(row, "suppressed"));
    }
}
