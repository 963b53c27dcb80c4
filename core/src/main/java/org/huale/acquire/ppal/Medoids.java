package org.huale.acquire.ppal;

import java.util.Arrays;
import org.huale.acquire.likeness.Centres;

/**
 * K medoids of M by their distances: again and again each goes to the nearest medoid, the first of equals, and of each
 * cluster the one with the least sum of distances to its others becomes the medoid. A medoid stays in its own cluster, so
 * that none is ever empty. The sum of distances to the medoids never rises.
 */
final class Medoids {
    private final float[][] distances;
    private final int[] medoids;
    private final int[] clusters;

    private Medoids(float[][] distances, int[] medoids) {
        this.distances = distances;
        this.medoids = medoids;
        this.clusters = new int[distances.length];
        assign();
    }

    /**
     * Begins with greedy k-centre.
     *
     * @param distances symmetric, 0 from each to itself
     * @param count K, in 1..M
     * @param first of the centres
     */
    static Medoids begin(float[][] distances, int count, int first) {
        Centres centres = new Centres(distances.length);
        int[] medoids = new int[count];
        for (int k = 0; k < count; k++) {
            int next = k == 0 ? first : centres.farthest();
            medoids[k] = next;
            centres.take(next, i -> distances[i][next]);
        }
        return new Medoids(distances, medoids);
    }

    /** One step; false where nothing changed, as then nothing ever will. */
    boolean improve() {
        double[] least = new double[medoids.length];
        int[] best = new int[medoids.length];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        int[][] members = members();
        for (int k = 0; k < medoids.length; k++) {
            for (int i : members[k]) {
                double sum = sum(i, members[k]);
                if (sum < least[k]) {
                    least[k] = sum;
                    best[k] = i;
                }
            }
        }
        boolean changed = !Arrays.equals(best, medoids);
        System.arraycopy(best, 0, medoids, 0, best.length);
        assign();
        return changed;
    }

    private int[][] members() {
        int[] sizes = new int[medoids.length];
        for (int cluster : clusters) {
            sizes[cluster]++;
        }
        int[][] members = new int[medoids.length][];
        for (int k = 0; k < members.length; k++) {
            members[k] = new int[sizes[k]];
        }
        for (int i = clusters.length - 1; i >= 0; i--) {
            members[clusters[i]][--sizes[clusters[i]]] = i;
        }
        return members;
    }

    private double sum(int i, int[] members) {
        double sum = 0;
        for (int j : members) {
            sum += distances[i][j];
        }
        return sum;
    }

    private void assign() {
        for (int i = 0; i < clusters.length; i++) {
            int nearest = 0;
            for (int k = 1; k < medoids.length; k++) {
                nearest = distances[i][medoids[k]] < distances[i][medoids[nearest]] ? k : nearest;
            }
            clusters[i] = nearest;
        }
        for (int k = 0; k < medoids.length; k++) {
            clusters[medoids[k]] = k;
        }
    }

    /** Of all to the medoids of their clusters. */
    double cost() {
        double cost = 0;
        for (int i = 0; i < clusters.length; i++) {
            cost += distances[i][medoids[clusters[i]]];
        }
        return cost;
    }

    int medoid(int cluster) {
        return medoids[cluster];
    }

    int cluster(int i) {
        return clusters[i];
    }
}
