package org.huale.detect.provider;

import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.huale.problem.HualeException;

/** The kinds of detectors on the class path. */
public final class DetectorProviders {
    private static final List<DetectorProvider> ALL = load();

    private DetectorProviders() {}

    /** All of them, by ascending kind. */
    public static List<DetectorProvider> all() {
        return ALL;
    }

    /** Names of all models, by kind. */
    public static List<String> models() {
        return ALL.stream().flatMap(it -> it.models().stream()).toList();
    }

    /**
     * The one that opens a detector: by its model where that is named, else by the look of its file.
     *
     * @throws HualeException where no model is of that name, or none or several take the file for their own
     */
    public static DetectorProvider of(DetectorSource source) {
        String model = source.model();
        if (model != null) {
            return named(model);
        }
        return only(
                ALL.stream().filter(it -> it.claims(source.weights())).toList(),
                source.weights()
                        + ": no kind of detector, or more than one, takes this for its weights; name it with --model");
    }

    /**
     * The one that a model is of.
     *
     * @throws HualeException where no model is of that name
     */
    public static DetectorProvider named(String model) {
        return only(ALL.stream().filter(it -> it.models().contains(model)).toList(), "no model is named " + model);
    }

    private static DetectorProvider only(List<DetectorProvider> found, String otherwise) {
        if (found.size() != 1) {
            throw new HualeException(otherwise + "; there are " + models());
        }
        return found.get(0);
    }

    private static List<DetectorProvider> load() {
        TreeMap<String, DetectorProvider> byKind = new TreeMap<>();
        for (DetectorProvider provider : ServiceLoader.load(DetectorProvider.class)) {
            DetectorProvider other = byKind.put(provider.kind(), provider);
            if (other != null) {
                throw new HualeException("two kinds of detectors are called " + provider.kind() + ": "
                        + other.getClass().getName() + " and "
                        + provider.getClass().getName());
            }
        }
        return List.copyOf(byKind.values());
    }
}
