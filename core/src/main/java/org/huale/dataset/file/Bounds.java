package org.huale.dataset.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.huale.geometry.ImageSize;
import org.huale.image.ReadingRules;
import org.huale.problem.HualeException;
import org.huale.problem.UnshownName;
import org.huale.storage.FileFaults;

/** How large the parts of a data set may be; past that a file is taken for broken or hostile. */
public final class Bounds {
    public static final int IMAGE_SIDE = 65_535;
    public static final long IMAGE_PIXELS = ReadingRules.DEFAULT_MAX_PIXELS;
    public static final int CLASS_NAME = 1_000;
    public static final long XML_BYTES = 64L << 20;
    public static final long TEXT_BYTES = 64L << 20;
    public static final int JSON_STRING = 1 << 20;

    private static final String MARK = "\uFEFF";

    private Bounds() {}

    /** The size, or empty with a finding where it is not the size of an image we would decode. */
    public static Optional<ImageSize> imageSize(double width, double height, String where, Findings findings) {
        if (!(isSide(width) && isSide(height) && width * height <= IMAGE_PIXELS)) {
            findings.unusable(
                    where,
                    "image size " + DecimalText.of(width) + "x" + DecimalText.of(height) + ": whole numbers from 1 to "
                            + IMAGE_SIDE + " and at most " + IMAGE_PIXELS + " pixels are allowed; image left out");
            return Optional.empty();
        }
        return Optional.of(new ImageSize((int) width, (int) height));
    }

    /** What is wrong with a class name, or empty. */
    public static Optional<String> faultOfClassName(String name) {
        return faultOfKeptClassName(name).or(() -> faultOfCharacters(name));
    }

    /** A name with such characters is another one once it was written to a text file and read from there. */
    private static Optional<String> faultOfCharacters(String name) {
        if (name.indexOf(UnshownName.NOT_SHOWN) >= 0) {
            return Optional.of("class name '" + name + "' has characters that could not be decoded; save the file as"
                    + " UTF-8, or " + UnshownName.WAY_OUT);
        }
        if (name.contains(MARK)) {
            return Optional.of("class name '" + name.replace(MARK, "\\uFEFF")
                    + "' has a byte order mark (U+FEFF), which" + " nobody sees and text files lose; take it out");
        }
        return UTF_8.newEncoder().canEncode(name)
                ? Optional.empty()
                : Optional.of(
                        "class name '" + new String(name.getBytes(UTF_8), UTF_8) + "' has half of a character, an"
                                + " unpaired surrogate, which text files cannot hold and which is shown as ? here; take it out");
    }

    /** The same of one that a run has already, as earlier versions also took those with characters that text files lose. */
    public static Optional<String> faultOfKeptClassName(String name) {
        if (name.isBlank()) {
            return Optional.of("class name is empty");
        }
        if (name.length() > CLASS_NAME) {
            return Optional.of("class name of " + name.length() + " characters (" + name.substring(0, 20)
                    + "...), at most " + CLASS_NAME + " are allowed");
        }
        return name.chars().anyMatch(Character::isISOControl)
                ? Optional.of("class name with a control character")
                : Optional.empty();
    }

    public static void requireAtMost(long bytes, Path file) {
        try {
            long size = Files.size(file);
            if (size > bytes) {
                throw new HualeException(
                        file + ": " + size + " bytes, at most " + bytes + " are allowed for a file of this kind");
            }
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    private static boolean isSide(double value) {
        return value >= 1 && value <= IMAGE_SIDE && value == Math.rint(value);
    }
}
