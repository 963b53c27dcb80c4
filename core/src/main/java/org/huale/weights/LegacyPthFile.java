package org.huale.weights;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;

/**
 * What {@code torch.save} wrote before PyTorch 1.6, and still writes when asked to, as for many published weights: five
 * pickles (a magic number, the version, the machine, the structure, the keys of the storages) and then each storage in the
 * order of those keys, its length as an int64 before it. The file stays mapped while its tensors are in use.
 */
final class LegacyPthFile {
    private static final String MAGIC = "119547037146038801333356"; // 0x1950a86a20f9469cfc6c, torch/serialization.py
    private static final long VERSION = 1001;

    private final ByteBuffer in;
    private final Map<String, TorchStorage> described = new HashMap<>();
    private final Map<String, ByteBuffer> storages = new HashMap<>();

    private LegacyPthFile(ByteBuffer in) {
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    }

    static StateDict read(Path file) {
        try (FileChannel channel = InputFile.channel(file)) {
            requireMappable(channel.size());
            return new LegacyPthFile(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()))
                    .read(channel.size());
        } catch (BufferUnderflowException e) {
            throw new HualeException(file + ": damaged: the file breaks off", e);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (HualeException e) {
            throw new HualeException(file + ": " + e.getMessage(), e);
        }
    }

    private static void requireMappable(long size) {
        if (size > Integer.MAX_VALUE) {
            throw new HualeException("a file of 2 GiB or more; save it again with a newer PyTorch");
        }
    }

    private StateDict read(long size) throws IOException {
        if (!(pickle() instanceof Number magic && MAGIC.equals(magic.toString()))) {
            throw new HualeException("a pickle, but not one of torch.save; only state dicts are read");
        }
        checkOrigin(pickle(), pickle());
        Object root = pickle();
        locate(pickle());
        return new StateDict(PickledTensors.load(root, size, this::bytes), Map.of());
    }

    private Object pickle() {
        return PickleInterpreter.read(in, storage -> described.put(storage.key(), storage));
    }

    private static void checkOrigin(Object version, Object machine) {
        if (!version.equals(VERSION)) {
            throw new HualeException("version " + Printable.of(version) + " of torch.save is not read; 1001 is");
        }
        if (!(machine instanceof PickleDict dict
                && Boolean.TRUE.equals(dict.items().get("little_endian")))) {
            throw new HualeException(
                    "the file does not say that its numbers are little-endian; save on such a machine");
        }
    }

    private void locate(Object keys) {
        if (!(keys instanceof List<?> list)) {
            throw new HualeException("damaged: no list of storages");
        }
        for (Object key : list) {
            TorchStorage storage = key instanceof String name ? described.get(name) : null;
            if (storage == null) {
                throw new HualeException("damaged: storage " + Printable.of(key) + " belongs to no tensor");
            }
            storages.put(storage.key(), next(storage));
        }
    }

    private ByteBuffer next(TorchStorage storage) {
        long elements = in.getLong();
        if (elements != storage.elements()) {
            throw new HualeException("damaged: storage " + Printable.of(storage.key()) + " should have "
                    + storage.elements() + " elements, the file says " + elements);
        }
        if (elements > in.remaining() / storage.type().bytes()) {
            throw new BufferUnderflowException();
        }
        int bytes = (int) elements * storage.type().bytes();
        ByteBuffer part = in.slice(in.position(), bytes);
        in.position(in.position() + bytes);
        return part;
    }

    private ByteBuffer bytes(TorchStorage storage, long needed) {
        ByteBuffer bytes = storages.get(storage.key());
        if (bytes == null || bytes.remaining() < needed) {
            throw new HualeException("damaged: storage " + Printable.of(storage.key()) + " is not in the file");
        }
        return bytes;
    }
}
