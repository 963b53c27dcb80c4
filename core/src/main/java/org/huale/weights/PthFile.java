package org.huale.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * What {@code torch.save} writes since PyTorch 1.6: a zip with a pickle of the structure ({@code NAME/data.pkl}) and one
 * entry per storage ({@code NAME/data/KEY}). The pickle goes through {@link PickleInterpreter}.
 */
final class PthFile {
    private static final int LONGEST_PICKLE = 100_000_000;
    private static final String PICKLE = "data.pkl";
    static final String METADATA = "extra/metadata.json";

    private final ZipFile zip;
    private final String folder;

    private PthFile(ZipFile zip) {
        this.zip = zip;
        this.folder = folder(zip);
    }

    static StateDict read(Path file) {
        return read(file, it -> it.read(Files.size(file)));
    }

    /** What the file says of itself; nothing is said by those that PyTorch wrote. */
    static Map<String, String> metadata(Path file) {
        return read(file, PthFile::metadata);
    }

    private interface Part<T> {
        T of(PthFile file) throws IOException;
    }

    private static <T> T read(Path file, Part<T> part) {
        try (ZipFile zip = InputFile.zip(file)) {
            return part.of(new PthFile(zip));
        } catch (ZipException | IllegalArgumentException e) { // the latter for names that are no UTF-8
            throw new HualeException(file + ": damaged: " + e.getMessage(), e);
        } catch (ArithmeticException e) {
            throw new HualeException(file + ": a storage of 2 GiB or more; a tensor must be smaller", e);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (HualeException e) {
            throw new HualeException(file + ": " + e.getMessage(), e);
        }
    }

    private static String folder(ZipFile zip) {
        List<String> pickles = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
                .toList();
        if (pickles.size() != 1) {
            throw new HualeException("no file of torch.save: a zip with " + pickles.size() + " entries " + PICKLE);
        }
        String name = pickles.get(0);
        return name.substring(0, name.length() - PICKLE.length());
    }

    private StateDict read(long fileSize) throws IOException {
        if (zip.getEntry(folder + "constants.pkl") != null) {
            throw new HualeException("a TorchScript program, which is code; save model.state_dict() instead");
        }
        checkByteOrder();
        Object root = PickleInterpreter.read(bytes(PICKLE, LONGEST_PICKLE));
        return new StateDict(PickledTensors.load(root, fileSize, this::storageBytes), metadata());
    }

    private void checkByteOrder() throws IOException {
        if (zip.getEntry(folder + "byteorder") != null) {
            String order = new String(bytes("byteorder", 16), StandardCharsets.UTF_8).strip();
            if (!order.equals("little")) {
                throw new HualeException(
                        "byte order \"" + Printable.of(order) + "\" is not read; save on a little-endian machine");
            }
        }
    }

    private ByteBuffer storageBytes(TorchStorage storage, long needed) throws IOException {
        ZipEntry entry = entry("data/" + storage.key());
        long expected =
                Math.multiplyExact(storage.elements(), (long) storage.type().bytes());
        if (entry.getSize() != expected) {
            throw new HualeException("damaged: storage " + Printable.of(storage.key()) + " should take " + expected
                    + " bytes, the zip says " + entry.getSize());
        }
        return ByteBuffer.wrap(bytes(entry, Math.toIntExact(needed)));
    }

    private Map<String, String> metadata() throws IOException {
        return zip.getEntry(folder + METADATA) == null ? Map.of() : MetadataJson.read(bytes(METADATA, LONGEST_PICKLE));
    }

    private byte[] bytes(String name, int most) throws IOException {
        ZipEntry entry = entry(name);
        if (entry.getSize() < 0 || entry.getSize() > most) {
            throw new HualeException(
                    "damaged: " + name + " takes " + entry.getSize() + " bytes, at most " + most + " are read");
        }
        return bytes(entry, (int) entry.getSize());
    }

    private byte[] bytes(ZipEntry entry, int length) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new HualeException("damaged: " + entry.getName() + " breaks off");
            }
            return bytes;
        }
    }

    private ZipEntry entry(String name) {
        @Nullable ZipEntry entry = zip.getEntry(folder + name);
        if (entry == null) {
            throw new HualeException("damaged: the zip has no entry " + Printable.of(folder + name));
        }
        return entry;
    }
}
