package org.huale.torch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.huale.config.ConfigJson;
import org.huale.dataset.ClassNames;
import org.huale.problem.HualeException;
import org.huale.storage.ParserWords;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.weights.WeightsFile;
import tools.jackson.core.JacksonException;

/** What saved weights say about themselves, so that they can be used without anything else. */
final class WeightsMetadata {
    private static final String CLASSES = "huale.classes";
    private static final String MODEL = "huale.model";

    private WeightsMetadata() {}

    static Map<String, String> of(ClassNames classes, FasterRcnnOptions model) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(CLASSES, ConfigJson.write(classes.names()));
        metadata.putAll(of(model));
        return metadata;
    }

    /** Of a detector whose classes have no names. */
    static Map<String, String> of(FasterRcnnOptions model) {
        return Map.of(MODEL, ConfigJson.write(model));
    }

    /**
     * The classes that a detector's weights tell apart, in order; none where they do not say.
     *
     * @param metadata of the weights
     * @param source for messages
     * @throws HualeException where what they say cannot be read
     */
    static Optional<ClassNames> classes(Map<String, String> metadata, Path source) {
        return Optional.ofNullable(metadata.get(CLASSES))
                .map(it -> read(CLASSES, it, json -> ClassNames.of(ConfigJson.read(json, String[].class)), source));
    }

    /** The detector that the weights are for, as {@link #classes}. */
    static Optional<FasterRcnnOptions> model(Map<String, String> metadata, Path source) {
        return Optional.ofNullable(metadata.get(MODEL))
                .map(EarlierVersions::completed)
                .map(it -> read(MODEL, it, json -> ConfigJson.read(json, FasterRcnnOptions.class), source));
    }

    /** As {@link #model(Map, Path)}, of the weights of a file. */
    static Optional<FasterRcnnOptions> model(Path source) {
        return model(WeightsFile.metadata(source), source);
    }

    private static <T> T read(String key, String json, Function<String, T> reader, Path source) {
        try {
            T value = reader.apply(json);
            List<String> missing = ConfigJson.unsaid(json, value);
            if (missing.isEmpty()) {
                return value;
            }
            throw new HualeException(unreadable(source, key, "nothing is said of " + String.join(", ", missing)));
        } catch (JacksonException e) {
            throw new HualeException(unreadable(source, key, ParserWords.of(e)), e);
        } catch (IllegalArgumentException
                | NullPointerException e) { // by a constructor, of JSON that is not as written
            throw new HualeException(unreadable(source, key, String.valueOf(e.getMessage())), e);
        }
    }

    private static String unreadable(Path source, String key, String what) {
        return source + ": what the file says of its detector (" + key + " in its metadata) cannot be read: " + what
                + ". Another version of HUALE may have saved it; name the detector with --model, one of "
                + DetectorModel.names();
    }
}
