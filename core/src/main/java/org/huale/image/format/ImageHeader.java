package org.huale.image.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.huale.geometry.ImageSize;
import org.huale.image.ImageException;
import org.huale.image.ImageReader;
import org.huale.image.Orientation;
import org.huale.image.OrientationPolicy;
import org.huale.image.ReadingRules;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;

/**
 * What an image file says of itself before it is decoded.
 *
 * @param format by content, whatever the file is called
 * @param stored size of the pixels as stored, before any turning
 * @param orientation as EXIF says; upright where it says nothing
 */
public record ImageHeader(ImageFormat format, ImageSize stored, Orientation orientation) {
    private static final int PROBE_LENGTH = 1 << 16; // most headers; a long EXIF block needs the whole file
    private static final long MAX_FILE_LENGTH = 1L << 30;

    /**
     * Reads the header alone: 64 KiB, the whole file where that does not reach the size or EXIF comes later. A file that ends
     * after its header passes: only decoding finds that.
     *
     * @throws ImageException where the file is missing or is none of {@link ImageFormat}; the message names it
     */
    public static ImageHeader read(Path file) {
        try {
            return probe(file, bytes(file, PROBE_LENGTH));
        } catch (BadImage reason) {
            throw refusal(file, reason);
        }
    }

    /**
     * The size of the image as {@link ImageReader#read} under the same policy would give it.
     *
     * @throws ImageException as {@link #read}, or where the policy refuses the orientation
     */
    public static ImageSize sizeOf(Path file, OrientationPolicy policy) {
        return read(file).size(file, policy);
    }

    /**
     * The size of the file's image as {@link ImageReader#read} under the policy would give it.
     *
     * @throws ImageException where the policy refuses the orientation; the message names the file
     */
    public ImageSize size(Path file, OrientationPolicy policy) {
        try {
            return size(policy);
        } catch (BadImage reason) {
            throw refusal(file, reason);
        }
    }

    /** The size under {@link ReadingRules#defaults()}. */
    public static ImageSize sizeOf(Path file) {
        return sizeOf(file, ReadingRules.defaults().orientation());
    }

    ImageSize size(OrientationPolicy policy) {
        return turn(policy).turned(stored);
    }

    /** How the stored pixels are to be turned under a policy. */
    Orientation turn(OrientationPolicy policy) {
        return switch (policy) {
            case APPLY -> orientation;
            case IGNORE -> Orientation.UPRIGHT;
            case FAIL -> requireUpright();
        };
    }

    private Orientation requireUpright() {
        if (orientation != Orientation.UPRIGHT) {
            throw new BadImage("its EXIF orientation is " + orientation.exifValue()
                    + ", and the orientation policy is to fail on any but 1; apply or ignore it");
        }
        return orientation;
    }

    static FileLayout layout(byte[] bytes) {
        return format(bytes).layout(bytes);
    }

    static ImageHeader of(byte[] bytes, FileLayout layout) {
        return new ImageHeader(format(bytes), layout.size(), layout.orientation());
    }

    private static ImageHeader probe(Path file, byte[] start) {
        try {
            FileLayout layout = layout(start);
            if (layout.complete() || start.length < PROBE_LENGTH || !hasExifBeyond(file, start)) {
                return of(start, layout);
            }
        } catch (BadImage tooShort) {
            if (start.length < PROBE_LENGTH) {
                throw tooShort;
            }
        }
        byte[] all = bytes(file, MAX_FILE_LENGTH);
        return of(all, layout(all));
    }

    private static boolean hasExifBeyond(Path file, byte[] start) {
        try (FileChannel channel = InputFile.channel(file)) {
            return format(start).hasExifBeyond(start.length, channel);
        } catch (IOException unreadable) {
            throw unread(unreadable);
        }
    }

    private static BadImage unread(IOException reason) {
        return new BadImage.Unread("it cannot be read: " + FileFaults.reason(reason), reason);
    }

    private static ImageFormat format(byte[] bytes) {
        if (bytes.length == 0) {
            throw new BadImage("it is empty");
        }
        return ImageFormat.of(bytes)
                .orElseThrow(() -> new BadImage("its content is none of " + Arrays.toString(ImageFormat.values())));
    }

    /** The whole file, which must not be longer than 1 GiB. */
    static byte[] bytes(Path file) {
        return bytes(file, MAX_FILE_LENGTH);
    }

    private static byte[] bytes(Path file, long most) {
        try {
            try (InputStream in = InputFile.open(file)) {
                long length = Files.size(file);
                if (length > MAX_FILE_LENGTH) {
                    throw new BadImage("it has " + length + " bytes, more than " + MAX_FILE_LENGTH + " allowed");
                }
                return in.readNBytes((int) Math.min(most, length));
            }
        } catch (NoSuchFileException missing) {
            throw new BadImage("does not exist", missing);
        } catch (IOException unreadable) {
            throw unread(unreadable);
        }
    }

    static ImageException refusal(Path file, BadImage reason) {
        return new ImageException(file + ": " + reason.getMessage(), reason);
    }
}
