package org.huale.torch.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.huale.problem.HualeException;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;

/** Copies state dicts into the tensors of a network, and networks into state dicts. */
public final class StateLoading {
    private static final String COUNTER = "num_batches_tracked"; // no frozen network has a use for it
    private static final Pattern OLD_PYRAMID =
            Pattern.compile("(.*fpn\\.(?:inner|layer)_blocks\\.\\d+)\\.(weight|bias)");
    private static final Pattern OLD_PROPOSALS = Pattern.compile("(rpn\\.head\\.conv)\\.(weight|bias)");
    private static final Pattern NOT_BODY = Pattern.compile("(_?fc|classifier)\\..*");
    private static final Pattern STAGE = Pattern.compile("(layer\\d+|\\d+|_blocks\\.\\d+|_conv_head|_bn1)\\..*");

    private StateLoading() {}

    /**
     * Overwrites every tensor of the network. Names are torchvision's, those of its older detectors included. The counters
     * of batch norm may be missing.
     *
     * @param source where the weights come from, for messages
     * @throws HualeException where a tensor is missing, unknown, of another shape or not finite; nothing is changed unless
     *     all names and shapes fit
     */
    public static void load(ParameterStore network, StateDict weights, String source) {
        Map<String, TensorData> renamed = new LinkedHashMap<>();
        weights.tensors().forEach((name, data) -> renamed.put(currentName(name), data));
        copy(network, network.tensors(), renamed, source);
    }

    /**
     * Overwrites the body of a backbone with the weights of a classification network, torchvision's or, for
     * EfficientNet-Lite0, those of its package; what the body has not,
     * such as the classifier, is left out. The pyramid stays as it is.
     *
     * @param backbone the scope the backbone was made at
     * @param source where the weights come from, for messages
     * @throws HualeException as for {@link #load}
     */
    public static void loadBackbone(ParameterStore.Scope backbone, StateDict weights, String source) {
        String prefix = backbone.at("body").prefix();
        Map<String, Tensor> body = new LinkedHashMap<>();
        backbone.store().tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                body.put(name, tensor);
            }
        });
        Map<String, TensorData> renamed = new LinkedHashMap<>();
        weights.tensors().forEach((name, data) -> {
            String below = name.startsWith("features.") ? name.substring("features.".length()) : name;
            if (!NOT_BODY.matcher(name).matches() && !deeper(prefix, below, body)) {
                renamed.put(prefix + below, data);
            }
        });
        copy(backbone.store(), body, renamed, source);
    }

    /** The padding that weights were trained with, where their metadata say so under {@code padding}. */
    public static Optional<BackboneOptions.Padding> padding(Map<String, String> metadata) {
        String word = metadata.get("padding");
        return Arrays.stream(BackboneOptions.Padding.values())
                .filter(padding -> padding.name().equalsIgnoreCase(word))
                .findFirst();
    }

    /** All tensors of the network as float32, the counters of batch norm as int64. */
    public static StateDict toStateDict(ParameterStore network) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        network.tensors()
                .forEach((name, tensor) ->
                        tensors.put(name, TensorScope.get(() -> data(tensor, network.exportedShape(name)))));
        return StateDict.of(tensors);
    }

    private static String currentName(String name) {
        String pyramid = OLD_PYRAMID.matcher(name).replaceFirst("$1.0.$2");
        return OLD_PROPOSALS.matcher(pyramid).replaceFirst("$1.0.0.$2");
    }

    /** Whether the name belongs to a stage that the body was cut off before. */
    private static boolean deeper(String prefix, String name, Map<String, Tensor> body) {
        Matcher stage = STAGE.matcher(name);
        return stage.matches()
                && body.keySet().stream().noneMatch(kept -> kept.startsWith(prefix + stage.group(1) + "."));
    }

    private static void copy(
            ParameterStore network, Map<String, Tensor> tensors, Map<String, TensorData> weights, String source) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        tensors.keySet().forEach(name -> shapes.put(name, network.exportedShape(name)));
        Misfits.between(shapes, weights).refuse(source);
        tensors.forEach((name, tensor) -> {
            TensorData data = weights.get(name);
            if (data != null) {
                TensorScope.runWithoutGradient(
                        () -> tensor.copy_(values(name, data, source).reshape(tensor.shape())));
            }
        });
    }

    private static Tensor values(String name, TensorData data, String source) {
        float[] values = data.toFloats();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new HualeException(source + ": " + name + " holds " + values[i] + " at position " + i
                        + "; weights must be finite");
            }
        }
        return Tensors.of(values, data.shape());
    }

    private static TensorData data(Tensor tensor, long[] shape) {
        return tensor.scalar_type().intern() == ScalarType.Long
                ? TensorData.of(Tensors.toLongs(tensor), shape)
                : TensorData.of(Tensors.toFloats(tensor), shape);
    }

    /** What keeps weights from fitting a network. */
    private record Misfits(List<String> missing, List<String> unexpected, List<String> shapes) {
        private static final int SHOWN = 4;

        static Misfits between(Map<String, long[]> network, Map<String, TensorData> weights) {
            Misfits misfits = new Misfits(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            network.forEach((name, shape) -> {
                TensorData data = weights.get(name);
                if (data == null) {
                    addUnlessCounter(misfits.missing, name, shape);
                } else if (!Arrays.equals(shape, data.shape())) {
                    misfits.shapes.add(name + " is " + Arrays.toString(data.shape()) + " in the file, "
                            + Arrays.toString(shape) + " in the network");
                }
            });
            weights.forEach((name, data) -> {
                if (!network.containsKey(name)) {
                    addUnlessCounter(misfits.unexpected, name, data.shape());
                }
            });
            return misfits;
        }

        void refuse(String source) {
            StringBuilder message = new StringBuilder(source).append(": the weights do not fit the network:");
            describe(message, "missing", missing);
            describe(message, "unexpected", unexpected);
            describe(message, "of another shape", shapes);
            if (!missing.isEmpty() || !unexpected.isEmpty() || !shapes.isEmpty()) {
                throw new HualeException(message.toString());
            }
        }

        private static void addUnlessCounter(List<String> names, String name, long[] shape) {
            if (!name.endsWith(COUNTER)) {
                names.add(name + " " + Arrays.toString(shape));
            }
        }

        private static void describe(StringBuilder message, String what, List<String> names) {
            if (!names.isEmpty()) {
                message.append("\n  ")
                        .append(names.size())
                        .append(' ')
                        .append(what)
                        .append(": ");
                message.append(String.join("; ", names.subList(0, Math.min(SHOWN, names.size()))));
                message.append(names.size() > SHOWN ? "; ..." : "");
            }
        }
    }
}
