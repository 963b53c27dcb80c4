package org.huale.onnx.runtime;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.huale.detect.provider.DetectorSource;
import org.huale.onnx.file.ModelFile;
import org.huale.onnx.file.ModelValue;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.graph.OnnxModel;
import org.huale.problem.HualeException;

/** A model that is ready to compute. Belongs to the thread that opened it. */
public final class OnnxSession implements AutoCloseable {
    private static final String EXTERNAL_FOLDER = "session.model_external_initializers_file_folder_path";

    private final Path file;
    private final OrtSession session;
    private final Map<String, ElementType> inputs = new HashMap<>();

    private OnnxSession(ModelFile model, OrtSession session) {
        this.file = model.path();
        this.session = session;
        for (ModelValue input : model.summary().inputs()) {
            inputs.put(input.name(), input.type());
        }
    }

    /**
     * Opens a model from the bytes that were looked through; weights beside it are read from its folder.
     *
     * @param values that will be asked for: outputs, and inner values, which become outputs
     * @throws HualeException where ONNX Runtime refuses it, with the reason, or the device is missing
     */
    public static OnnxSession open(ModelFile model, Collection<String> values, DetectorSource.Place place) {
        OrtEnvironment environment = runtime();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            environment.setTelemetry(false);
            new ComputePlace(place).applyTo(options);
            options.addConfigEntry(EXTERNAL_FOLDER, model.folder().toString());
            return new OnnxSession(model, environment.createSession(bytes(model, values), options));
        } catch (OrtException e) {
            throw new HualeException(model.path() + ": ONNX Runtime cannot open it: " + e.getMessage() + wayOut(e), e);
        }
    }

    /** Exporters compute some constants in the network, in numbers for which operators are missing. */
    private static String wayOut(OrtException problem) {
        return problem.getCode() == OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED
                ? "; ONNX Runtime " + version()
                        + " for Java has no such operator for numbers of this kind; where they are"
                        + " constant, as in D-FINE, export with fixed sides and have constants folded: docs/onnx.md"
                : "";
    }

    private static OrtEnvironment runtime() {
        try {
            return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "huale");
        } catch (LinkageError e) {
            throw new HualeException("ONNX Runtime cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** The version of ONNX Runtime. */
    public static String version() {
        return runtime().getVersion();
    }

    private static byte[] bytes(ModelFile model, Collection<String> values) {
        Set<String> inner = new TreeSet<>(values);
        inner.removeIf(it -> model.summary().output(it).isPresent());
        if (inner.isEmpty()) {
            return model.bytes();
        }
        byte[] more = OnnxModel.furtherOutputs(inner);
        byte[] bytes = Arrays.copyOf(model.bytes(), model.bytes().length + more.length);
        System.arraycopy(more, 0, bytes, model.bytes().length, more.length);
        return bytes;
    }

    /**
     * Computes values.
     *
     * @param given a tensor for each input
     * @return the tensors that were asked for, by name
     * @throws HualeException where the network fails or gives numbers that are none, or where a value is of a kind
     *     that cannot be given or read
     */
    public Map<String, Tensor> run(Map<String, Tensor> given, Set<String> asked) {
        Map<String, OnnxTensorLike> tensors = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Tensor> it : given.entrySet()) {
                tensors.put(it.getKey(), filled(it.getKey(), it.getValue()));
            }
            try (OrtSession.Result results = session.run(tensors, asked)) {
                return read(results);
            }
        } catch (OrtException e) {
            throw new HualeException(file + ": the network failed on inputs of " + given + ": " + e.getMessage(), e);
        } finally {
            tensors.values().forEach(OnnxTensorLike::close);
        }
    }

    private OnnxTensor filled(String input, Tensor given) throws OrtException {
        try {
            return TensorNumbers.toRuntime(given, requireNonNull(inputs.get(input), input));
        } catch (IllegalArgumentException e) {
            throw new HualeException(file + ": the input " + input + " cannot be filled: " + e.getMessage(), e);
        }
    }

    private Map<String, Tensor> read(OrtSession.Result results) {
        Map<String, Tensor> read = new HashMap<>();
        for (Map.Entry<String, OnnxValue> it : results) {
            if (!(it.getValue() instanceof OnnxTensor tensor)) {
                throw new HualeException(file + ": the value " + it.getKey() + " is no tensor");
            }
            read.put(it.getKey(), checked(it.getKey(), numbers(it.getKey(), tensor)));
        }
        return read;
    }

    private Tensor numbers(String name, OnnxTensor tensor) {
        try {
            return TensorNumbers.ofRuntime(tensor);
        } catch (IllegalArgumentException e) {
            throw new HualeException(file + ": the value " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Tensor checked(String name, Tensor tensor) {
        float[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
            if (Float.isNaN(values[i])) {
                throw new HualeException(
                        file + ": the network gave NaN at place " + i + " of its value " + name + " " + tensor);
            }
        }
        return tensor;
    }

    /** The inputs that must be given. */
    public List<String> inputs() {
        return List.copyOf(new TreeSet<>(inputs.keySet()));
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(file + " cannot be closed", e);
        }
    }
}
