package org.huale.detect.provider;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.huale.config.Extensions;
import org.huale.config.RecordKeys;
import org.huale.config.Settings;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * Which detector a run has, with which options, as a configuration says it: {@code detector: mobilenet-v2-fpn}, or
 * {@code detector: {name: mobilenet-v2-fpn, transform: {minSize: 320}}} with the options beside the name.
 *
 * @param name of a model of one of the {@link DetectorProviders} on the class path
 * @param options of the record that the {@linkplain DetectorProvider#options model} has
 */
public record DetectorChoice(String name, Record options) {
    private static final List<String> KEYS = List.of("name", "preset"); // beside the options

    public DetectorChoice {
        Class<?> wanted = options(name).getClass();
        if (options.getClass() != wanted) {
            throw new IllegalArgumentException(
                    "options of " + name + " must be " + wanted.getSimpleName() + ", got " + options);
        }
    }

    /** With the model's own options. */
    public static DetectorChoice named(String name) {
        return new DetectorChoice(name, options(name));
    }

    /** With {@code name} beside what says it already: {@code detector: {command: ...}} and {@code detector: {onnx: {model: ...}}}. */
    public static Settings nameBesideKeys(Settings settings) {
        return settings.nameBeside("detector", "command").nameBeside("detector", "onnx", "model");
    }

    private static Record options(String name) {
        DetectorProvider provider = DetectorProviders.named(name);
        Record options = provider.options(name);
        Extensions.requireOptions(Extensions.named("detector", name, provider), options, KEYS);
        return options;
    }

    /** Of all models that runs can have. */
    public static List<String> names() {
        return names(training -> true);
    }

    /** Of those among them that HUALE trains, itself or by a program. */
    public static List<String> trained() {
        return names(DetectorTraining::learns);
    }

    private static List<String> names(Predicate<DetectorTraining> which) {
        return DetectorProviders.all().stream()
                .filter(it -> it.training().filter(which).isPresent())
                .flatMap(it -> it.models().stream())
                .toList();
    }

    /** With other options. */
    public DetectorChoice with(Record changed) {
        return new DetectorChoice(name, changed);
    }

    public DetectorProvider provider() {
        return DetectorProviders.named(name);
    }

    /** @throws HualeException where runs cannot have its kind */
    public DetectorTraining training() {
        return provider()
                .training()
                .orElseThrow(() -> new HualeException(
                        "detector: " + name + " can be no run's detector; those that can are " + names()));
    }

    /** The name and the options beside it, as in a file. */
    @JsonValue
    Map<String, @Nullable Object> keys() {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("name", name);
        keys.putAll(RecordKeys.of(options));
        return keys;
    }
}
