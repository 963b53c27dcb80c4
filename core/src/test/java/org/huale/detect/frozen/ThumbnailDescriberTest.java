package org.huale.detect.frozen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.junit.jupiter.api.Test;

class ThumbnailDescriberTest {

    @Test
    void coloursAreFoundWhereTheyAreAndEdgesBetweenThem() {
        FeatureMap map = ThumbnailDescriber.of(halves(new ImageSize(200, 100)));
        assertThat(map.channels()).isEqualTo(7);
        float[] left = map.region(new Box(0, 0, 50, 100));
        float[] right = map.region(new Box(150, 0, 200, 100));
        assertThat(left).containsExactly(1, 0, 0, 0, 0, 0, 0);
        assertThat(right).containsExactly(0, 0, 1, 0, 0, 0, 0);
        float[] middle = map.region(new Box(90, 0, 110, 100));
        assertThat(middle[3]).as("change to the right").isGreaterThan(0.01f);
        assertThat(middle[4]).as("change downwards").isCloseTo(0, within(1e-6f));
    }

    @Test
    void imagesOfAPixelWillDo() {
        FeatureMap map = ThumbnailDescriber.of(halves(new ImageSize(1, 1)));
        assertThat(map.mean()).containsExactly(0, 0, 1, 0, 0, 0, 0);
    }

    @Test
    void allImagesAreHandedOverInTheirOrder() {
        ThumbnailDescriber describer = new ThumbnailDescriber(file -> halves(new ImageSize(9, 9)));
        List<ImageId> seen = new ArrayList<>();
        describer.describe(List.of(record("b"), record("a")), (image, map) -> seen.add(image));
        assertThat(seen).containsExactly(new ImageId("b"), new ImageId("a"));
    }

    private static ImageRecord record(String id) {
        return new ImageRecord(new ImageId(id), Path.of(id), new ImageSize(9, 9), List.of());
    }

    /** Red at the left, blue at the right. */
    private static Image halves(ImageSize size) {
        byte[] rgb = new byte[3 * (int) size.pixels()];
        for (int i = 0; i < size.pixels(); i++) {
            rgb[3 * i + (i % size.width() < size.width() / 2 ? 0 : 2)] = (byte) 255;
        }
        return new Image(size, rgb);
    }
}
