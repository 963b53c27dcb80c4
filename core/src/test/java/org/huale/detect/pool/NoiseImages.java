package org.huale.detect.pool;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/** Images of noise in three small sizes by turns, without files: the name is the number, and the number the seed. */
public final class NoiseImages {
    private static final List<ImageSize> SIZES = List.of(new ImageSize(5, 4), new ImageSize(4, 5), new ImageSize(6, 4));

    private NoiseImages() {}

    /** Of the numbers from 0, without objects. */
    public static List<ImageRecord> records(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ImageRecord(new ImageId("" + i), Path.of("" + i), size(i), List.of()))
                .toList();
    }

    /** As an {@link org.huale.image.ImageReader}. */
    public static Image read(Path file) {
        int number = Integer.parseInt(file.toString());
        byte[] rgb = new byte[Math.toIntExact(size(number).pixels() * 3)];
        new SplittableRandom(number).nextBytes(rgb);
        return new Image(size(number), rgb);
    }

    /** Of the image of a number. */
    public static ImageSize size(int number) {
        return SIZES.get(number % SIZES.size());
    }
}
