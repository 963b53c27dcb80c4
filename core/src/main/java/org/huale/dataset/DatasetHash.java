package org.huale.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.huale.storage.Sha256;

/**
 * Tells whether two data sets are the same to a training: SHA-256 over the class names and, in order, each image's id,
 * size, annotations and length in bytes of its file. The pixels are not read, so an image that was changed without
 * changing its file's length goes unseen.
 */
public final class DatasetHash {
    private final MessageDigest digest;

    private DatasetHash(MessageDigest digest) {
        this.digest = digest;
    }

    /** In hexadecimal; files that are missing count as empty. */
    public static String of(Dataset dataset) {
        DatasetHash hash = new DatasetHash(Sha256.digest());
        dataset.classes().names().forEach(hash::add);
        dataset.images().forEach(hash::add);
        return Sha256.hex(hash.digest);
    }

    private void add(ImageRecord image) {
        add(image.id().value());
        add(image.size().width(), image.size().height(), length(image.file()));
        for (Annotation it : image.annotations()) {
            add(it.box().x1(), it.box().y1(), it.box().x2(), it.box().y2(), it.area());
            add(it.classIndex(), it.difficult() ? 1 : 0, it.crowd() ? 1 : 0);
        }
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(double... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Double.BYTES * numbers.length)
                .putInt(numbers.length);
        for (double number : numbers) {
            bytes.putDouble(number);
        }
        digest.update(bytes.array());
    }

    private static double length(Path file) {
        try {
            return (double) Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
