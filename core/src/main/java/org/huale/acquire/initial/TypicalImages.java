package org.huale.acquire.initial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.huale.acquire.likeness.Centres;
import org.huale.acquire.likeness.Vectors;

/**
 * As many clusters as images are wanted, and of each the most typical image: the one with the least mean distance to its 20
 * nearest neighbours in the cluster. Of a cluster of more than 1,000 images, only those nearest to its mean are compared, so
 * that the time is O(n k D) for the clusters and at most O(k 1000^2 D) for the rest. Where clusters stay empty, as with copies
 * of an image, those farthest from all chosen fill the set. Source: Hacohen, Dekel and Weinshall, Active Learning on a Budget:
 * Opposite Strategies Suit High and Low Budgets (TypiClust), ICML 2022, whose features are self-supervised.
 */
public final class TypicalImages {
    private static final int NEIGHBOURS = 20;
    private static final int COMPARED = 1_000;

    private TypicalImages() {}

    /** Ascending indices of so many of the vectors, which are of length 1. */
    public static int[] of(float[][] vectors, int count, RandomGenerator random) {
        KMeans.Clusters found = KMeans.of(vectors, count, random);
        Set<Integer> chosen = new LinkedHashSet<>();
        for (int c = 0; c < count; c++) {
            int[] members = found.members(c);
            if (members.length > 0) {
                chosen.add(mostTypical(vectors, nearest(vectors, members, found.centres()[c])));
            }
        }
        fill(vectors, count, chosen);
        return chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private static int[] nearest(float[][] vectors, int[] members, float[] centre) {
        if (members.length <= COMPARED) {
            return members;
        }
        record Member(int image, double distance) {}
        return Arrays.stream(members)
                .mapToObj(i -> new Member(i, Vectors.distance(vectors[i], centre)))
                .sorted(Comparator.comparingDouble(Member::distance).thenComparingInt(Member::image))
                .limit(COMPARED)
                .mapToInt(Member::image)
                .sorted()
                .toArray();
    }

    private static int mostTypical(float[][] vectors, int[] members) {
        double[] distances = IntStream.range(0, members.length)
                .parallel()
                .mapToDouble(i -> toNeighbours(vectors, members, i))
                .toArray();
        int best = 0;
        for (int i = 1; i < members.length; i++) {
            best = distances[i] < distances[best] ? i : best;
        }
        return members[best];
    }

    private static double toNeighbours(float[][] vectors, int[] members, int i) {
        return IntStream.range(0, members.length)
                .filter(j -> j != i)
                .mapToDouble(j -> Vectors.distance(vectors[members[i]], vectors[members[j]]))
                .sorted()
                .limit(NEIGHBOURS)
                .average()
                .orElse(0);
    }

    private static void fill(float[][] vectors, int count, Set<Integer> chosen) {
        Centres centres = new Centres(vectors.length);
        List<Integer> begun = new ArrayList<>(chosen);
        if (begun.size() < count) {
            begun.forEach(i -> centres.take(i, j -> Vectors.distance(vectors[j], vectors[i])));
        }
        while (chosen.size() < count) {
            int next = centres.farthest();
            centres.take(next, j -> Vectors.distance(vectors[j], vectors[next]));
            chosen.add(next);
        }
    }
}
