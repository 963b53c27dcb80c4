package org.huale.torch.rcnn.roi;

import java.util.random.RandomGenerator;
import org.huale.geometry.BoxMatching;
import org.huale.geometry.FlatBoxes;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.rcnn.rpn.BoxCoder;
import org.huale.torch.rcnn.rpn.Proposals;
import org.huale.torch.rcnn.rpn.RegionSampler;

/**
 * The regions of one image that the box head is trained on, and what it should say of them.
 *
 * @param boxes {@code [4 R]}
 * @param labels {@code [R]}, class + 1, or 0 for background
 * @param deltas {@code [4 R]}, zeros for background
 */
public record RegionTargets(float[] boxes, int[] labels, float[] deltas) {

    /** Matches and samples proposals, with the true boxes among them so that there is something to learn from early. */
    public static RegionTargets sample(
            Proposals proposals, TrainingExample example, Sampling sampling, RandomGenerator random) {
        float[] candidates = FlatBoxes.concatenated(proposals.boxes(), example.boxes());
        int[] matches = sampling.matching().match(example.boxes(), candidates);
        int[] chosen = sampling.sampler().of(matches, random).all();
        RegionTargets targets = new RegionTargets(
                FlatBoxes.select(candidates, chosen), new int[chosen.length], new float[4 * chosen.length]);
        for (int i = 0; i < chosen.length; i++) {
            int matched = matches[chosen[i]];
            if (matched >= 0) {
                targets.labels[i] = example.classes()[matched] + 1;
                BoxCoder.REGIONS.encode(example.boxes(), matched, targets.boxes, i, targets.deltas, i);
            }
        }
        return targets;
    }

    /** How candidates are matched and chosen. */
    public record Sampling(BoxMatching matching, RegionSampler sampler) {}
}
