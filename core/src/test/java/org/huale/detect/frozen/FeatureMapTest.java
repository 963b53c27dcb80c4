package org.huale.detect.frozen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureMapTest {
    /** Two rows of three cells of 10 x 8 pixels over 25 x 16: the last column is only half within the image. */
    private static final FeatureMap MAP =
            new FeatureMap(new FeatureMap.Grid(2, 3, 10, 8), new ImageSize(25, 16), new float[] {1, 2, 3, 4, 5, 6});

    @Test
    void cellsCountByTheAreaUnderTheBox() {
        assertThat(MAP.region(new Box(5, 0, 20, 8))).containsExactly((5 * 1 + 10 * 2) / 15f);
        assertThat(MAP.region(new Box(0, 6, 10, 10))).containsExactly((2 * 1 + 2 * 4) / 4f);
        assertThat(MAP.mean()).containsExactly((10 * 1 + 10 * 2 + 5 * 3 + 10 * 4 + 10 * 5 + 5 * 6) / 50f);
    }

    @Test
    void aBoxThatCoversNothingGetsTheCellAtItsPlace() {
        assertThat(MAP.region(new Box(12, 9, 12, 9))).containsExactly(5);
        assertThat(MAP.region(new Box(40, 40, 60, 60))).as("outside").containsExactly(6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aRegionIsTheMeanOfManyPoints(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double x = random.nextDouble(20);
        double y = random.nextDouble(12);
        Box box = new Box(x, y, random.nextDouble(x, 25), random.nextDouble(y, 16));
        double sum = 0;
        int points = 400;
        for (int i = 0; i < points * points; i++) {
            int along = i % points;
            int down = i / points;
            int column = (int) ((box.x1() + (along + 0.5) / points * box.width()) / 10);
            int row = (int) ((box.y1() + (down + 0.5) / points * box.height()) / 8);
            sum += MAP.values()[row * 3 + column];
        }
        assertThat((double) MAP.region(box)[0]).isCloseTo(sum / points / points, within(0.01));
    }

    @Test
    void partsTogetherAreTheImage() {
        double sum = 0;
        for (float[] part : MAP.parts(3)) {
            sum += part[0];
        }
        assertThat(sum / 9).isCloseTo(MAP.mean()[0], within(1e-5));
    }

    @Test
    void channelsStayApart() {
        FeatureMap two =
                new FeatureMap(new FeatureMap.Grid(1, 2, 5, 5), new ImageSize(10, 5), new float[] {1, 10, 3, 30});
        assertThat(two.channels()).isEqualTo(2);
        assertThat(two.mean()).containsExactly(2, 20);
        assertThat(two.region(new Box(0, 0, 5, 5))).containsExactly(1, 10);
    }

    @Test
    void valuesMustFillTheGrid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureMap(MAP.grid(), MAP.image(), new float[7]))
                .withMessageContaining("7 values do not fill");
    }
}
