package org.huale.torch.rcnn.roi;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.loss.LossInputs;
import org.huale.torch.memory.Tensors;
import org.huale.torch.rcnn.rpn.BoxCoder;
import org.jspecify.annotations.Nullable;

/** Puts what the box head says of the sampled regions of a batch beside what it should say. */
final class RegionMatches {
    private final int[] labels;
    private final long[] positives; // rows of the regions that show an object
    private final float[] wanted;

    private RegionMatches(int[] labels, long[] positives, float[] wanted) {
        this.labels = labels;
        this.positives = positives;
        this.wanted = wanted;
    }

    /** @param coder of the deltas of both */
    static LossInputs.Regions of(RegionPredictions predictions, List<RegionTargets> targets, BoxCoder coder) {
        return gathered(targets).regions(predictions, coder);
    }

    private static RegionMatches gathered(List<RegionTargets> targets) {
        int count = targets.stream().mapToInt(t -> t.labels().length).sum();
        RegionMatches all = new RegionMatches(new int[count], new long[count], new float[4 * count]);
        int region = 0;
        int at = 0;
        for (RegionTargets ofImage : targets) {
            for (int i = 0; i < ofImage.labels().length; i++, region++) {
                all.labels[region] = ofImage.labels()[i];
                if (ofImage.labels()[i] > 0) {
                    all.positives[at] = region;
                    System.arraycopy(ofImage.deltas(), 4 * i, all.wanted, 4 * at++, 4);
                }
            }
        }
        return new RegionMatches(all.labels, Arrays.copyOf(all.positives, at), Arrays.copyOf(all.wanted, 4 * at));
    }

    private LossInputs.Regions regions(RegionPredictions predictions, BoxCoder coder) {
        Device device = predictions.logits().device();
        long[] asked = Arrays.stream(labels).asLongStream().toArray();
        LossInputs.Positives ofObjects = new LossInputs.Positives(
                indices(positives, device),
                ofPositives(predictions.deltas(), device),
                Tensors.onDevice(Tensors.boxes(wanted), device),
                variances(predictions.logVariances(), device),
                coder::boxes);
        return new LossInputs.Regions(predictions.logits(), indices(asked, device), ofObjects);
    }

    private @Nullable Tensor variances(@Nullable Tensor logVariances, Device device) {
        return logVariances == null ? null : ofPositives(logVariances, device);
    }

    /** The four numbers of each object: those of its class, of [R, 4 (K + 1)], or the one set there is, of [R, 4]. */
    private Tensor ofPositives(Tensor numbers, Device device) {
        return numbers.size(1) == 4
                ? numbers.index_select(0, indices(positives, device))
                : ofTrueClass(numbers, device);
    }

    private Tensor ofTrueClass(Tensor numbers, Device device) {
        long classes = numbers.size(1) / 4;
        long[] rows = Arrays.stream(positives)
                .map(region -> region * classes + labels[(int) region])
                .toArray();
        return numbers.reshape(-1, 4).index_select(0, indices(rows, device));
    }

    private static Tensor indices(long[] values, Device device) {
        return Tensors.onDevice(Tensors.of(values, values.length), device);
    }
}
