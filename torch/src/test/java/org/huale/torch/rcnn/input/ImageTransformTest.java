package org.huale.torch.rcnn.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Device;
import org.huale.geometry.ImageSize;
import org.huale.geometry.Window;
import org.huale.image.Image;
import org.huale.laws.LawSeeds;
import org.huale.problem.HualeException;
import org.huale.torch.golden.FormulaImage;
import org.huale.torch.golden.Golden;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTransformTest {
    private static final Golden GOLDEN = Golden.of("transform");

    @ParameterizedTest
    @CsvSource({
        "100, 500, 375, 320, 640",
        "100, 500, 375, 800, 1333",
        "101, 375, 500, 600, 1000",
        "101, 375, 500, 128, 256",
        "104, 33, 200, 320, 640",
        "105, 401, 89, 600, 1000",
        "106, 353, 500, 800, 1333",
        "107, 256, 128, 600, 1000",
        "107, 256, 128, 128, 256"
    })
    void resizesNormalisesAndPadsAsTorchvision(long seed, int width, int height, int min, int max) {
        Image image = FormulaImage.of(seed, width, height);
        PreparedImage prepared = new ImageTransform(ImageTransformOptions.of(min, max)).of(image);
        String key = width + "x" + height + "-" + min + "-" + max;
        assertThat(new int[] {prepared.size().height(), prepared.size().width()})
                .containsExactly(GOLDEN.ints(key + ".resized"));
        GOLDEN.assertSampled(key, batched(List.of(prepared)), 1e-5);
    }

    @Test
    void coloursAreFiniteNumbers() {
        List<Double> usual = List.of(0.5, 0.5, 0.5);
        for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            List<Double> wrong = List.of(0.5, odd, 0.5);
            assertThatThrownBy(() -> new ImageTransformOptions(16, 16, wrong, usual))
                    .hasMessageContaining("need three finite values, deviations above 0, got [0.5, " + odd);
            assertThatThrownBy(() -> new ImageTransformOptions(16, 16, usual, wrong))
                    .hasMessageContaining("need three finite values, deviations above 0");
        }
        assertThatThrownBy(() -> new ImageTransformOptions(16, 16, usual, List.of(0.5, 0.0, 0.5)))
                .hasMessageContaining("deviations above 0");
    }

    @Test
    void imagesOfABatchArePaddedToTheLargest() {
        ImageTransform transform = new ImageTransform(ImageTransformOptions.of(128, 256));
        List<PreparedImage> images =
                List.of(transform.of(FormulaImage.of(120, 200, 150)), transform.of(FormulaImage.of(121, 131, 97)));
        ImageSize padded =
                TensorScope.get(() -> ImageBatch.of(images, new Device("cpu")).padded());
        assertThat(padded.width() % 32 + padded.height() % 32).isZero();
        int[] shape = GOLDEN.ints("batch.shape");
        assertThat(padded).isEqualTo(new ImageSize(shape[3], shape[2]));
        GOLDEN.assertSampled("batch", batched(images), 1e-5);
    }

    @Test
    void aBatchThatNoArrayHoldsIsRefused() {
        ImageSize padded = new ImageSize(1344, 800);
        assertThat(ImageBatch.length(665, padded)).isEqualTo(2_145_024_000);
        assertThatThrownBy(() -> ImageBatch.length(666, padded))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(
                        "a batch of 666 images of 1344x800 does not fit into one array: it has 2148249600 numbers",
                        "choose a smaller batch size (evaluation.batchSize,");
        assertThatThrownBy(() -> ImageBatch.length(4096, padded)).hasMessageContaining("13212057600");
    }

    @Test
    void boxesMoveThereAndBack() {
        PreparedImage image = new ImageTransform(ImageTransformOptions.of(320, 640)).of(FormulaImage.of(1, 500, 375));
        float[] there = image.toResized(new float[] {0, 0, 500, 375});
        assertThat(there).containsExactly(0, 0, 426, 320);
        assertThat(image.toOriginal(there)).containsExactly(0, 0, 500, 375);
    }

    /** The mean is a colour of 8 bits here, so that a canvas can be painted in it. */
    @Test
    void aWindowIsResizedAsAnImageCutOrExtendedToItWouldBe() {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        double mean = 100 / 255.0;
        ImageTransform transform = new ImageTransform(
                new ImageTransformOptions(40, 90, List.of(mean, mean, mean), List.of(0.2, 0.3, 0.4)));
        for (int i = 0; i < 200; i++) {
            Image image = FormulaImage.of(i, 1 + random.nextInt(60), 1 + random.nextInt(60));
            Window window = new Window(
                    random.nextInt(-30, 30),
                    random.nextInt(-30, 30),
                    new ImageSize(1 + random.nextInt(90), 1 + random.nextInt(90)));
            PreparedImage prepared = transform.of(image, window);
            PreparedImage twin = transform.of(canvas(image, window));
            assertThat(prepared.size()).isEqualTo(twin.size());
            assertThat(prepared.original()).isEqualTo(window.size());
            assertThat(prepared.pixels())
                    .as("seed %d, %s of %s", seed, window, image)
                    .containsExactly(twin.pixels(), within(1e-6f));
        }
    }

    private static Image canvas(Image image, Window window) {
        byte[] rgb = new byte[Math.toIntExact(3 * window.size().pixels())];
        Arrays.fill(rgb, (byte) 100);
        for (int y = 0; y < window.size().height(); y++) {
            for (int x = 0; x < window.size().width(); x++) {
                int fromX = x + window.x();
                int fromY = y + window.y();
                if (fromX >= 0 && fromX < image.width() && fromY >= 0 && fromY < image.height()) {
                    System.arraycopy(
                            image.rgb(),
                            3 * (fromY * image.width() + fromX),
                            rgb,
                            3 * (y * window.size().width() + x),
                            3);
                }
            }
        }
        return new Image(window.size(), rgb);
    }

    private static float[] batched(List<PreparedImage> images) {
        return TensorScope.get(
                () -> Tensors.toFloats(ImageBatch.of(images, new Device("cpu")).tensor()));
    }
}
