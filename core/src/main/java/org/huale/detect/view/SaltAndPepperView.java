package org.huale.detect.view;

import java.util.SplittableRandom;
import java.util.function.Function;
import org.huale.dataset.ImageRecord;
import org.huale.detect.StillView;
import org.huale.image.Image;

/**
 * Some channels of some pixels set to the highest or the lowest value that the image has anywhere, one as likely as the
 * other. Nothing moves.
 *
 * @param share of values that are set, in (0, 1]
 * @param seed of the noise, together with the image's id
 */
public record SaltAndPepperView(double share, long seed) implements StillView {

    public SaltAndPepperView {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in (0, 1], got " + share);
        }
    }

    @Override
    public String name() {
        return ViewName.seeded(ViewName.of("salt-and-pepper", share), seed);
    }

    @Override
    public Image of(ImageRecord record, Function<ImageRecord, Image> pixels) {
        Image image = pixels.apply(record);
        SplittableRandom random = ImageNoise.of(seed, record.id());
        byte[] rgb = image.rgb().clone();
        int low = 255;
        int high = 0;
        for (byte value : rgb) {
            low = Math.min(low, value & 0xFF);
            high = Math.max(high, value & 0xFF);
        }
        for (int i = 0; i < rgb.length; i++) {
            double drawn = random.nextDouble();
            rgb[i] = drawn >= share ? rgb[i] : (byte) (drawn < share / 2 ? high : low);
        }
        return new Image(image.size(), rgb);
    }
}
