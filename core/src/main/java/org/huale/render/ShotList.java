package org.huale.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Lays out a split: which images are frames of one scene, how many objects a scene has, and of which classes, so that the
 * tail is as long as asked for and not as chance has it.
 */
final class ShotList {
    private static final double[] OBJECTS = {0.08, 0.28, 0.50, 0.69, 0.83, 0.92, 0.97}; // P(at most 0, 1, ... objects)
    private static final int OBJECTS_TO_COME = 25; // the slack that keeps the order of classes random
    private static final int SHORTEST_RUN = 3;
    private static final int LONGEST_RUN = 5;
    private static final double MEAN_REPEATS = (SHORTEST_RUN + LONGEST_RUN) / 2.0 - 1;

    private final SplittableRandom random;
    private final double[] wanted;
    private final double[] given;

    private ShotList(RenderOptions options, Split split, SplittableRandom random) {
        this.random = random;
        wanted = shares(options.classes(), split.tailRatio(options));
        given = new double[options.classes()];
    }

    /** One scene and how many images show it. */
    private record Run(int objects, int frames) {}

    static List<Shot> of(RenderOptions options, Split split) {
        long seed = Mixing.mix(options.seed(), split == Split.TRAINVAL ? 1 : 2);
        ShotList list = new ShotList(options, split, new SplittableRandom(seed));
        List<Run> runs = list.runs(split.images(options), split.duplicateShare(options));
        return list.shots(runs, seed);
    }

    private List<Run> runs(int images, double duplicateShare) {
        double runProbability = duplicateShare / (MEAN_REPEATS * (1 - duplicateShare));
        List<Run> runs = new ArrayList<>();
        for (int left = images; left > 0; left -= runs.get(runs.size() - 1).frames()) {
            boolean repeated = random.nextDouble() < runProbability;
            int frames = repeated ? random.nextInt(SHORTEST_RUN, LONGEST_RUN + 1) : 1;
            runs.add(new Run(objects(), Math.min(left, frames)));
        }
        return runs;
    }

    private int objects() {
        double chance = random.nextDouble();
        return (int) Arrays.stream(OBJECTS).filter(limit -> limit <= chance).count();
    }

    private List<Shot> shots(List<Run> runs, long seed) {
        List<Shot> shots = new ArrayList<>();
        for (Run run : runs) {
            long sceneSeed = Mixing.mix(seed, shots.size());
            List<Integer> classes = classes(run);
            for (int frame = 0; frame < run.frames(); frame++) {
                shots.add(new Shot(sceneSeed, frame, classes, Mixing.mix(sceneSeed, frame)));
            }
        }
        return shots;
    }

    /** The classes of a scene's objects, in a random order of depth. */
    private List<Integer> classes(Run run) {
        List<Integer> classes = new ArrayList<>();
        for (int i = 0; i < run.objects(); i++) {
            int chosen = chosen();
            given[chosen] += run.frames();
            classes.add(chosen);
        }
        return List.copyOf(classes);
    }

    /** Drawn by how far each class lags behind its share of the objects so far and of a few to come. */
    private int chosen() {
        double total = Arrays.stream(given).sum() + OBJECTS_TO_COME;
        double[] lag = new double[wanted.length];
        Arrays.setAll(lag, k -> Math.max(0, wanted[k] * total - given[k]));
        double left = random.nextDouble() * Arrays.stream(lag).sum();
        int k = 0;
        while (k < lag.length - 1 && left >= lag[k]) {
            left -= lag[k++];
        }
        return k;
    }

    /** Falling geometrically from the first class to the last; the sum is 1. */
    private static double[] shares(int classes, double tailRatio) {
        double[] shares = new double[classes];
        for (int k = 0; k < classes; k++) {
            shares[k] = classes == 1 ? 1 : StrictMath.pow(tailRatio, -(double) k / (classes - 1));
        }
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }
}
