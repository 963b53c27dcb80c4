package org.huale.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.huale.problem.HualeException;

/** The only Python names a weights file may mention, and what calling each of them makes here. */
record PickleGlobal(String name, Optional<ElementType> storage, Function<List<Object>, Object> call) {
    private static final Map<String, PickleGlobal> ALLOWED = allowed();

    /** @throws HualeException for every name that is not on the list; nothing is ever looked up elsewhere */
    static PickleGlobal find(String module, String name) {
        PickleGlobal global = ALLOWED.get(module + "." + name);
        if (global == null) {
            throw new HualeException("refused: the file wants Python's " + Printable.of(module + "." + name)
                    + ". Only state dicts are read: save model.state_dict() and nothing else");
        }
        return global;
    }

    private static Map<String, PickleGlobal> allowed() {
        Map<String, PickleGlobal> allowed = new LinkedHashMap<>();
        add(allowed, "collections.OrderedDict", PickleGlobal::orderedDict);
        add(allowed, "torch._utils._rebuild_tensor_v2", PickleGlobal::tensor);
        add(allowed, "torch._utils._rebuild_parameter", arguments -> TorchTensor.class.cast(arguments.get(0)));
        add(allowed, "torch.Size", arguments -> PickleTuple.class.cast(arguments.get(0)));
        for (ElementType type : ElementType.values()) {
            String name = "torch." + type.storageClass();
            allowed.put(name, new PickleGlobal(name, Optional.of(type), arguments -> refuseCall(name)));
        }
        return allowed;
    }

    private static void add(Map<String, PickleGlobal> allowed, String name, Function<List<Object>, Object> call) {
        allowed.put(name, new PickleGlobal(name, Optional.empty(), call));
    }

    private static Object refuseCall(String name) {
        throw new HualeException("refused: a call of " + name);
    }

    /** {@code OrderedDict()} as pickles write it today, or {@code OrderedDict([(key, value), ...])}. */
    private static Object orderedDict(List<Object> arguments) {
        PickleDict dict = new PickleDict();
        if (!arguments.isEmpty()) {
            for (Object item : List.class.cast(arguments.get(0))) {
                List<Object> pair = PickleTuple.class.cast(item).items();
                dict.put(pair.get(0), pair.get(1));
            }
        }
        return dict;
    }

    /** {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks[, metadata])}. */
    private static Object tensor(List<Object> arguments) {
        return new TorchTensor(
                TorchStorage.class.cast(arguments.get(0)),
                Long.class.cast(arguments.get(1)),
                longs(arguments.get(2)),
                longs(arguments.get(3)));
    }

    private static long[] longs(Object tuple) {
        return PickleTuple.class.cast(tuple).items().stream()
                .mapToLong(Long.class::cast)
                .toArray();
    }

    /** Applies the global to a pickled tuple of arguments. */
    Object apply(PickleTuple arguments) {
        try {
            return call.apply(arguments.items());
        } catch (ClassCastException | IndexOutOfBoundsException e) {
            throw new HualeException("damaged: " + name + " with unfit arguments", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
