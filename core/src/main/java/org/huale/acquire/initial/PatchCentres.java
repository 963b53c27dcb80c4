package org.huale.acquire.initial;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.huale.acquire.likeness.Vectors;

/**
 * Greedy k-centre over the patches of images: from a drawn image on, again and again the image is taken whose patches are, in
 * sum, farthest from the nearest patches taken. An image with one patch per image is plain k-centre. After the idea of Xie et al., Towards
 * Free Data Selection with General-Purpose Models (FreeSel), NeurIPS 2023, which samples patches at random by distance and takes
 * their images. O(n k P^2 D) time for n images of P patches of which k are taken, spread over processors; n P distances.
 */
public final class PatchCentres {
    private final float[][] vectors;
    private final int patches;
    private final int length;
    private final double[] distances;
    private final boolean[] taken;

    private PatchCentres(float[][] vectors, int patches) {
        this.vectors = vectors;
        this.patches = patches;
        this.length = vectors[0].length / patches;
        this.distances = new double[vectors.length * patches];
        this.taken = new boolean[vectors.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
    }

    /**
     * Ascending indices of so many images.
     *
     * @param vectors of each image those of its patches, one after the other; each patch of length 1
     * @param patches of an image, at least 1
     * @param count at least 1 and at most that of the images
     */
    public static int[] of(float[][] vectors, int patches, int count, RandomGenerator random) {
        PatchCentres centres = new PatchCentres(vectors, patches);
        centres.take(random.nextInt(vectors.length));
        for (int i = 1; i < count; i++) {
            centres.take(centres.farthest());
        }
        return IntStream.range(0, vectors.length).filter(i -> centres.taken[i]).toArray();
    }

    private void take(int image) {
        taken[image] = true;
        float[] centre = vectors[image];
        IntStream.range(0, distances.length).parallel().forEach(i -> {
            float[] vector = vectors[i / patches];
            for (int p = 0; p < patches; p++) {
                double distance = Vectors.cosineDistance(vector, i % patches * length, centre, p * length, length);
                distances[i] = Math.min(distances[i], distance);
            }
        });
    }

    /** The first of equals. */
    private int farthest() {
        int best = -1;
        double most = 0;
        for (int i = 0; i < taken.length; i++) {
            double here = taken[i] ? 0 : sum(i);
            if (!taken[i] && (best < 0 || here > most)) {
                best = i;
                most = here;
            }
        }
        return best;
    }

    private double sum(int image) {
        double sum = 0;
        for (int p = 0; p < patches; p++) {
            sum += distances[image * patches + p];
        }
        return sum;
    }
}
