package org.huale.torch.rcnn;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.memory.Tensors;
import org.huale.torch.ops.BoxLosses;

/** The two loss terms of the box head over the sampled regions of a batch. */
final class RegionLoss {

    private RegionLoss() {}

    record Terms(Tensor classification, Tensor regression) {}

    static Terms of(RegionPredictions predictions, List<RegionTargets> targets) {
        Tensor logits = predictions.logits();
        int count = targets.stream().mapToInt(t -> t.labels().length).sum();
        if (count == 0) {
            Tensor nothing = logits.sum().add(predictions.deltas().sum()).mul(new Scalar(0.0));
            return new Terms(nothing, nothing);
        }
        Tensor labels = Tensors.onDevice(Tensors.of(labels(targets, count), count), logits.device());
        return new Terms(torch.cross_entropy_loss(logits, labels), regression(predictions, targets, count));
    }

    private static long[] labels(List<RegionTargets> targets, int count) {
        long[] labels = new long[count];
        int at = 0;
        for (RegionTargets ofImage : targets) {
            for (int label : ofImage.labels()) {
                labels[at++] = label;
            }
        }
        return labels;
    }

    private static Tensor regression(RegionPredictions predictions, List<RegionTargets> targets, int count) {
        int classes = (int) predictions.logits().size(1);
        int positives = targets.stream().mapToInt(RegionLoss::positives).sum();
        long[] rows = new long[positives];
        float[] wanted = new float[4 * positives];
        int region = 0;
        int at = 0;
        for (RegionTargets ofImage : targets) {
            for (int i = 0; i < ofImage.labels().length; i++, region++) {
                if (ofImage.labels()[i] > 0) {
                    rows[at] = (long) region * classes + ofImage.labels()[i];
                    System.arraycopy(ofImage.deltas(), 4 * i, wanted, 4 * at++, 4);
                }
            }
        }
        var device = predictions.deltas().device();
        Tensor chosen = predictions
                .deltas()
                .reshape(-1, 4)
                .index_select(0, Tensors.onDevice(Tensors.of(rows, positives), device));
        return BoxLosses.smoothL1(chosen, Tensors.onDevice(Tensors.boxes(wanted), device), count);
    }

    private static int positives(RegionTargets targets) {
        return (int) java.util.Arrays.stream(targets.labels())
                .filter(label -> label > 0)
                .count();
    }
}
