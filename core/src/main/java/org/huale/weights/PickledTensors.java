package org.huale.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.problem.HualeException;

/**
 * The tensors that a pickle describes, with their numbers out of the storages beside it.
 *
 * <p>Nothing is read beyond what the tensors need, and the tensors together may take no more than {@value #MOST_EXPANSION}
 * times the file (plus {@value #ALWAYS_ALLOWED} bytes), so that a small file cannot fill the memory.
 */
final class PickledTensors {
    private static final int MOST_EXPANSION = 16;
    private static final int ALWAYS_ALLOWED = 1 << 26;

    /** Where the numbers are. */
    interface Storages {
        /** At least the first {@code needed} bytes of a storage. */
        ByteBuffer bytes(TorchStorage storage, long needed) throws IOException;
    }

    private final Storages storages;
    private final Map<String, Long> needed = new HashMap<>();
    private final Map<String, ByteBuffer> read = new HashMap<>();

    private PickledTensors(Storages storages) {
        this.storages = storages;
    }

    /**
     * The state dict in what the pickle holds.
     *
     * @throws HualeException where there is none, or where it unfolds to far more than the file
     */
    static Map<String, TensorData> load(Object root, long fileSize, Storages storages) throws IOException {
        return new PickledTensors(storages).load(StateDictChoice.choose(root), fileSize);
    }

    private Map<String, TensorData> load(Map<String, TorchTensor> tensors, long fileSize) throws IOException {
        tensors.values().forEach(tensor -> needed.merge(tensor.storage().key(), tensor.endByte(), Math::max));
        checkExpansion(tensors, fileSize);
        Map<String, TensorData> loaded = new LinkedHashMap<>();
        for (Map.Entry<String, TorchTensor> named : tensors.entrySet()) {
            loaded.put(named.getKey(), load(named.getValue()));
        }
        return loaded;
    }

    private void checkExpansion(Map<String, TorchTensor> tensors, long fileSize) {
        double bytes = tensors.values().stream()
                        .mapToDouble(TorchTensor::byteSize)
                        .sum()
                + needed.values().stream().mapToDouble(Long::doubleValue).sum();
        if (bytes > ALWAYS_ALLOWED + (double) MOST_EXPANSION * fileSize) {
            throw new HualeException("refused: a file of " + fileSize + " bytes that unfolds to " + (long) bytes);
        }
    }

    private TensorData load(TorchTensor tensor) throws IOException {
        TorchStorage storage = tensor.storage();
        ByteBuffer bytes = read.get(storage.key());
        if (bytes == null) {
            bytes = storages.bytes(storage, needed.getOrDefault(storage.key(), 0L));
            read.put(storage.key(), bytes);
        }
        return tensor.from(bytes);
    }
}
