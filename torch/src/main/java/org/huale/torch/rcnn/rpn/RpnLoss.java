package org.huale.torch.rcnn.rpn;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.huale.geometry.BoxMatching;
import org.huale.torch.loss.AnchorSample;
import org.huale.torch.loss.LossInputs;
import org.huale.torch.memory.Tensors;
import org.huale.torch.ops.BoxLosses;
import org.huale.torch.ops.CrossEntropy;
import org.huale.torch.parallel.BatchPart;
import org.huale.torch.rcnn.input.TrainingExample;

/** The two loss terms of the region proposal network on a sample of anchors. */
public final class RpnLoss {
    private final BoxMatching matching;
    private final RegionSampler sampler;

    public RpnLoss(RpnOptions.Matching matching, RegionSampler sampler) {
        this.matching = new BoxMatching((float) matching.foregroundIou(), (float) matching.backgroundIou(), true);
        this.sampler = sampler;
    }

    /**
     * Objectness (binary cross entropy over the sample) and regression (smooth L1 over its matched anchors).
     *
     * @param draws chooses the anchors of each example
     * @param part of the batch that the examples are
     */
    public AnchorSample of(
            RpnPredictions predictions, List<TrainingExample> examples, List<RandomGenerator> draws, BatchPart part) {
        Targets targets = new Targets(predictions);
        for (int image = 0; image < examples.size(); image++) {
            float[] truth = examples.get(image).boxes();
            int[] matches = matching.match(truth, predictions.anchors());
            targets.add(image, sampler.of(matches, draws.get(image)), matches, truth);
        }
        return targets.sample(part);
    }

    /** Collects where in the flattened predictions the sampled anchors stand, and what they should say. */
    private static final class Targets {
        private final RpnPredictions predictions;
        private final LongList logits = new LongList();
        private final FloatList objectness = new FloatList();
        private final LongList deltas = new LongList();
        private final FloatList targets = new FloatList();
        private final LongList sampled = new LongList();
        private final LongList matched = new LongList();

        Targets(RpnPredictions predictions) {
            this.predictions = predictions;
        }

        void add(int image, RegionSampler.Sample sample, int[] matches, float[] truth) {
            long start = predictions.imageStart(image);
            sampled.add(sample.positives().length + (long) sample.negatives().length);
            matched.add(sample.positives().length);
            for (int anchor : sample.positives()) {
                logits.add(start + predictions.logitAt(anchor));
                objectness.add(1);
                addDeltas(start + predictions.deltasAt(anchor), truth, matches[anchor], anchor);
            }
            for (int anchor : sample.negatives()) {
                logits.add(start + predictions.logitAt(anchor));
                objectness.add(0);
            }
        }

        private void addDeltas(long at, float[] truth, int matched, int anchor) {
            float[] encoded = new float[4];
            BoxCoder.PROPOSALS.encode(truth, matched, predictions.anchors(), anchor, encoded, 0);
            for (int i = 0; i < 4; i++) {
                deltas.add(at + i);
                targets.add(encoded[i]);
            }
        }

        AnchorSample sample(BatchPart part) {
            Tensor flat = predictions.raw().reshape(-1);
            Tensor said = flat.index_select(0, onDevice(Tensors.of(logits.values(), logits.size())));
            Tensor asked = onDevice(Tensors.of(objectness.values(), objectness.size()));
            Tensor shifted = flat.index_select(0, onDevice(Tensors.of(deltas.values(), deltas.size())));
            Tensor wanted = onDevice(Tensors.of(targets.values(), targets.size()));
            long anchors = part.counts(logits.size())[0];
            return new AnchorSample(
                    new LossInputs.Anchors(
                            part.mean(CrossEntropy.binarySum(said, asked), anchors),
                            part.mean(BoxLosses.smoothL1Sum(shifted, wanted), anchors)),
                    said,
                    asked,
                    shifted.reshape(-1, 4),
                    wanted.reshape(-1, 4),
                    new AnchorSample.Counts(ints(sampled), ints(matched)));
        }

        private static int[] ints(LongList list) {
            return Arrays.stream(list.values()).mapToInt(Math::toIntExact).toArray();
        }

        private Tensor onDevice(Tensor tensor) {
            return Tensors.onDevice(tensor, predictions.raw().device());
        }
    }

    /** A growing array of longs. */
    private static final class LongList {
        private long[] values = new long[256];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        long[] values() {
            return Arrays.copyOf(values, size);
        }
    }

    /** A growing array of floats. */
    private static final class FloatList {
        private float[] values = new float[256];
        private int size;

        void add(float value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        float[] values() {
            return Arrays.copyOf(values, size);
        }
    }
}
