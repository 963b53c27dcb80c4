package org.huale.torch.rcnn.rpn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.huale.geometry.BoxMatching;
import org.huale.geometry.FlatBoxes;
import org.huale.geometry.ImageSize;
import org.huale.geometry.NonMaximumSuppression;
import org.huale.torch.golden.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arithmetic on boxes against what torchvision computes of the same numbers. */
class BoxArithmeticTest {
    private static final Golden GOLDEN = Golden.of("boxes");

    @Test
    void decodedBoxesAreTorchvisions() {
        assertClose(decoded(BoxCoder.REGIONS), GOLDEN.floats("decoded.head"));
        assertClose(decoded(BoxCoder.PROPOSALS), GOLDEN.floats("decoded.rpn"));
    }

    @Test
    void encodedBoxesAreTorchvisions() {
        assertClose(encoded(BoxCoder.REGIONS), GOLDEN.floats("encoded.head"));
        assertClose(encoded(BoxCoder.PROPOSALS), GOLDEN.floats("encoded.rpn"));
    }

    @Test
    void decodingUndoesEncoding() {
        float[] reference = {10, 20, 50, 100};
        float[] truth = {12, 5, 80, 90};
        float[] deltas = new float[4];
        float[] back = new float[4];
        BoxCoder.REGIONS.encode(truth, 0, reference, 0, deltas, 0);
        BoxCoder.REGIONS.decode(deltas, 0, reference, 0, back, 0);
        assertThat(back).containsExactly(truth, Offset.offset(1e-4f));
    }

    @Test
    void clippedAndSmallBoxesAreTorchvisions() {
        float[] boxes = GOLDEN.floats("boxes");
        FlatBoxes.clip(boxes, new ImageSize(180, 150));
        assertThat(boxes).containsExactly(GOLDEN.floats("clipped"));
        int[] large = IntStream.range(0, boxes.length / 4)
                .filter(i -> FlatBoxes.isAtLeast(boxes, i, 20))
                .toArray();
        assertThat(large).containsExactly(GOLDEN.ints("kept.small"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "0.5", "0.7"})
    void suppressionKeepsWhatTorchvisionKeeps(String threshold) {
        NonMaximumSuppression nms = new NonMaximumSuppression(Double.parseDouble(threshold));
        for (String set : new String[] {"exact", "many"}) {
            int[] kept = nms.keep(GOLDEN.floats("nms." + set + ".boxes"), GOLDEN.floats("nms." + set + ".scores"));
            assertThat(kept).containsExactly(GOLDEN.ints("nms." + set + ".kept." + threshold));
        }
        int[] kept = nms.keep(
                GOLDEN.floats("nms.many.boxes"), GOLDEN.floats("nms.many.scores"), GOLDEN.ints("nms.many.classes"));
        assertThat(kept).containsExactly(GOLDEN.ints("nms.batched.kept." + threshold));
    }

    @Test
    void matchesAreTorchvisions() {
        float[] truth = GOLDEN.floats("matcher.truth");
        float[] candidates = GOLDEN.floats("matcher.boxes");
        assertThat(new BoxMatching(0.7f, 0.3f, true).match(truth, candidates))
                .containsExactly(GOLDEN.ints("matcher.rpn"));
        assertThat(new BoxMatching(0.5f, 0.5f, false).match(truth, candidates))
                .containsExactly(GOLDEN.ints("matcher.head"));
    }

    private static float[] decoded(BoxCoder coder) {
        float[] references = GOLDEN.floats("boxes");
        float[] deltas = GOLDEN.floats("deltas");
        float[] boxes = new float[deltas.length];
        for (int i = 0; i < boxes.length / 4; i++) {
            coder.decode(deltas, 4 * i, references, i / 4, boxes, i);
        }
        return boxes;
    }

    private static float[] encoded(BoxCoder coder) {
        float[] references = GOLDEN.floats("boxes");
        float[] truth = GOLDEN.floats("truth");
        float[] deltas = new float[truth.length];
        for (int i = 0; i < deltas.length / 4; i++) {
            coder.encode(truth, i, references, i, deltas, i);
        }
        return deltas;
    }

    private static void assertClose(float[] actual, float[] expected) {
        float scale = 0;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i])
                    .as(Arrays.toString(new int[] {i}))
                    .isCloseTo(expected[i], Offset.offset(1e-5f * Math.max(Math.abs(expected[i]), scale / 100)));
        }
    }
}
