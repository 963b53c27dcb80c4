package org.huale.dataset;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.huale.dataset.file.RelativePath;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;

/** Small data sets and files made on the spot. */
public final class Samples {
    public static final ImageSize SIZE = new ImageSize(64, 48);

    private Samples() {}

    /** An image of one colour; the kind follows the extension. */
    public static Path image(Path file, ImageSize size, int rgb) {
        BufferedImage image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                image.setRGB(x, y, rgb);
            }
        }
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(image, RelativePath.extension(file.toString()).substring(1), file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path text(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A VOC folder of one image {@code a} of 64x48 with the given objects. */
    public static Path voc(Path folder, String objects) {
        image(folder.resolve("JPEGImages/a.png"), SIZE, 0x123456);
        text(
                folder.resolve("Annotations/a.xml"),
                "<annotation><filename>a.png</filename><size><width>64</width><height>48</height></size>" + objects
                        + "</annotation>");
        return folder;
    }

    public static String object(String name, double xmin, double ymin, double xmax, double ymax) {
        return "<object><name>" + name + "</name><bndbox><xmin>" + xmin + "</xmin><ymin>" + ymin + "</ymin><xmax>"
                + xmax + "</xmax><ymax>" + ymax + "</ymax></bndbox></object>";
    }

    /** A few images, some without objects, whole and fractional boxes, marks, and boxes of one pixel. */
    public static Dataset random(Path folder, RandomGenerator random) {
        ClassNames classes = ClassNames.of("zebra", "traffic light", "a&b <c>");
        List<ImageRecord> images = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            ImageSize size = new ImageSize(8 + random.nextInt(90), 8 + random.nextInt(90));
            String name =
                    (random.nextBoolean() ? "deep/er/" : "") + "image " + i + (random.nextBoolean() ? ".png" : ".bmp");
            Path file = image(folder.resolve(name), size, random.nextInt(1 << 24));
            images.add(new ImageRecord(new ImageId(name), file, size, annotations(size, random)));
        }
        return new Dataset("random", classes, images);
    }

    private static List<Annotation> annotations(ImageSize size, RandomGenerator random) {
        List<Annotation> annotations = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            Box box = random.nextBoolean() ? whole(size, random) : fractional(size, random);
            boolean own = random.nextBoolean();
            annotations.add(new Annotation(
                    box,
                    random.nextInt(3),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    own ? box.area() * random.nextDouble() : box.area()));
        }
        return annotations;
    }

    private static Box whole(ImageSize size, RandomGenerator random) {
        int x = random.nextInt(size.width());
        int y = random.nextInt(size.height());
        return new Box(x, y, x + 1 + random.nextInt(size.width() - x), y + 1 + random.nextInt(size.height() - y));
    }

    private static Box fractional(ImageSize size, RandomGenerator random) {
        double x = random.nextDouble(size.width() - 1);
        double y = random.nextDouble(size.height() - 1);
        return new Box(x, y, random.nextDouble(x + 0.1, size.width()), random.nextDouble(y + 0.1, size.height()));
    }

    public static Annotation only(DatasetReading reading) {
        List<Annotation> all = reading.dataset().images().stream()
                .flatMap(image -> image.annotations().stream())
                .toList();
        if (all.size() != 1) {
            throw new AssertionError("one annotation expected, got " + all);
        }
        return all.get(0);
    }
}
