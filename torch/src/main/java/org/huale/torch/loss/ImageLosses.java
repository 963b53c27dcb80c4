package org.huale.torch.loss;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.ops.BoxLosses;
import org.huale.torch.ops.CrossEntropy;

/**
 * The four terms of Faster R-CNN's loss summed for each image by itself, without gradient: each is divided by the image's own
 * number of sampled regions or anchors, as in a batch of this image alone.
 *
 * @param regionTurn where the box loss of regions turns from square to linear; 0 for L1
 * @param proposalTurn likewise for proposals
 */
public record ImageLosses(double regionTurn, double proposalTurn) {

    /** With the box losses of the detector. */
    public static ImageLosses ofDetector() {
        return new ImageLosses(BoxLosses.TURN, BoxLosses.TURN);
    }

    /**
     * @param regionsPerImage how many of the sampled regions, which stand image after image, are each image's
     * @return one number for each image
     */
    public double[] of(LossInputs.Regions regions, int[] regionsPerImage, AnchorSample anchors) {
        return TensorScope.withoutGradient(() -> {
            double[] sums = new double[regionsPerImage.length];
            addRegions(sums, regions, regionsPerImage);
            addAnchors(sums, anchors);
            return sums;
        });
    }

    private void addRegions(double[] sums, LossInputs.Regions regions, int[] counts) {
        if (regions.count() == 0) {
            return;
        }
        Shares shares = new Shares(sums, counts);
        shares.add(Tensors.toFloats(CrossEntropy.each(regions.logits(), regions.labels())), counts);
        LossInputs.Positives positives = regions.positives();
        shares.add(
                rowSums(positives.deltas(), positives.targets(), regionTurn),
                positivesPerImage(Tensors.toLongs(positives.rows()), counts));
    }

    private void addAnchors(double[] sums, AnchorSample anchors) {
        if (anchors.logits().size(0) == 0) {
            return;
        }
        Shares shares = new Shares(sums, anchors.counts().sampled());
        shares.add(
                Tensors.toFloats(CrossEntropy.binaryEach(anchors.logits(), anchors.objects())),
                anchors.counts().sampled());
        shares.add(
                rowSums(anchors.deltas(), anchors.targets(), proposalTurn),
                anchors.counts().matched());
    }

    private static float[] rowSums(Tensor deltas, Tensor targets, double turn) {
        return Tensors.toFloats(BoxLosses.smoothL1(deltas, targets, turn).sum(1));
    }

    private static int[] positivesPerImage(long[] rows, int[] regionsPerImage) {
        int[] counts = new int[regionsPerImage.length];
        int image = 0;
        int end = regionsPerImage[0];
        for (long row : rows) {
            while (row >= end) {
                end += regionsPerImage[++image];
            }
            counts[image]++;
        }
        return counts;
    }

    /** Adds up to each image the losses of its own, divided by its number of samples. */
    private record Shares(double[] sums, int[] divisors) {

        void add(float[] losses, int[] perImage) {
            if (losses.length != Arrays.stream(perImage).sum()) {
                throw new IllegalArgumentException(
                        losses.length + " losses do not fit the counts " + Arrays.toString(perImage));
            }
            int at = 0;
            for (int image = 0; image < perImage.length; image++) {
                double sum = 0;
                for (int i = 0; i < perImage[image]; i++) {
                    sum += losses[at++];
                }
                sums[image] += sum / Math.max(1, divisors[image]);
            }
        }
    }
}
