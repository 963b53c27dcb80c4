package org.huale.torch.rcnn.rpn;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.huale.geometry.BoxMatching;

/**
 * Chooses the boxes that a loss is computed on: at most a share of matched ones, the rest background, ignored ones never.
 *
 * @param count boxes per image
 * @param positiveFraction largest share of matched boxes
 * @param choice how some are chosen of many
 */
public record RegionSampler(int count, double positiveFraction, Choice choice) {

    /** Chooses {@code wanted} of the candidates; called only where there are more than wanted. */
    public interface Choice {
        int[] of(int[] candidates, int wanted, RandomGenerator random);
    }

    /** Makes the sampler that options ask for; tests put another choice in. */
    public interface Factory {
        RegionSampler of(RpnOptions.Sampling options);
    }

    public static RegionSampler random(RpnOptions.Sampling options) {
        return new RegionSampler(options.perImage(), options.positiveFraction(), RegionSampler::partialShuffle);
    }

    /**
     * @param matches as {@link BoxMatching#match} gives them
     * @return rising indices of the matched and of the background boxes chosen
     */
    public Sample of(int[] matches, RandomGenerator random) {
        int[] positives = indices(matches, true);
        int[] negatives = indices(matches, false);
        int positiveCount = Math.min(positives.length, (int) (count * positiveFraction));
        int negativeCount = Math.min(negatives.length, count - positiveCount);
        return new Sample(choose(positives, positiveCount, random), choose(negatives, negativeCount, random));
    }

    private int[] choose(int[] candidates, int wanted, RandomGenerator random) {
        int[] chosen = candidates.length > wanted ? choice.of(candidates, wanted, random) : candidates;
        Arrays.sort(chosen);
        return chosen;
    }

    private static int[] indices(int[] matches, boolean matched) {
        int[] found = new int[matches.length];
        int count = 0;
        for (int i = 0; i < matches.length; i++) {
            if (matched ? matches[i] >= 0 : matches[i] == BoxMatching.BACKGROUND) {
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static int[] partialShuffle(int[] candidates, int wanted, RandomGenerator random) {
        for (int i = 0; i < wanted; i++) {
            int other = random.nextInt(i, candidates.length);
            int swapped = candidates[i];
            candidates[i] = candidates[other];
            candidates[other] = swapped;
        }
        return Arrays.copyOf(candidates, wanted);
    }

    /** Rising indices of chosen boxes. */
    public record Sample(int[] positives, int[] negatives) {

        /** Both, rising. */
        public int[] all() {
            int[] all = Arrays.copyOf(positives, positives.length + negatives.length);
            System.arraycopy(negatives, 0, all, positives.length, negatives.length);
            Arrays.sort(all);
            return all;
        }
    }
}
