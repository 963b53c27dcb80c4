package org.huale.torch.rcnn.roi;

import java.util.Arrays;
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
 * @param proposed how many of the regions were proposed; true boxes come after them
 */
public record RegionTargets(float[] boxes, int[] labels, float[] deltas, int proposed) {

    /** Matches and samples proposals, with the true boxes among them so that there is something to learn from early. */
    public static RegionTargets sample(
            Proposals proposals, TrainingExample example, Sampling sampling, RandomGenerator random) {
        float[] candidates = FlatBoxes.concatenated(proposals.boxes(), example.boxes());
        int[] matches = sampling.matching().match(example.boxes(), candidates);
        int[] chosen = sampling.sampler().of(matches, random).all();
        int proposed =
                (int) Arrays.stream(chosen).filter(it -> it < proposals.count()).count();
        return new RegionTargets(
                        FlatBoxes.select(candidates, chosen),
                        new int[chosen.length],
                        new float[4 * chosen.length],
                        proposed)
                .aimedAt(example, Arrays.stream(chosen).map(it -> matches[it]).toArray(), BoxCoder.REGIONS);
    }

    /** All of the regions, each matched by itself. */
    static RegionTargets all(float[] regions, TrainingExample example, BoxMatching matching, BoxCoder coder) {
        int count = regions.length / 4;
        return new RegionTargets(regions, new int[count], new float[4 * count], count)
                .aimedAt(example, matching.match(example.boxes(), regions), coder);
    }

    private RegionTargets aimedAt(TrainingExample example, int[] matches, BoxCoder coder) {
        for (int i = 0; i < matches.length; i++) {
            int matched = matches[i];
            if (matched >= 0) {
                labels[i] = example.classes()[matched] + 1;
                coder.encode(example.boxes(), matched, boxes, i, deltas, i);
            }
        }
        return this;
    }

    /** How candidates are matched and chosen. */
    public record Sampling(BoxMatching matching, RegionSampler sampler) {}
}
