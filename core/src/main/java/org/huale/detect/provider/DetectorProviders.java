package org.huale.detect.provider;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.huale.config.Extensions;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** The kinds of detectors on the class path. */
public final class DetectorProviders {
    private static final Extensions<List<DetectorProvider>> KNOWN =
            new Extensions<>("a kind of detectors", () -> load(ServiceLoader.load(DetectorProvider.class)));

    private DetectorProviders() {}

    /** All that detectors go to where no {@linkplain DetectorProvider#runtime runtime} is named, by ascending kind. */
    public static List<DetectorProvider> all() {
        return by(null);
    }

    /** Names of programs that compute in place of detectors' own, ascending. */
    public static List<String> runtimes() {
        return KNOWN.all().stream()
                .flatMap(it -> it.runtime().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Names of all models, by kind. */
    public static List<String> models() {
        return models(all());
    }

    private static List<String> models(List<DetectorProvider> of) {
        return of.stream().flatMap(it -> it.models().stream()).toList();
    }

    /**
     * The one that opens a detector: by its model where that is named, else by the look of its file; of those that compute by
     * the program that is asked for.
     *
     * @throws HualeException where no model or program is of that name, or none or several take the file for their own
     */
    public static DetectorProvider of(DetectorSource source) {
        List<DetectorProvider> computing = by(source.runtime());
        String model = source.model();
        if (model != null) {
            return named(model, computing);
        }
        return only(
                computing.stream().filter(it -> it.claims(source.weights())).toList(),
                source.weights()
                        + (source.runtime() == null
                                ? ": no kind of detector, or more than one, takes this for its weights; name it with"
                                        + " --model"
                                : ": --runtime " + source.runtime() + " is not for these weights"),
                computing);
    }

    /** The one that opens files of a name, whatever is in them; empty where only that tells, or none does. */
    public static Optional<DetectorProvider> byName(Path weights) {
        return all().stream().filter(it -> claimsUnseen(it, weights)).findFirst();
    }

    private static boolean claimsUnseen(DetectorProvider provider, Path weights) {
        try {
            return provider.claims(weights);
        } catch (HualeException e) {
            return false; // it looks into the file, which is not there yet
        }
    }

    private static List<DetectorProvider> by(@Nullable String runtime) {
        if (runtime != null && !runtimes().contains(runtime)) {
            throw new HualeException("--runtime must be one of " + runtimes() + ", got " + runtime);
        }
        return KNOWN.all().stream()
                .filter(it -> it.runtime().equals(Optional.ofNullable(runtime)))
                .toList();
    }

    /**
     * The one that a model is of.
     *
     * @throws HualeException where no model is of that name
     */
    public static DetectorProvider named(String model) {
        return named(model, by(null));
    }

    static DetectorProvider named(String model, List<DetectorProvider> of) {
        List<DetectorProvider> found =
                of.stream().filter(it -> it.models().contains(model)).toList();
        if (found.size() > 1) {
            throw new HualeException(model + " is a model of more than one kind of detectors: " + kinds(found)
                    + "; take the jar of one out of lib");
        }
        return only(found, "no model is named " + model, of);
    }

    private static String kinds(List<DetectorProvider> found) {
        return found.stream()
                .map(it -> it.kind() + " (" + it.getClass().getName() + ")")
                .collect(Collectors.joining(", "));
    }

    private static DetectorProvider only(List<DetectorProvider> found, String otherwise, List<DetectorProvider> of) {
        if (found.size() != 1) {
            throw new HualeException(otherwise + "; there are " + models(of));
        }
        return found.get(0);
    }

    static List<DetectorProvider> load(Iterable<DetectorProvider> providers) {
        TreeMap<String, DetectorProvider> byKind = new TreeMap<>();
        for (DetectorProvider provider : providers) {
            Extensions.requireName("kind of detectors", provider.kind(), provider);
            provider.models().forEach(model -> Extensions.requireName("detector", model, provider));
            Extensions.requireOne(
                    "kinds of detectors", provider.kind(), byKind.put(provider.kind(), provider), provider);
        }
        return List.copyOf(byKind.values());
    }
}
