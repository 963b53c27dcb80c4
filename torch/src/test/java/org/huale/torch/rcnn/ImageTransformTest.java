package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.pytorch.Device;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
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
    void boxesMoveThereAndBack() {
        PreparedImage image = new ImageTransform(ImageTransformOptions.of(320, 640)).of(FormulaImage.of(1, 500, 375));
        float[] there = image.toResized(new float[] {0, 0, 500, 375});
        assertThat(there).containsExactly(0, 0, 426, 320);
        assertThat(image.toOriginal(there)).containsExactly(0, 0, 500, 375);
    }

    private static float[] batched(List<PreparedImage> images) {
        return TensorScope.get(
                () -> Tensors.toFloats(ImageBatch.of(images, new Device("cpu")).tensor()));
    }
}
