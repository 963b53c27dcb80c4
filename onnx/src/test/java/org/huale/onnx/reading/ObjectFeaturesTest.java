package org.huale.onnx.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.huale.geometry.ImageSize;
import org.huale.laws.SeededLaw;
import org.huale.onnx.input.AxisMap;
import org.huale.onnx.input.Placement;
import org.huale.onnx.runtime.Tensor;
import org.junit.jupiter.api.Test;

class ObjectFeaturesTest {
    private static final ImageSize CANVAS = new ImageSize(40, 20);
    private static final Placement PLACEMENT =
            new Placement(CANVAS, CANVAS, CANVAS, 0, 0, new AxisMap(1, 0), new AxisMap(1, 0));

    @Test
    void aBoxHasTheMeanOfTheCellsThatItCovers() {
        // two images, one channel, 2 x 4 cells of 10 pixels
        Tensor map = new Tensor(new int[] {2, 1, 2, 4}, new float[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8});
        assertThat(features(map, 1, 10, 0, 30, 10)).containsExactly(2.5f);
        assertThat(features(map, 1, 0, 0, 40, 20)).containsExactly(4.5f);
        assertThat(features(map, 1, 16, 1, 18, 2)).containsExactly(2f); // covers no centre: the cell it lies in
        assertThat(features(map, 1, 39, 19, 60, 60)).containsExactly(8f);
        assertThat(features(map, 1, -30, -30, -5, -5)).containsExactly(1f);
    }

    @SeededLaw
    void aBoxHasTheMeanThatAPlainTwinFinds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[3 * 5 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        Tensor map = new Tensor(new int[] {1, 3, 5, 8}, values);
        for (int round = 0; round < 30; round++) {
            float x = random.nextInt(30) + 0.3f;
            float y = random.nextInt(14) + 0.3f;
            float right = x + 5 + random.nextInt(20);
            float bottom = y + 4 + random.nextInt(20);
            assertThat(features(map, 0, x, y, right, bottom)[2])
                    .isCloseTo(meanOfThird(values, x, y, right, bottom), within(1e-5f));
        }
    }

    /** Over the 8 x 5 cells of 5 x 4 pixels whose centres the box covers; a box as large as a cell covers one. */
    private static float meanOfThird(float[] values, float x, float y, float right, float bottom) {
        double sum = 0;
        int count = 0;
        for (int cell = 0; cell < 40; cell++) {
            int row = cell / 8;
            float centreX = (cell % 8 + 0.5f) * 5;
            float centreY = (row + 0.5f) * 4;
            if (centreX >= x && centreX <= right && centreY >= y && centreY <= bottom) {
                sum += values[80 + cell];
                count++;
            }
        }
        return (float) (sum / count);
    }

    @Test
    void rowsAreThoseOfTheBox() {
        Tensor rows = new Tensor(new int[] {2, 3, 2}, new float[] {0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6});
        assertThat(features(rows, 1, 0, 0, 1, 1)).containsExactly(5, 6);
        Tensor few = new Tensor(new int[] {1, 1, 2}, new float[] {1, 2});
        assertThatThrownBy(() -> features(few, 0, 0, 0, 1, 1)).hasMessageContaining("features.objects");
    }

    @Test
    void imagesHaveTheMeansOfAllChannelsOfAllMaps() {
        Tensor fine = new Tensor(new int[] {2, 2, 1, 2}, new float[] {0, 0, 0, 0, 1, 3, 5, 9});
        Tensor coarse = new Tensor(new int[] {2, 1, 1, 1}, new float[] {0, 8});
        NetworkOutputs outputs = new NetworkOutputs(Map.of("fine", fine, "coarse", coarse), 1, PLACEMENT);
        assertThat(new PooledMaps(List.of("fine", "coarse")).of(outputs)).containsExactly(2, 7, 8);
    }

    /** Of the one box, which came from the third row. */
    private static float[] features(Tensor tensor, int image, float... box) {
        Candidates candidates = new Candidates(box, new int[1], new float[] {1}, new int[] {2}, null);
        NetworkOutputs outputs = new NetworkOutputs(Map.of("value", tensor), image, PLACEMENT);
        return new ObjectFeatures("value").of(outputs, candidates, new int[] {0});
    }
}
