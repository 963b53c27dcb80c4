package org.huale.dataset.option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.huale.config.NearestKey;
import org.huale.dataset.box.BoxForm;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * How a data set is to be read, where its files do not say so themselves.
 *
 * @param boxes the form of its boxes; empty for that of the format
 * @param classes which are kept, and as what
 * @param pixels which pixels boxes were drawn on where EXIF turns an image
 * @param firstClass the number of the first class, 0 or 1, where files number classes; empty for the format's
 */
public record ReadingOptions(Optional<BoxForm> boxes, ClassChoice classes, Pixels pixels, OptionalInt firstClass) {
    private static final String BOXES = "boxes";
    private static final String CLASSES = "classes";
    private static final String PIXELS = "pixels";
    private static final String FIRST_CLASS = "firstClass";
    private static final List<String> KEYS = List.of(BOXES, CLASSES, PIXELS, FIRST_CLASS);

    /** Nothing but what the files say. */
    public static final ReadingOptions NONE =
            new ReadingOptions(Optional.empty(), ClassChoice.ALL, Pixels.TURNED, OptionalInt.empty());

    /** The frame in which boxes are stated. */
    public enum Pixels {
        /** The image as it is seen. */
        TURNED,
        /** The pixels as the file stores them; boxes are turned with the image. */
        STORED;

        static Pixels named(String word) {
            for (Pixels pixels : values()) {
                if (pixels.word().equals(word)) {
                    return pixels;
                }
            }
            throw new HualeException("pixels: must be turned or stored, got '" + word + "'");
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param text {@code key=value} with {@code &} between; empty for none
     * @throws HualeException where a key is unknown or occurs twice, or a value is not allowed
     */
    public static ReadingOptions parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String option : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = option.indexOf('=');
            String key = requireKey(equals < 0 ? option : option.substring(0, equals));
            if (equals < 0 || values.put(key, option.substring(equals + 1)) != null) {
                throw new HualeException(
                        "option '" + option + "'" + (equals < 0 ? " has no value" : " occurs a second time"));
            }
        }
        return new ReadingOptions(
                Optional.ofNullable(values.get(BOXES)).map(BoxForm::named),
                ClassChoice.parse(values.getOrDefault(CLASSES, "")),
                Optional.ofNullable(values.get(PIXELS)).map(Pixels::named).orElse(Pixels.TURNED),
                firstClass(values.get(FIRST_CLASS)));
    }

    private static OptionalInt firstClass(@Nullable String value) {
        if (value == null) {
            return OptionalInt.empty();
        }
        if (!value.equals("0") && !value.equals("1")) {
            throw new HualeException("firstClass: must be 0 or 1, got '" + value + "'");
        }
        return OptionalInt.of(Integer.parseInt(value));
    }

    private static String requireKey(String key) {
        if (!KEYS.contains(key)) {
            throw new HualeException("'" + key + "' is no option of data sets; allowed are " + String.join(", ", KEYS)
                    + NearestKey.among(KEYS, key)
                            .map(it -> "; did you mean " + it + "?")
                            .orElse("")
                    + " (a question mark in a file name is written ??)");
        }
        return key;
    }

    /** True where nothing was asked for. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** As users write it behind a name, with the question mark; empty where nothing was asked for. */
    @Override
    public String toString() {
        List<String> options = new ArrayList<>();
        boxes.ifPresent(form -> options.add(BOXES + "=" + form));
        if (!classes.isAll()) {
            options.add(CLASSES + "=" + classes);
        }
        if (pixels != Pixels.TURNED) {
            options.add(PIXELS + "=" + pixels.word());
        }
        firstClass.ifPresent(number -> options.add(FIRST_CLASS + "=" + number));
        return options.isEmpty() ? "" : "?" + String.join("&", options);
    }
}
