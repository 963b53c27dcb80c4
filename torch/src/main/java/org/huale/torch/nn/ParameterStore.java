package org.huale.torch.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;

/**
 * The named tensors of one network, in the order they were made, which is torchvision's: parameters, which may train, and
 * buffers, which never do. Owns their memory until closed. Each parameter draws from its own generator, derived from the
 * store's seed and the parameter's name, so that a layer more or less changes no other layer's values.
 */
public final class ParameterStore implements AutoCloseable {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final List<String> parameters = new ArrayList<>();
    private final Map<String, long[]> exportedShapes = new LinkedHashMap<>();
    private final List<Derived> derived = new ArrayList<>();
    private final Device device;
    private final long seed;
    private final boolean draws;
    private boolean calibrating;

    public ParameterStore(Device device, long seed) {
        this(device, seed, true);
    }

    private ParameterStore(Device device, long seed, boolean draws) {
        this.device = device;
        this.seed = seed;
        this.draws = draws;
    }

    /** A store of zeros, for weights that are loaded next: drawing tens of millions of numbers takes longer than reading them. */
    public static ParameterStore toBeLoaded(Device device) {
        return new ParameterStore(device, 0, false);
    }

    /** The part of the store whose names begin with {@code prefix.}. */
    public Scope at(String prefix) {
        return new Scope(this, prefix + ".");
    }

    /** Every tensor by its full name, in order of creation; the map is a view. */
    public Map<String, Tensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** The parameters that training changes, by full name. */
    public Map<String, Tensor> trainable() {
        Map<String, Tensor> trainable = new LinkedHashMap<>();
        for (String name : parameters) {
            Tensor tensor = get(name);
            if (tensor.requires_grad()) {
                trainable.put(name, tensor);
            }
        }
        return trainable;
    }

    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the network has no tensor " + name);
        }
        return tensor;
    }

    /**
     * Runs a forward pass without gradient in which every frozen batch norm takes the statistics of its input for its own,
     * from the first layer to the last. Without this a deep network with random weights hardly trains.
     */
    public void calibrate(Runnable forward) {
        calibrating = true;
        try {
            forward.run();
        } finally {
            calibrating = false;
        }
    }

    boolean isCalibrating() {
        return calibrating;
    }

    /** The shape under which state dicts hold a tensor. */
    public long[] exportedShape(String name) {
        long[] exported = exportedShapes.get(name);
        return exported == null ? get(name).shape() : exported;
    }

    public Device device() {
        return device;
    }

    @Override
    public void close() {
        derived.forEach(Derived::close);
        derived.clear();
        tensors.values().forEach(Tensor::close);
        tensors.clear();
        parameters.clear();
    }

    /** A tensor that follows from the sources and is computed again when they change; closed with the store. */
    Derived derive(Supplier<Tensor> formula, Tensor... sources) {
        Derived result = new Derived(formula, List.of(sources));
        derived.add(result);
        return result;
    }

    private Tensor add(String name, Supplier<Tensor> values) {
        Tensor tensor = TensorScope.own(() -> laidOut(Tensors.onDevice(values.get(), device)));
        if (tensors.put(name, tensor) != null) {
            throw new IllegalStateException("two tensors are named " + name);
        }
        return tensor;
    }

    private static Tensor laidOut(Tensor tensor) {
        return tensor.dim() == 4 ? Tensors.channelsLast(tensor) : tensor;
    }

    private long seedOf(String name) {
        long hash = seed;
        for (int i = 0; i < name.length(); i++) {
            hash = hash * 0x100000001B3L ^ name.charAt(i);
        }
        return hash;
    }

    /** A place in the tree of names; layers make their tensors through it. */
    public record Scope(ParameterStore store, String prefix) {

        public Scope at(String name) {
            return new Scope(store, prefix + name + ".");
        }

        public Scope at(int index) {
            return at(Integer.toString(index));
        }

        /** A tensor that training may change; trains unless {@link #train} says otherwise. */
        public Tensor parameter(String name, Initializer initializer, long... shape) {
            String full = prefix + name;
            Tensor tensor = store.add(full, () -> initial(full, initializer, shape));
            tensor.set_requires_grad(true);
            store.parameters.add(full);
            return tensor;
        }

        /**
         * A parameter that state dicts hold as [out, rest] although it is kept as [out, C, H, W]: the weight of a layer
         * over all pixels of a small map, which in channels-last memory need not be reordered at every step.
         */
        public Tensor flattenedParameter(String name, Initializer initializer, long... shape) {
            long rest = shape[1] * shape[2] * shape[3];
            store.exportedShapes.put(prefix + name, new long[] {shape[0], rest});
            return parameter(name, initializer, shape);
        }

        /** A tensor that belongs to the state but never trains. */
        public Tensor buffer(String name, float value, long... shape) {
            return store.add(prefix + name, () -> initial(prefix + name, Initializer.constant(value), shape));
        }

        /** An int64 scalar 0 that only the exchange of state dicts needs. */
        Tensor counter(String name) {
            return store.add(prefix + name, () -> Tensors.of(new long[] {0}));
        }

        /** Sets for each parameter of this scope, named without the prefix, whether training changes it. */
        void train(Predicate<String> names) {
            for (String full : store.parameters) {
                if (full.startsWith(prefix)) {
                    store.get(full).set_requires_grad(names.test(full.substring(prefix.length())));
                }
            }
        }

        /** Laid out as they stay, which spares a copy. */
        private static Tensor zeros(long... shape) {
            return shape.length == 4
                    ? Tensors.zeros(shape[0], shape[2], shape[3], shape[1]).permute(0, 3, 1, 2)
                    : Tensors.zeros(shape);
        }

        private Tensor initial(String full, Initializer initializer, long[] shape) {
            return store.draws
                    ? Tensors.of(initializer.values(shape, new SplittableRandom(store.seedOf(full))), shape)
                    : zeros(shape);
        }
    }
}
