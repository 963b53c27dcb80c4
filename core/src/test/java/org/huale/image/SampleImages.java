package org.huale.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.huale.api.Stable;
import org.huale.geometry.ImageSize;

/** The image files among the test resources, and what can be done to them. */
@Stable
public final class SampleImages {
    public static final ImageSize SIZE = new ImageSize(37, 23);

    public static final List<String> JPEGS = List.of(
            "rgb444.jpg",
            "rgb420.jpg",
            "progressive.jpg",
            "gray.jpg",
            "components-rgb.jpg",
            "profile.jpg",
            "cmyk.jpg",
            "ycck.jpg");

    public static final List<String> LOSSLESS = List.of(
            "palette.png",
            "palette-transparent.png",
            "gray1.png",
            "gray4.png",
            "gray8.png",
            "rgb8.png",
            "rgba8.png",
            "gray-alpha8.png",
            "gray16.png",
            "rgb16.png",
            "rgb.bmp",
            "gray.bmp",
            "one-bit.bmp",
            "rgba.bmp",
            "lossless.webp",
            "alpha.webp",
            "rgb.tif",
            "rgba.tif",
            "gray16.tif",
            "cmyk.tif",
            "palette.gif");

    private SampleImages() {}

    public static byte[] bytes(String name) {
        try (InputStream in = SampleImages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no sample image " + name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The pixels that a sample must be read as. */
    static Image expected(String name) {
        byte[] ppm = bytes(name + ".ppm");
        int length = SIZE.width() * SIZE.height() * 3;
        return new Image(SIZE, Arrays.copyOfRange(ppm, ppm.length - length, ppm.length));
    }

    /** A JPEG with an EXIF block that says nothing but the orientation. */
    public static byte[] withOrientation(byte[] jpeg, int value, boolean bigEndian) {
        ByteBuffer exif = ByteBuffer.allocate(2 + 2 + 6 + 8 + 2 + 12 + 4);
        exif.putShort((short) 0xFFE1).putShort((short) (exif.capacity() - 2));
        exif.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(tiff(value, bigEndian));
        ByteBuffer joined = ByteBuffer.allocate(jpeg.length + exif.capacity());
        return joined.put(jpeg, 0, 2)
                .put(exif.array())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    public static byte[] tiff(int orientation, boolean bigEndian) {
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 12 + 4);
        tiff.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        tiff.put((bigEndian ? "MM" : "II").getBytes(StandardCharsets.ISO_8859_1));
        tiff.putShort((short) 42).putInt(8).putShort((short) 1);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return tiff.array();
    }

    public static Path write(Path folder, String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** EXIF by its words: where row 0 and column 0 of the stored pixels stand in the picture. */
    static Image turnedByHand(Image stored, int value) {
        return switch (value) {
            case 2 -> stored.flipped(); // row 0 top, column 0 right
            case 3 -> transposed(transposed(stored).flipped()).flipped(); // bottom, right
            case 4 -> transposed(transposed(stored).flipped()); // bottom, left
            case 5 -> transposed(stored); // row 0 left, column 0 top
            case 6 -> transposed(stored).flipped(); // right, top
            case 7 -> transposed(transposed(transposed(stored).flipped()).flipped()); // right, bottom
            case 8 -> transposed(stored.flipped()); // left, bottom
            default -> stored;
        };
    }

    static Image transposed(Image image) {
        byte[] rgb = new byte[image.rgb().length];
        for (int y = 0; y < image.width(); y++) {
            for (int x = 0; x < image.height(); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    rgb[3 * (y * image.height() + x) + channel] = (byte) image.at(y, x, channel);
                }
            }
        }
        return new Image(image.size().transposed(), rgb);
    }

    /** The largest difference of any channel of any pixel. */
    static int distance(Image a, Image b) {
        int most = a.size().equals(b.size()) ? 0 : Integer.MAX_VALUE;
        for (int i = 0; most < Integer.MAX_VALUE && i < a.rgb().length; i++) {
            most = Math.max(most, Math.abs((a.rgb()[i] & 0xFF) - (b.rgb()[i] & 0xFF)));
        }
        return most;
    }
}
