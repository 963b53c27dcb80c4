package org.huale.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.problem.HualeException;

/** Finds the state dict in what a checkpoint holds: the whole of it, or one entry of an outer dict. */
final class StateDictChoice {
    /** Under which names training scripts keep their weights; the first that is there is taken. */
    private static final List<String> USUAL_NAMES = List.of(
            "model",
            "state_dict",
            "model_state_dict",
            "model_state",
            "model_ema",
            "ema_state_dict",
            "module",
            "net",
            "network",
            "weights",
            "params");

    private StateDictChoice() {}

    /** @throws HualeException where no dict of tensors is found; the message lists what is there instead */
    static Map<String, TorchTensor> choose(Object root) {
        if (!(root instanceof PickleDict dict)) {
            throw new HualeException("no state dict: the file holds a single object, not a dict of tensors");
        }
        if (isStateDict(dict)) {
            return tensors(dict);
        }
        return USUAL_NAMES.stream()
                .map(dict.items()::get)
                .filter(StateDictChoice::isStateDict)
                .findFirst()
                .map(inner -> tensors(PickleDict.class.cast(inner)))
                .orElseThrow(() -> new HualeException("no state dict: a dict with the keys " + firstKeys(dict)
                        + ", none of which is " + USUAL_NAMES + " with named tensors"));
    }

    private static List<String> firstKeys(PickleDict dict) {
        return dict.items().keySet().stream().limit(8).map(Printable::of).toList();
    }

    private static boolean isStateDict(Object value) {
        return value instanceof PickleDict dict
                && dict.items().entrySet().stream()
                        .allMatch(item -> item.getKey() instanceof String && item.getValue() instanceof TorchTensor);
    }

    private static Map<String, TorchTensor> tensors(PickleDict dict) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        dict.items().forEach((name, tensor) -> tensors.put((String) name, (TorchTensor) tensor));
        return tensors;
    }
}
