package org.huale.acquire.likeness;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Greedy k-centre: again and again the one of M that is farthest from its nearest centre becomes a centre, which comes to at
 * most twice the least possible radius where distances obey the triangle inequality. Keeps one distance for each and no
 * matrix: O(M) comparisons for each centre. Source: Gonzalez, Theoretical Computer Science 1985; for active learning Sener
 * and Savarese, ICLR 2018.
 */
public final class Centres {
    private static final int NONE = -1;

    private final double[] distances;
    private final int[] nearest;
    private final boolean[] taken;
    private int centres;

    public Centres(int count) {
        distances = new double[count];
        nearest = new int[count];
        taken = new boolean[count];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        Arrays.fill(nearest, NONE);
    }

    /** Adds a centre, of the M or from elsewhere, and gives its number: centres are numbered from 0 as they come. */
    public int add(IntToDoubleFunction distanceFrom) {
        for (int i = 0; i < distances.length; i++) {
            double distance = distanceFrom.applyAsDouble(i);
            if (distance < distances[i]) {
                distances[i] = distance;
                nearest[i] = centres;
            }
        }
        return centres++;
    }

    /** Takes one of the M as a centre; it will not be the farthest again. */
    public int take(int chosen, IntToDoubleFunction distanceFrom) {
        taken[chosen] = true;
        return add(distanceFrom);
    }

    /** The farthest that is not taken, the first of equals; the first of all before there is a centre; -1 for none left. */
    public int farthest() {
        return farthest(this::distance);
    }

    /** The one that is not taken with the greatest worth, the first of equals; -1 for none left. */
    public int farthest(IntToDoubleFunction worth) {
        int best = NONE;
        double most = 0;
        for (int i = 0; i < taken.length; i++) {
            double here = taken[i] ? Double.NaN : worth.applyAsDouble(i);
            if (!taken[i] && (best == NONE || here > most)) {
                best = i;
                most = here;
            }
        }
        return best;
    }

    /** To the nearest centre; infinite before there is one. */
    public double distance(int i) {
        return distances[i];
    }

    /** The number of the nearest centre, the first of equals; -1 before there is one. */
    public int nearest(int i) {
        return nearest[i];
    }
}
