package org.huale.acquire.distinct;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.training.StoppedException;
import org.huale.image.ImageException;
import org.huale.image.ImageReader;
import org.huale.storage.InputFile;
import org.huale.storage.WholeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signatures of the images of a pool, computed when first asked for and kept in a file, so that an image is decoded once for
 * them however often it is compared. About half a kilobyte each, in memory and on disk. Belongs to one thread.
 */
public final class Signatures {
    /** What the file is called in the folder of a run. */
    public static final String FILE = "images.signatures";

    private static final Logger LOG = LoggerFactory.getLogger(Signatures.class);
    private static final int AT_ONCE = 4096; // images that may have to be decoded again where the process is killed
    private static final String FORMAT = "huale image signatures 1";

    private final ImageReader reader;
    private final Path file;
    private final BooleanSupplier stop;
    private final Map<ImageId, ImageSignature> known = new TreeMap<>();
    private int kept;
    private int unreadable;

    private Signatures(ImageReader reader, Path file, BooleanSupplier stop) {
        this.reader = reader;
        this.file = file;
        this.stop = stop;
    }

    /** Goes on with a file, which need not be there; one that is damaged is made anew. */
    public static Signatures in(Path file, ImageReader reader) {
        return in(file, reader, () -> false);
    }

    /**
     * The same.
     *
     * @param stop whether to go no further, asked before each image
     */
    public static Signatures in(Path file, ImageReader reader, BooleanSupplier stop) {
        Signatures signatures = new Signatures(reader, file, stop);
        try {
            if (Files.exists(file)) {
                signatures.read(InputFile.bytes(file));
            }
        } catch (IOException | IllegalArgumentException e) {
            signatures.known.clear();
            LOG.warn("{}: not usable ({}); images are looked at once more", file, e.getMessage());
        }
        signatures.kept = signatures.known.size();
        return signatures;
    }

    /**
     * Empty, with a warning, where the image cannot be read; it is then like no other.
     *
     * @throws StoppedException where it is to go no further
     */
    public Optional<ImageSignature> of(ImageRecord image) {
        if (stop.getAsBoolean()) {
            throw new StoppedException();
        }
        ImageSignature signature = known.get(image.id());
        if (signature != null) {
            return Optional.of(signature);
        }
        try {
            ImageSignature made = ImageSignature.of(reader.read(image.file()));
            add(image.id(), made);
            return Optional.of(made);
        } catch (ImageException e) {
            if (unreadable++ == 0) {
                LOG.warn("images that cannot be read are not compared with others, first: {}", e.getMessage());
            }
            return Optional.empty();
        }
    }

    private void add(ImageId image, ImageSignature signature) {
        known.put(image, signature);
        if (known.size() - kept >= AT_ONCE) {
            keep();
        }
    }

    /** Writes what is new to the file. */
    void keep() {
        if (known.size() == kept) {
            return;
        }
        WholeFile.write(file, written());
        kept = known.size();
    }

    private byte[] written() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(FORMAT);
            out.writeInt(known.size());
            for (Map.Entry<ImageId, ImageSignature> entry : known.entrySet()) {
                out.writeUTF(entry.getKey().value());
                out.write(entry.getValue().bytes());
            }
            out.writeLong(checksum(bytes.toByteArray()));
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }

    private void read(byte[] bytes) throws IOException {
        ByteBuffer end = ByteBuffer.wrap(bytes);
        byte[] content = Arrays.copyOf(bytes, Math.max(0, bytes.length - Long.BYTES));
        if (bytes.length < Long.BYTES || end.getLong(content.length) != checksum(content)) {
            throw new IOException("damaged");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            if (!in.readUTF().equals(FORMAT)) {
                throw new IOException("of another version");
            }
            for (int left = in.readInt(); left > 0; left--) {
                ImageId image = new ImageId(in.readUTF());
                known.put(image, ImageSignature.of(in.readNBytes(ImageSignature.LENGTH)));
            }
        }
    }

    private static long checksum(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }
}
