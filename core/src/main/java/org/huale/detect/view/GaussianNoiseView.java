package org.huale.detect.view;

import java.util.SplittableRandom;
import java.util.function.Function;
import org.huale.dataset.ImageRecord;
import org.huale.detect.StillView;
import org.huale.image.Image;

/**
 * Each channel of each pixel changed by independent normal noise, rounded and kept within 0..255. Nothing moves.
 *
 * @param sigma standard deviation on the scale 0..255, above 0
 * @param seed of the noise, together with the image's id
 */
public record GaussianNoiseView(double sigma, long seed) implements StillView {

    public GaussianNoiseView {
        if (!(sigma > 0 && sigma <= 255)) {
            throw new IllegalArgumentException("sigma must be in (0, 255], got " + sigma);
        }
    }

    @Override
    public String name() {
        return ViewName.seeded(ViewName.of("gaussian-noise", sigma), seed);
    }

    @Override
    public Image of(ImageRecord record, Function<ImageRecord, Image> pixels) {
        Image image = pixels.apply(record);
        SplittableRandom random = ImageNoise.of(seed, record.id());
        byte[] rgb = image.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            long value = Math.round((rgb[i] & 0xFF) + sigma * random.nextGaussian());
            rgb[i] = (byte) Math.max(0, Math.min(255, value));
        }
        return new Image(image.size(), rgb);
    }
}
