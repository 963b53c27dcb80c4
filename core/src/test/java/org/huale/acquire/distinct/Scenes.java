package org.huale.acquire.distinct;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageException;
import org.huale.image.ImageReader;

/** Makes up an image for each file: those of one scene are alike, others are not; negative scenes cannot be read. */
final class Scenes implements ImageReader {
    final List<String> read = new ArrayList<>();
    private final ToIntFunction<String> scene;

    /** @param scene by the name of the file without its ending */
    Scenes(ToIntFunction<String> scene) {
        this.scene = scene;
    }

    @Override
    public Image read(Path file) {
        String name = file.toString().replace(".jpg", "");
        read.add(name);
        int number = scene.applyAsInt(name);
        if (number < 0) {
            throw new ImageException(file + ": cannot be read");
        }
        byte[] rgb = new byte[3 * 32 * 32];
        new SplittableRandom(number).nextBytes(rgb);
        rgb[0] = (byte) name.hashCode(); // the same scene is not the same picture
        return new Image(new ImageSize(32, 32), rgb);
    }
}
