package org.huale.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonMaximumSuppressionTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsWhatAPlainTwinKeeps(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 150;
        float[] boxes = new float[4 * n];
        float[] scores = new float[n];
        int[] groups = new int[n];
        for (int i = 0; i < n; i++) {
            boxes[4 * i] = random.nextInt(60);
            boxes[4 * i + 1] = random.nextInt(60);
            boxes[4 * i + 2] = boxes[4 * i] + random.nextInt(30);
            boxes[4 * i + 3] = boxes[4 * i + 1] + random.nextInt(30);
            scores[i] = random.nextInt(20) / 20f; // many ties
            groups[i] = random.nextInt(3);
        }
        int[] twin = twin(boxes, scores, groups, 0.4);
        NonMaximumSuppression.Kept kept = new NonMaximumSuppression(0.4).keepCounting(boxes, scores, groups);
        assertThat(new NonMaximumSuppression(0.4).keep(boxes, scores, groups)).containsExactly(twin);
        assertThat(kept.indices()).containsExactly(twin);
        assertThat(kept.suppressed()).containsExactly(suppressed(twin, boxes, groups, 0.4));
    }

    @Test
    void anOverlapAtTheThresholdStays() {
        float[] boxes = {0, 0, 10, 10, 0, 0, 10, 5};
        assertThat(new NonMaximumSuppression(0.5).keep(boxes, new float[] {0.9f, 0.8f}))
                .containsExactly(0, 1);
        assertThat(new NonMaximumSuppression(0.49).keep(boxes, new float[] {0.9f, 0.8f}))
                .containsExactly(0);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(new NonMaximumSuppression(0.5).keep(new float[0], new float[0]))
                .isEmpty();
    }

    @Test
    void aScoreThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> new NonMaximumSuppression(0.5).keep(new float[4], new float[] {Float.NaN}))
                .hasMessageContaining("score 0 is NaN");
    }

    private static int[] twin(float[] boxes, float[] scores, int[] groups, double threshold) {
        List<Integer> kept = new ArrayList<>();
        IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -scores[i]).thenComparing(i -> i))
                .forEach(i -> {
                    if (kept.stream()
                            .noneMatch(k -> groups[k] == groups[i]
                                    && (float) box(boxes, k).iou(box(boxes, i)) > threshold)) {
                        kept.add(i);
                    }
                });
        return kept.stream().mapToInt(i -> i).toArray();
    }

    /** Each box that went counts for the first that stays and overlaps it too much. */
    private static int[] suppressed(int[] kept, float[] boxes, int[] groups, double threshold) {
        int[] counts = new int[kept.length];
        for (int i = 0; i < groups.length; i++) {
            int box = i;
            if (IntStream.of(kept).noneMatch(k -> k == box)) {
                int by = 0;
                while (groups[kept[by]] != groups[i]
                        || (float) box(boxes, kept[by]).iou(box(boxes, i)) <= threshold) {
                    by++;
                }
                counts[by]++;
            }
        }
        return counts;
    }

    private static Box box(float[] boxes, int i) {
        return new Box(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]);
    }
}
