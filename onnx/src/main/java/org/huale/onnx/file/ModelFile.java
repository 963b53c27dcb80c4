package org.huale.onnx.file;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.huale.problem.HualeException;
import org.huale.storage.InputFile;

/**
 * A model that was read and looked through. What was looked at are the same bytes that are computed with.
 *
 * @param path where it was
 * @param bytes the whole file, owned by the record
 * @param others files in its folder or below in which it keeps weights, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // handed to ONNX Runtime as it is
public record ModelFile(Path path, byte[] bytes, ModelSummary summary, List<Path> others) {
    private static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 20);
    /** Domains of operators that ONNX Runtime brings along. */
    private static final Set<String> KNOWN_DOMAINS = Set.of(
            "ai.onnx.ml",
            "ai.onnx.training",
            "ai.onnx.preview",
            "ai.onnx.preview.training",
            "com.microsoft",
            "com.microsoft.nchwc",
            "com.microsoft.experimental",
            "com.ms.internal.nhwc",
            "org.pytorch.aten");

    /**
     * Reads a model and checks which other files it asks for.
     *
     * @throws HualeException where it is missing, no model, damaged, needs operators that ONNX Runtime does not have, or keeps
     *     weights in files that are missing, too short or outside its folder; the message names the file
     */
    public static ModelFile read(Path path) {
        return of(path, bytes(path));
    }

    /**
     * As {@link #read}, of bytes that are at hand.
     *
     * @param path where they would be
     */
    public static ModelFile of(Path path, byte[] bytes) {
        try {
            ModelReading reading = new ModelReading(bytes);
            if (!reading.hasGraph()) {
                throw new HualeException(path + ": not an ONNX model: there is no graph in it");
            }
            refuse(path, reading.foreignOperators(KNOWN_DOMAINS));
            reading.externals().forEach(it -> it.check(path));
            return new ModelFile(path, bytes, reading.summary(), besides(path, reading));
        } catch (InvalidProtocolBufferException e) {
            throw new HualeException(path + ": not an ONNX model, or one whose end is missing: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new HualeException(path + ": not an ONNX model: " + e.getMessage(), e);
        }
    }

    private static List<Path> besides(Path path, ModelReading reading) {
        return reading.externals().stream()
                .map(it -> path.resolveSibling(it.location()).normalize())
                .distinct()
                .sorted()
                .toList();
    }

    /** The folder that it lies in, and its weights in other files below. */
    public Path folder() {
        return folder(path);
    }

    static Path folder(Path model) {
        return requireNonNull(model.toAbsolutePath().getParent()); // null for a root alone, which is no file
    }

    /** The same without the bytes, once somebody has opened them. */
    public ModelFile withoutBytes() {
        return new ModelFile(path, new byte[0], summary, others);
    }

    private static void refuse(Path path, Set<String> foreign) {
        if (!foreign.isEmpty()) {
            throw new HualeException(path + ": uses operators that ONNX Runtime does not have: "
                    + String.join(", ", foreign) + "; export the model without them");
        }
    }

    private static byte[] bytes(Path path) {
        InputFile.obstacle(path).ifPresent(why -> {
            throw new HualeException(path + ": " + why);
        });
        try {
            long size = Files.size(path);
            if (size > MOST_BYTES) {
                throw new HualeException(path + ": " + size
                        + " bytes; a model file may have up to 2 GiB, more weights belong into files beside it");
            }
            return InputFile.bytes(path, MOST_BYTES);
        } catch (IOException e) {
            throw new HualeException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
