package org.huale.dataset.validation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFiles;
import org.huale.dataset.option.ReadingOptions;
import org.huale.geometry.ImageSize;
import org.huale.image.ImageReader;
import org.huale.image.Orientation;
import org.huale.image.format.ImageHeader;
import org.huale.image.format.ImageIoReader;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;

/** Looks at the file of one image. */
final class ImageCheck {
    /** Said by the reading instead where no size is stated at all. */
    static final String TURNED =
            "turned by EXIF have a size that does not tell whether their boxes are turned, too; they are"
                    + " taken for turned, pixels=stored behind the name takes them for drawn on the pixels as stored";

    private ImageCheck() {}

    /**
     * What was seen.
     *
     * @param hash of the file's bytes, empty where they cannot be read
     * @param decoded whether the pixels were read without fault
     * @param trait of the file that others may share; empty where there is nothing to say
     */
    record Result(Findings findings, String hash, boolean decoded, Optional<String> trait) {}

    static Result of(ImageRecord image, DatasetValidation.Options options) {
        Findings findings = new Findings();
        String where = "image " + image.id();
        String hash = hash(image.file(), options, where, findings);
        if (hash.isEmpty()) {
            return new Result(findings, hash, false, Optional.empty());
        }
        Optional<ImageReader> decoder = options.decoder();
        Optional<ImageSize> size = decoder.isPresent()
                ? decodedSize(image.file(), decoder.get(), where, findings)
                : new ImageFiles(true, options.orientation()).size(image.file(), where, findings);
        size.ifPresent(seen -> compare(image, seen, where, findings));
        return new Result(
                findings, hash, decoder.isPresent() && size.isPresent(), size.flatMap(it -> trait(image, options)));
    }

    private static Optional<String> trait(ImageRecord image, DatasetValidation.Options options) {
        if (options.pixels() == ReadingOptions.Pixels.TURNED && isTurnedUnnoticed(image)) {
            return Optional.of(TURNED);
        }
        OptionalInt bits = options.decoder().isPresent() ? ImageIoReader.usedBits(image.file()) : OptionalInt.empty();
        return bits.isPresent() && bits.getAsInt() < 16
                ? Optional.of("of 16 bits a sample use no more than " + bits.getAsInt()
                        + "; they are read as if they had " + bits.getAsInt())
                : Optional.empty();
    }

    private static boolean isTurnedUnnoticed(ImageRecord image) {
        Orientation orientation = ImageHeader.read(image.file()).orientation();
        boolean square = image.size().width() == image.size().height();
        return orientation != Orientation.UPRIGHT && (square || !orientation.swapsSides());
    }

    private static Optional<ImageSize> decodedSize(Path file, ImageReader decoder, String where, Findings findings) {
        try {
            return Optional.of(decoder.read(file).size());
        } catch (HualeException e) {
            findings.unusable(where, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static void compare(ImageRecord image, ImageSize seen, String where, Findings findings) {
        if (seen.equals(image.size().transposed()) && !seen.equals(image.size())) {
            findings.unusable(
                    where,
                    "is " + seen + ", its annotations are for " + image.size()
                            + ": turned; another orientation policy may fit");
        } else if (!seen.equals(image.size())) {
            findings.unusable(where, "is " + seen + ", its annotations are for " + image.size());
        }
    }

    private static String hash(Path file, DatasetValidation.Options options, String where, Findings findings) {
        try {
            return options.hashes().of(file);
        } catch (IOException e) {
            findings.unusable(where, file + ": " + FileFaults.unread(e));
            return "";
        }
    }
}
