package org.huale.acquire.distinct;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageReader;

/**
 * Makes up an image for each file, of which a number of degrees is all there is: images are alike by about the cosine of the
 * degrees between them, as frames of a scene that slowly becomes another.
 */
record Turning(ToDoubleFunction<String> degrees) implements ImageReader {

    @Override
    public Image read(Path file) {
        double angle = Math.toRadians(degrees.applyAsDouble(file.toString().replace(".jpg", "")));
        SplittableRandom random = new SplittableRandom(1);
        byte[] rgb = new byte[3 * 16 * 16];
        for (int i = 0; i < rgb.length; i += 3) {
            double first = random.nextDouble(-80, 80);
            double second = random.nextDouble(-80, 80);
            byte grey = (byte) Math.round(128 + Math.cos(angle) * first + Math.sin(angle) * second);
            rgb[i] = grey;
            rgb[i + 1] = grey;
            rgb[i + 2] = grey;
        }
        return new Image(new ImageSize(16, 16), rgb);
    }
}
