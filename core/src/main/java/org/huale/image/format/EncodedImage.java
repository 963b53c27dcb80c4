package org.huale.image.format;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.huale.image.Image;
import org.huale.image.ImageException;
import org.huale.image.Orientation;
import org.huale.image.ReadingRules;
import org.huale.problem.HualeException;

/**
 * An image file in memory that has passed every check but decoding: the common first half of all readers, so that they
 * refuse the same files for the same reasons.
 *
 * @param file where it came from, for messages
 * @param bytes the whole file; not to be changed
 * @param header what it says of itself
 * @param directly true for what every decoder reads alike, sound or damaged: JPEG of one or three components and PNG of up to 8
 *     bits a sample, built as programs build them
 * @param turn how decoded pixels are to be turned under the rules
 */
public record EncodedImage(Path file, byte[] bytes, ImageHeader header, boolean directly, Orientation turn) {

    private static final String NO_MEMORY = "it takes more memory to read than Java may use here; -Xmx allows more";

    /** One way of decoding. */
    @FunctionalInterface
    public interface Decoder {
        /**
         * The pixels as stored, not turned.
         *
         * @throws RuntimeException of any kind where the bytes cannot be decoded
         */
        Image decode(EncodedImage encoded);
    }

    /**
     * Loads a file, decodes it and turns it.
     *
     * @throws ImageException where the file is missing, of no known format, too large under the rules or for Java's memory,
     *     truncated, refused for its orientation or undecodable; the message names the file
     */
    public static Image read(Path file, ReadingRules rules, Decoder decoder) {
        return refusing(file, () -> load(file, rules).decode(decoder));
    }

    /**
     * Reads the whole file, to find what every reader refuses before it decodes. That unpacks the rows of a PNG. A TIFF or a GIF is
     * decoded, as nothing else tells whether it is cut short.
     *
     * @throws ImageException where the file will not do, as {@link #read}, but for what only decoding finds in other formats
     * @throws HualeException where it cannot be read or takes more memory than there is, so that nothing is known of the image
     */
    public static void require(Path file, ReadingRules rules) {
        try {
            refusing(file, () -> load(file, rules).whole());
        } catch (ImageException refused) {
            throw refused.getCause() instanceof BadImage.Unread
                    ? new HualeException(String.valueOf(refused.getMessage()), refused)
                    : refused;
        }
    }

    private static <T> T refusing(Path file, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (BadImage reason) {
            throw ImageHeader.refusal(file, reason);
        } catch (OutOfMemoryError tooLarge) { // of one array or stack of arrays; what others hold is not touched
            throw ImageHeader.refusal(file, new BadImage.Unread(NO_MEMORY, tooLarge));
        }
    }

    private static EncodedImage load(Path file, ReadingRules rules) {
        byte[] bytes = ImageHeader.bytes(file);
        FileLayout layout = ImageHeader.layout(bytes);
        ImageHeader header = ImageHeader.of(bytes, layout);
        if (header.stored().pixels() > rules.maxPixels()) {
            throw new BadImage(
                    "its " + header.stored() + " pixels are more than the " + rules.maxPixels() + " allowed");
        }
        Orientation turn = header.turn(rules.orientation());
        if (!layout.complete()) {
            throw new BadImage("truncated: ends after " + bytes.length + " bytes, before the end of its pixels");
        }
        PixelCheck.require(bytes, header.format(), header.stored());
        return new EncodedImage(file, bytes, header, isPlain(header.format(), bytes), turn);
    }

    private static boolean isPlain(ImageFormat format, byte[] bytes) {
        return switch (format) {
            case JPEG -> JpegFrame.of(bytes).components() != 4 && UsualJpeg.is(bytes);
            case PNG -> !PngLayout.hasLongSamples(bytes) && UsualPng.is(bytes); // whose bits have to be counted
            case WEBP, BMP, TIFF, GIF -> false;
        };
    }

    /** Itself, once nothing of it is missing. */
    private EncodedImage whole() {
        if (!header.format().showsItsEnd()) {
            decode(ImageIoReader::decode);
        }
        return this;
    }

    private Image decode(Decoder decoder) {
        Image decoded;
        try {
            decoded = decoder.decode(this);
        } catch (BadImage known) {
            throw known;
        } catch (RuntimeException undecodable) { // decoders throw whatever their arithmetic stumbles on
            throw new BadImage("it cannot be decoded: " + undecodable.getMessage(), undecodable);
        }
        if (!decoded.size().equals(header.stored())) {
            throw new BadImage("its pixels are " + decoded.size() + ", its header says " + header.stored());
        }
        return turn.turned(decoded);
    }

    @Override
    public String toString() {
        return "EncodedImage[" + file + ", " + header + "]";
    }
}
