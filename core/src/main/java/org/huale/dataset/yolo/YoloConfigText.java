package org.huale.dataset.yolo;

import java.nio.file.Path;
import java.util.Locale;
import org.huale.dataset.ClassNames;
import org.huale.storage.StrictYaml;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * The text of a {@code data.yaml} as the programs that train on it want it: class numbers as whole numbers, class names in
 * quotes, so that {@code no}, {@code null} and {@code 1} stay texts, and both {@code train} and {@code val}. Ultralytics stops
 * where either is missing, and at a {@code val} without images even when it is told not to validate; so {@code val} names the
 * images of the first split until it is written itself.
 *
 * @param others all keys but the class names
 */
record YoloConfigText(ObjectNode others, ClassNames classes) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .build();
    static final String TRAIN = "train";
    static final String VAL = "val";

    static YoloConfigText of(ClassNames classes) {
        return new YoloConfigText(YAML.createObjectNode(), classes);
    }

    /** With the keys of a file that is there. */
    static YoloConfigText of(Path file, ClassNames classes) {
        ObjectNode others = (ObjectNode) StrictYaml.read(file);
        others.remove("names");
        return new YoloConfigText(others, classes);
    }

    boolean has(String split) {
        return others.has(split);
    }

    YoloConfigText with(String split) {
        return with(split, folder(split));
    }

    /** @param images the folder of the split's images; where it is the only one, other splits are in it, too */
    YoloConfigText with(String split, String images) {
        others.put(split, images);
        if (!others.has(TRAIN)) {
            others.put(TRAIN, images.equals(folder(split)) ? folder(TRAIN) : images);
        }
        if (!others.has(VAL)) {
            others.put(VAL, images);
        }
        return this;
    }

    private static String folder(String split) {
        return "images/" + split;
    }

    String text() {
        StringBuilder text = new StringBuilder(YAML.writeValueAsString(others)).append("names:\n");
        for (int i = 0; i < classes.count(); i++) {
            text.append("  ")
                    .append(i)
                    .append(": ")
                    .append(quoted(classes.name(i)))
                    .append('\n');
        }
        return classes.count() == 0 ? text.toString().replace("names:\n", "names: {}\n") : text.toString();
    }

    /** Line breaks of Unicode and marks of byte order would be no part of a quoted text. */
    static String quoted(String name) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c == '\u2028' || c == '\u2029' || c == '\uFEFF' || Character.isISOControl(c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
