package org.huale.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.huale.laws.LawSeeds;
import org.junit.jupiter.api.Test;

class HalfPrecisionTest {
    private static final float[] HALVES = all();

    /** The value of each of the 65536 patterns. */
    private static float[] all() {
        ByteBuffer bits = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int pattern = 0; pattern < 1 << 16; pattern++) {
            bits.putShort((short) pattern);
        }
        return new TensorData(ElementType.FLOAT16, new long[] {1 << 16}, bits.flip()).toFloats();
    }

    @Test
    void whatIsHalfAlreadyStays() {
        float[] back = TensorData.of(HALVES, HALVES.length).toHalf().toFloats();
        for (int i = 0; i < back.length; i++) {
            assertThat(Float.compare(back[i], HALVES[i])).as("pattern %s", i).isZero();
        }
    }

    @Test
    void othersBecomeTheNearest() {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100_000; round++) {
            float value = (float) Math.scalb(random.nextDouble(-1, 1), random.nextInt(-26, 16));
            float half = half(value);
            int pattern = Short.toUnsignedInt(Elements.halfOf(value)) & 0x7fff;
            float above = HALVES[pattern + 1];
            float below = pattern == 0 ? above : HALVES[pattern - 1];
            double error = Math.abs((double) Math.abs(value) - Math.abs(half));
            assertThat(error)
                    .as("seed %s, %s", seed, value)
                    .isLessThanOrEqualTo(Math.abs((double) above - Math.abs(value)))
                    .isLessThanOrEqualTo(Math.abs((double) below - Math.abs(value)));
        }
    }

    @Test
    void halfwayGoesToTheEvenOneAndTooLargeToInfinity() {
        assertThat(half(1 + 1 / 2048f)).isEqualTo(1);
        assertThat(half(1 + 3 / 2048f)).isEqualTo(1 + 2 / 1024f);
        assertThat(half(65519)).isEqualTo(65504);
        assertThat(half(-65520)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(half(Math.scalb(1f, -25))).isZero();
        assertThat(half(Math.scalb(1.5f, -25))).isEqualTo(Math.scalb(1f, -24));
        assertThat(half(Float.NaN)).isNaN();
        assertThat(half(2 - 1 / 4096f)).isEqualTo(2);
    }

    private static float half(float value) {
        return TensorData.of(new float[] {value}).toHalf().toFloats()[0];
    }
}
