package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Device;
import org.huale.detect.frozen.FeatureMap;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.PreparedImage;
import org.junit.jupiter.api.Test;

/** The map lies over the image that it was made of. */
class BackboneMapTest {
    private static final ImageSize SIZE = new ImageSize(480, 360);

    @Test
    void aPatchChangesTheCellsThatLieOverIt() {
        FasterRcnnOptions options = FasterRcnnOptions.smallResNetFpn();
        ImageTransform transform = new ImageTransform(options.transform());
        try (FasterRcnn network = FasterRcnn.create(options, 1, new Device("cpu"), 1)) {
            FeatureMap plain = map(network, transform.of(image(new Box(0, 0, 0, 0))));
            FeatureMap marked = map(network, transform.of(image(new Box(300, 0, 480, 120))));
            assertThat(plain.image()).isEqualTo(SIZE);
            assertThat(plain.grid().columns() * plain.grid().cellWidth())
                    .isBetween(480.0, 480 + plain.grid().cellWidth());
            assertThat(plain.grid().rows() * plain.grid().cellHeight())
                    .isBetween(360.0, 360 + plain.grid().cellHeight());
            assertThat(change(plain, marked, new Box(360, 0, 480, 90)))
                    .isGreaterThan(3 * change(plain, marked, new Box(0, 270, 120, 360)));
        }
    }

    private static FeatureMap map(FasterRcnn network, PreparedImage image) {
        return TensorScope.withoutGradient(() -> network.backboneMap(image));
    }

    private static double change(FeatureMap a, FeatureMap b, Box box) {
        float[] before = a.region(box);
        float[] after = b.region(box);
        double sum = 0;
        for (int k = 0; k < before.length; k++) {
            sum += Math.abs(before[k] - after[k]);
        }
        return sum;
    }

    /** Black but for a white box. */
    private static Image image(Box white) {
        byte[] rgb = new byte[3 * (int) SIZE.pixels()];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % SIZE.width();
            int y = i / 3 / SIZE.width();
            boolean inside = x >= white.x1() && x < white.x2() && y >= white.y1() && y < white.y2();
            rgb[i] = (byte) (inside ? 255 : 0);
        }
        return new Image(SIZE, rgb);
    }
}
