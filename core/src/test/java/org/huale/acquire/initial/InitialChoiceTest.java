package org.huale.acquire.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.huale.acquire.likeness.Centres;
import org.huale.acquire.likeness.Vectors;
import org.huale.laws.SeededLaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitialChoiceTest {
    private static final int GROUPS = 5;
    private static final int EACH = 12;

    /** The i-th belongs to group i % 5; members lie around their group's axis. */
    private static float[][] groups(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] vectors = new float[GROUPS * EACH][];
        Arrays.setAll(vectors, i -> {
            float[] vector = new float[8];
            for (int k = 0; k < vector.length; k++) {
                vector[k] = (float) (0.1 * random.nextGaussian()) + (k == i % GROUPS ? 1 : 0);
            }
            return Vectors.unit(vector, 0, 8);
        });
        return vectors;
    }

    private static float[] vector(double... values) {
        float[] vector = new float[values.length];
        for (int k = 0; k < vector.length; k++) {
            vector[k] = (float) values[k];
        }
        return vector;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void oneTypicalImageIsTakenOfEachCluster(long seed) {
        float[][] vectors = groups(seed);
        int[] chosen = TypicalImages.of(vectors, GROUPS, new SplittableRandom(seed));
        KMeans.Clusters clusters = KMeans.of(vectors, GROUPS, new SplittableRandom(seed));
        assertThat(chosen).hasSize(GROUPS).isSorted();
        for (int i : chosen) {
            assertMostTypical(vectors, clusters.members(clusters.clusters()[i]), i);
        }
    }

    /**
     * Drawn uniformly, seeds are of all groups in one of twenty draws; in proportion to squared distance, in about seven of ten.
     */
    @Test
    void theGroupsAreMostlyFoundAndOneTypicalImageIsThenTakenOfEach() {
        float[][] vectors = groups(3);
        int found = 0;
        for (long seed = 1; seed <= 100; seed++) {
            if (areGroups(KMeans.of(vectors, GROUPS, new SplittableRandom(seed)).clusters())) {
                found++;
                assertTypicalOfGroups(vectors, TypicalImages.of(vectors, GROUPS, new SplittableRandom(seed)));
            }
        }
        assertThat(found).as("of a hundred").isGreaterThan(50);
    }

    private static boolean areGroups(int[] clusters) {
        boolean together = IntStream.range(0, clusters.length).allMatch(i -> clusters[i] == clusters[i % GROUPS]);
        return together
                && IntStream.range(0, GROUPS).map(i -> clusters[i]).distinct().count() == GROUPS;
    }

    private static void assertTypicalOfGroups(float[][] vectors, int[] chosen) {
        assertThat(IntStream.of(chosen).map(i -> i % GROUPS)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        for (int i : chosen) {
            int[] group = IntStream.range(0, vectors.length)
                    .filter(j -> j % GROUPS == i % GROUPS)
                    .toArray();
            assertMostTypical(vectors, group, i);
        }
    }

    private static void assertMostTypical(float[][] vectors, int[] members, int i) {
        for (int other : members) {
            assertThat(toNearest(vectors, members, i)).isLessThanOrEqualTo(toNearest(vectors, members, other) + 1e-12);
        }
    }

    /** The sum over the 20 nearest others; an image itself adds 0. */
    private static double toNearest(float[][] vectors, int[] members, int i) {
        return IntStream.of(members)
                .mapToDouble(j -> Vectors.distance(vectors[i], vectors[j]))
                .sorted()
                .limit(21)
                .sum();
    }

    @Test
    void clustersThatAreFarApartAreFound() {
        float[][] vectors = groups(3);
        for (long seed = 1; seed <= 20; seed++) {
            KMeans.Clusters clusters = KMeans.of(vectors, GROUPS, new SplittableRandom(seed));
            for (int c = 0; c < GROUPS; c++) {
                float[] mean = mean(vectors, clusters.members(c));
                for (int k = 0; k < mean.length; k++) {
                    assertThat(clusters.centres()[c][k]).isCloseTo(mean[k], within(1e-6f));
                }
            }
            assertEachIsWithItsNearestCentre(vectors, clusters);
            assertThat(spread(vectors, clusters)).isLessThan(spreadOfOneCluster(vectors));
        }
    }

    private static void assertEachIsWithItsNearestCentre(float[][] vectors, KMeans.Clusters clusters) {
        for (int i = 0; i < vectors.length; i++) {
            double own = square(vectors[i], clusters.centres()[clusters.clusters()[i]]);
            for (float[] centre : clusters.centres()) {
                assertThat(own).as("vector %d", i).isLessThanOrEqualTo(square(vectors[i], centre) + 1e-6);
            }
        }
    }

    private static double square(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            double difference = (double) a[k] - b[k];
            sum += difference * difference;
        }
        return sum;
    }

    private static float[] mean(float[][] vectors, int[] members) {
        float[] mean = new float[vectors[0].length];
        for (int i : members) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += vectors[i][k] / members.length;
            }
        }
        return mean;
    }

    private static double spread(float[][] vectors, KMeans.Clusters clusters) {
        return IntStream.range(0, vectors.length)
                .mapToDouble(i -> Math.pow(Vectors.distance(vectors[i], clusters.centres()[clusters.clusters()[i]]), 2))
                .sum();
    }

    private static double spreadOfOneCluster(float[][] vectors) {
        return spread(vectors, KMeans.of(vectors, 1, new SplittableRandom(1)));
    }

    @Test
    void copiesOfAnImageAreNotTakenWhileThereAreOthers() {
        float[][] vectors = {vector(1, 0), vector(1, 0), vector(1, 0), vector(1, 0), vector(0, 1), vector(-1, 0)};
        for (long seed = 1; seed <= 30; seed++) {
            assertThat(TypicalImages.of(vectors, 3, new SplittableRandom(seed))).contains(4, 5);
            assertThat(PatchCentres.of(vectors, 1, 3, new SplittableRandom(seed)))
                    .contains(4, 5);
        }
        assertThat(TypicalImages.of(vectors, 6, new SplittableRandom(1))).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(PatchCentres.of(vectors, 1, 6, new SplittableRandom(1))).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ofOnePatchItIsGreedyKCentre(long seed) {
        float[][] vectors = groups(seed);
        Centres centres = new Centres(vectors.length);
        int next = new SplittableRandom(seed).nextInt(vectors.length);
        List<Integer> expected = new ArrayList<>();
        for (int taken = 0; taken < 9; taken++) {
            int centre = next;
            expected.add(centre);
            centres.take(centre, i -> Vectors.cosineDistance(vectors[i], 0, vectors[centre], 0, 8));
            next = centres.farthest();
        }
        assertThat(PatchCentres.of(vectors, 1, 9, new SplittableRandom(seed)))
                .containsExactly(expected.stream().sorted().mapToInt(i -> i).toArray());
    }

    @Test
    void aNewPatchIsEnoughToBeWanted() {
        float[] sky = {1, 0, 0};
        float[] car = {0, 1, 0};
        float[] dog = {0, 0, 1};
        float[][] vectors = {joined(sky, sky), joined(sky, car), joined(car, sky), joined(dog, car), joined(sky, sky)};
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(PatchCentres.of(vectors, 2, 3, new SplittableRandom(seed)))
                    .as("the only dog")
                    .contains(3);
        }
    }

    private static float[] joined(float[]... parts) {
        float[] joined = new float[parts.length * parts[0].length];
        for (int i = 0; i < parts.length; i++) {
            System.arraycopy(parts[i], 0, joined, i * parts[0].length, parts[0].length);
        }
        return joined;
    }

    @Test
    void theSameSeedTakesTheSameImagesAndAnotherSeedOthers() {
        float[][] vectors = groups(9);
        int[] typical = TypicalImages.of(vectors, 7, new SplittableRandom(2));
        assertThat(TypicalImages.of(vectors, 7, new SplittableRandom(2))).isEqualTo(typical);
        assertThat(IntStream.range(3, 20).mapToObj(s -> TypicalImages.of(vectors, 7, new SplittableRandom(s))))
                .anyMatch(other -> !Arrays.equals(other, typical));
    }

    @Test
    void theMeanIsTakenAway() {
        float[][] vectors = {{11, 10}, {9, 10}, {10, 10}};
        Centred.inPlace(vectors, 1);
        assertThat(vectors[0]).containsExactly(1, 0);
        assertThat(vectors[1]).containsExactly(-1, 0);
        assertThat(vectors[2]).containsExactly(0, 0);
        Centred.inPlace(new float[0][], 9);
    }

    @SeededLaw
    void partsAreCentredWhereTheyAreToTheBitsOfPartsThatStandAlone(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] parts = new float[7 * 9][];
        Arrays.setAll(parts, i -> Vectors.unit(vector(random.doubles(13).toArray()), 0, 13));
        float[][] images = new float[7][];
        Arrays.setAll(images, i -> joined(Arrays.copyOfRange(parts, 9 * i, 9 * i + 9)));
        float[][] same = images.clone();
        double[] mean = new double[13];
        for (float[] part : parts) {
            Arrays.setAll(mean, k -> mean[k] + part[k] / 63.0);
        }
        Centred.inPlace(images, 9);
        for (int i = 0; i < images.length; i++) {
            assertThat(images[i]).isSameAs(same[i]);
            assertThat(images[i])
                    .containsExactly(joined(Centred.less(Arrays.copyOfRange(parts, 9 * i, 9 * i + 9), mean)));
        }
    }
}
