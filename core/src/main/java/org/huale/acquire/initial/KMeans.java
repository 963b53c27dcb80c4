package org.huale.acquire.initial;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.huale.acquire.likeness.Vectors;

/**
 * Lloyd's k-means from seeds that are drawn in proportion to squared distance (Arthur and Vassilvitskii, k-means++, SODA 2007).
 * O(rounds n k D) time, spread over processors, with the same result on any number of them.
 */
final class KMeans {
    private static final int MOST_ROUNDS = 20;

    private final float[][] vectors;
    private final float[][] centres;
    private final int[] clusters;

    private KMeans(float[][] vectors, int count) {
        this.vectors = vectors;
        this.centres = new float[count][];
        this.clusters = new int[vectors.length];
    }

    /**
     * @param clusters of each vector, 0..k-1; a cluster may be empty, as where there are fewer different vectors than clusters
     * @param centres their means
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next
    record Clusters(int[] clusters, float[][] centres) {

        /** Members of a cluster, ascending. */
        int[] members(int cluster) {
            return IntStream.range(0, clusters.length)
                    .filter(i -> clusters[i] == cluster)
                    .toArray();
        }
    }

    /** @param count of clusters, at least 1 and at most that of the vectors */
    static Clusters of(float[][] vectors, int count, RandomGenerator random) {
        KMeans means = new KMeans(vectors, count);
        means.seed(random);
        for (int round = 0; round < MOST_ROUNDS && means.assign(); round++) {
            means.move();
        }
        return new Clusters(means.clusters, means.centres);
    }

    private void seed(RandomGenerator random) {
        double[] squares = new double[vectors.length];
        Arrays.fill(squares, 1);
        for (int c = 0; c < centres.length; c++) {
            float[] centre = vectors[drawn(squares, random)].clone();
            centres[c] = centre;
            boolean first = c == 0;
            IntStream.range(0, vectors.length).parallel().forEach(i -> {
                double square = square(vectors[i], centre);
                squares[i] = first ? square : Math.min(squares[i], square);
            });
        }
        Arrays.fill(clusters, -1);
    }

    /** An index in proportion to its weight; the first where all weights are 0. */
    private static int drawn(double[] weights, RandomGenerator random) {
        double rest = random.nextDouble() * Arrays.stream(weights).sum();
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                rest -= weights[i];
                if (rest < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    /** Whether any vector changed its cluster; of equally near centres the first counts. */
    private boolean assign() {
        int[] nearest = IntStream.range(0, vectors.length)
                .parallel()
                .map(i -> nearest(vectors[i]))
                .toArray();
        boolean changed = !Arrays.equals(nearest, clusters);
        System.arraycopy(nearest, 0, clusters, 0, nearest.length);
        return changed;
    }

    private int nearest(float[] vector) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centres.length; c++) {
            double square = square(vector, centres[c]);
            if (square < least) {
                best = c;
                least = square;
            }
        }
        return best;
    }

    private void move() {
        double[][] sums = new double[centres.length][centres[0].length];
        int[] counts = new int[centres.length];
        for (int i = 0; i < vectors.length; i++) {
            counts[clusters[i]]++;
            for (int k = 0; k < vectors[i].length; k++) {
                sums[clusters[i]][k] += vectors[i][k];
            }
        }
        for (int c = 0; c < centres.length; c++) {
            for (int k = 0; counts[c] > 0 && k < centres[c].length; k++) {
                centres[c][k] = (float) (sums[c][k] / counts[c]);
            }
        }
    }

    private static double square(float[] a, float[] b) {
        double distance = Vectors.distance(a, b);
        return distance * distance;
    }
}
