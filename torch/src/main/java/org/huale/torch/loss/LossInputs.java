package org.huale.torch.loss;

import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.Tensors;
import org.huale.torch.parallel.BatchPart;
import org.jspecify.annotations.Nullable;

/**
 * What a detector says of a batch, beside what it should say.
 *
 * @param regions those of the first stage of box heads
 * @param whole the batch that losses are of; this may be a part of it
 * @param further for each further stage its regions beside no anchors; most detectors have none
 */
public record LossInputs(Regions regions, Anchors anchors, Whole whole, List<LossInputs> further) {

    /** All of the batch is here. */
    public LossInputs(Regions regions, Anchors anchors) {
        this(regions, anchors, Whole.of(BatchPart.whole(1), regions), List.of());
    }

    /** @param stages the regions of each stage, at least one */
    public static LossInputs ofStages(List<Regions> stages, Anchors anchors, BatchPart part) {
        Regions first = stages.get(0);
        Whole whole = Whole.of(part, first);
        Anchors none = Anchors.none(first.logits().device());
        return new LossInputs(
                first,
                anchors,
                whole,
                stages.stream()
                        .skip(1)
                        .map(it -> new LossInputs(it, none, Whole.of(part, it), List.of()))
                        .toList());
    }

    /** Of box heads, at least 1. */
    int stages() {
        return 1 + further.size();
    }

    /**
     * The batch of all processes.
     *
     * @param part of it that is here
     * @param regions sampled in all of it
     * @param objects regions of these that show an object
     */
    public record Whole(BatchPart part, long regions, long objects) {

        /** Asks the other processes. */
        public static Whole of(BatchPart part, Regions regions) {
            long[] counts = part.counts(regions.count(), regions.positives().count());
            return new Whole(part, counts[0], counts[1]);
        }

        /** The mean over all sampled regions of a loss that some of them have, from its sum here; 0 for no regions. */
        Tensor perRegion(Tensor sum) {
            return part.mean(sum, regions);
        }

        /** The mean over all regions that show an object, from the sum here; 0 for none. */
        Tensor perObject(Tensor sum) {
            return part.mean(sum, objects);
        }
    }

    /**
     * The sampled regions.
     *
     * @param logits [R, K + 1], background first
     * @param labels [R] int64, class + 1, or 0 for background
     */
    public record Regions(Tensor logits, Tensor labels, Positives positives) {

        int count() {
            return Math.toIntExact(labels.size(0));
        }
    }

    /**
     * The regions that show an object.
     *
     * @param rows [P] int64, their places among the sampled regions
     * @param deltas [P, 4], as predicted for the true class
     * @param targets [P, 4]
     * @param logVariances [P, 4] of the left, top, right and bottom side, or null where the detector has no variance head
     * @param decoder for both kinds of deltas
     */
    public record Positives(
            Tensor rows,
            Tensor deltas,
            Tensor targets,
            @Nullable Tensor logVariances,
            DeltaDecoder decoder) {

        int count() {
            return Math.toIntExact(rows.size(0));
        }
    }

    /** Turns [N, 4] deltas into [N, 4] boxes, xyxy relative to the region each was regressed from. */
    public interface DeltaDecoder {
        Tensor boxes(Tensor deltas);
    }

    /** The two terms of the region proposal network, scalars with gradients. */
    public record Anchors(Tensor objectness, Tensor regression) {

        /** Nothing lost. */
        static Anchors none(Device device) {
            Tensor zero = Tensors.onDevice(Tensors.zeros(), device);
            return new Anchors(zero, zero);
        }
    }
}
