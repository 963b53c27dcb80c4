package org.huale.torch.train.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.huale.geometry.ImageSize;
import org.huale.random.Seeds;

/**
 * The batches of an epoch as a function of seed and epoch alone: a random order, cut into batches. With grouping, upright
 * and lying images (width at least the height) fill their own batches, so that little is padded; what is left of both is
 * cut together, so that an epoch always has ceil(images / batch size) batches and no image is left out.
 */
public final class EpochSampler {
    private final List<ImageSize> sizes;
    private final int batchSize;
    private final boolean grouped;
    private final Seeds seeds;

    public EpochSampler(List<ImageSize> sizes, int batchSize, boolean grouped, Seeds seeds) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
        }
        this.sizes = List.copyOf(sizes);
        this.batchSize = batchSize;
        this.grouped = grouped;
        this.seeds = seeds;
    }

    public int batchesPerEpoch() {
        return (sizes.size() + batchSize - 1) / batchSize;
    }

    /** The positions of the images of each batch. */
    public List<List<Integer>> batches(int epoch) {
        List<List<Integer>> batches = new ArrayList<>();
        List<List<Integer>> open = List.of(new ArrayList<>(), new ArrayList<>());
        for (int image : order(epoch)) {
            List<Integer> group = open.get(grouped ? group(image) : 0);
            group.add(image);
            if (group.size() == batchSize) {
                batches.add(List.copyOf(group));
                group.clear();
            }
        }
        addRest(batches, open);
        return batches;
    }

    private void addRest(List<List<Integer>> batches, List<List<Integer>> open) {
        List<Integer> rest = new ArrayList<>(open.get(0));
        rest.addAll(open.get(1));
        for (int from = 0; from < rest.size(); from += batchSize) {
            batches.add(List.copyOf(rest.subList(from, Math.min(from + batchSize, rest.size()))));
        }
    }

    private int group(int image) {
        return sizes.get(image).aspectRatio() < 1 ? 1 : 0;
    }

    /** Fisher and Yates' shuffle. */
    private int[] order(int epoch) {
        RandomGenerator random = seeds.generator("order", epoch);
        int[] order = new int[sizes.size()];
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
