package org.huale.dataset.yolo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.dataset.ClassList;
import org.huale.dataset.ClassNames;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.RelativePath;
import org.huale.problem.HualeException;
import org.huale.storage.InputFile;
import org.huale.storage.StrictYaml;
import tools.jackson.databind.JsonNode;

/**
 * What a {@code data.yaml} of the Ultralytics layout says.
 *
 * @param file the yaml itself
 * @param root the folder named by {@code path}, or the yaml's own
 * @param splits what {@code train}, {@code val} and {@code test} list, as written
 * @param classes in the order of their numbers
 * @param keypoints how many numbers of keypoints a row has, by {@code kpt_shape}
 */
record YoloConfig(Path file, Path root, Map<String, List<String>> splits, ClassNames classes, int keypoints) {
    static final List<String> SPLITS = List.of("train", "val", "test");

    /** The classes alone, whatever folders the file speaks of. */
    static ClassNames classesOf(Path file) {
        Bounds.requireAtMost(Bounds.TEXT_BYTES, file);
        return classes(file, StrictYaml.read(file));
    }

    /** How many numbers of keypoints a row has, whatever folders the file speaks of. */
    static int keypointsOf(Path file) {
        return keypoints(file, StrictYaml.read(file));
    }

    static YoloConfig read(Path file) {
        InputFile.obstacle(file).ifPresent(why -> {
            throw new HualeException(file + ": " + why + "; the data.yaml of a YOLO data set is needed here");
        });
        Bounds.requireAtMost(Bounds.TEXT_BYTES, file);
        JsonNode yaml = StrictYaml.read(file);
        if (!yaml.isObject()) {
            throw new HualeException(file + ": must have the keys names and train, val or test");
        }
        return new YoloConfig(file, root(file, yaml), splits(file, yaml), classes(file, yaml), keypoints(file, yaml));
    }

    private static Path root(Path file, JsonNode yaml) {
        Path own = RelativePath.folderOf(file);
        JsonNode path = yaml.path("path");
        if (path.isMissingNode() || path.isNull() || path.asString("").isBlank()) {
            return own;
        }
        return new WrittenPath(text(path, file + ": path"), List.of(own)).require(file + ": path", Files::isDirectory);
    }

    private static int keypoints(Path file, JsonNode yaml) {
        JsonNode shape = yaml.path("kpt_shape");
        if (shape.isMissingNode() || shape.isNull()) {
            return 0;
        }
        int count = number(shape.path(0));
        int values = number(shape.path(1));
        if (!shape.isArray() || shape.size() != 2 || count < 1 || values < 2 || values > 3) {
            throw new HualeException(
                    file + ": kpt_shape must be [number of keypoints, 2 or 3 values each], got " + shape);
        }
        return count * values;
    }

    private static int number(JsonNode node) {
        return node.canConvertToInt() ? node.asInt(0) : 0;
    }

    private static Map<String, List<String>> splits(Path file, JsonNode yaml) {
        Map<String, List<String>> splits = new LinkedHashMap<>();
        for (String split : SPLITS) {
            JsonNode value = yaml.path(split);
            if (value.isString()) {
                splits.put(split, List.of(value.asString()));
            } else if (value.isArray()) {
                splits.put(split, strings(file, split, value));
            } else if (!(value.isMissingNode() || value.isNull())) {
                throw new HualeException(file + ": " + split + " must be a folder, a .txt file or a list of them");
            }
        }
        return splits;
    }

    private static List<String> strings(Path file, String key, JsonNode array) {
        List<String> strings = new ArrayList<>();
        for (JsonNode element : array) {
            if (!element.isValueNode() || element.isNull()) {
                throw new HualeException(
                        file + ": " + key + ": element " + strings.size() + " must be a text" + nullHint(element));
            }
            strings.add(text(element, file + ": " + key + ": element " + strings.size()));
        }
        return strings;
    }

    /** A whole number has one way to be written, so that its text is the one in the file. */
    private static String text(JsonNode value, String where) {
        if (value.isFloatingPointNumber()) {
            throw new HualeException(
                    where + ": a number with a fraction is text in quotes only, as it can be written in"
                            + " several ways; got " + value);
        }
        return value.asString();
    }

    private static ClassNames classes(Path file, JsonNode yaml) {
        List<String> names = names(file, yaml);
        for (int i = 0; i < names.size(); i++) {
            int number = i;
            Bounds.faultOfClassName(names.get(i)).ifPresent(fault -> {
                throw new HualeException(file + ": names: " + number + ": " + fault);
            });
        }
        ClassList.requireDifferent(names, file + ": names");
        JsonNode count = yaml.path("nc");
        if (count.isNumber() && count.asDouble() != names.size()) {
            throw new HualeException(file + ": nc is " + count + " but names has " + names.size() + " entries");
        }
        return new ClassNames(names);
    }

    private static List<String> names(Path file, JsonNode yaml) {
        JsonNode names = yaml.path("names");
        if (names.isArray()) {
            return strings(file, "names", names);
        }
        if (names.isObject()) {
            return numbered(file, names);
        }
        throw new HualeException(file + ": names must be a list or a map from number to name");
    }

    /** What somebody wrote who meant the word. */
    private static String nullHint(JsonNode node) {
        return node.isNull() ? ", and null is none without quotes: \"null\"" : "";
    }

    private static List<String> numbered(Path file, JsonNode names) {
        requireFromZero(file, names);
        List<String> ordered = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            JsonNode name = names.path(Integer.toString(i));
            if (name.isNull()) {
                throw new HualeException(file + ": names: " + i + " must be a text" + nullHint(name));
            }
            if (!name.isValueNode()) {
                throw new HualeException(file + ": names must be numbered from 0 to " + (names.size() - 1) + ", number "
                        + i + " is missing");
            }
            ordered.add(text(name, file + ": names: " + i));
        }
        return ordered;
    }

    /** Labels then count from 1, too, which nobody can tell of a list. */
    private static void requireFromZero(Path file, JsonNode names) {
        if (!names.has("0") && names.has("1") && names.has(Integer.toString(names.size()))) {
            throw new HualeException(file + ": names are numbered from 1 to " + names.size()
                    + ", and YOLO numbers classes from 0. Number them from 0 to " + (names.size() - 1)
                    + "; if the label files count from 1, too, read the data set with firstClass=1 behind its name");
        }
    }
}
