package org.huale.dataset;

import org.huale.dataset.file.ImageFiles;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.huale.problem.HualeException;

/** The file formats of data sets. */
public enum DatasetFormat {
    VOC("voc:DIR[:SPLIT]") {
        @Override
        int cut(String rest) {
            return splitCut(rest, 0);
        }

        @Override
        DatasetReading read(DatasetLocator locator, ImageFiles images) {
            return new VocReader(locator.path(), images).read(locator.detail());
        }
    },
    COCO("coco:ANNOTATIONS.json[:IMAGES_DIR]") {
        @Override
        int cut(String rest) {
            return endOfFile(rest, JSON);
        }

        @Override
        DatasetReading read(DatasetLocator locator, ImageFiles images) {
            return new CocoReader(locator.path(), locator.detail().map(Path::of), images).read();
        }

        @Override
        String absoluteDetail(String detail) {
            return Path.of(detail).toAbsolutePath().normalize().toString();
        }
    },
    YOLO("yolo:DATA.yaml[:SPLIT]") {
        @Override
        int cut(String rest) {
            int end = endOfFile(rest, YAML);
            return end < 0 ? splitCut(rest, 0) : splitCut(rest, end);
        }

        @Override
        DatasetReading read(DatasetLocator locator, ImageFiles images) {
            return new YoloReader(locator.path(), images).read(locator.detail());
        }
    };

    private static final Pattern JSON = Pattern.compile("(?i)\\.json(?=:)");
    private static final Pattern YAML = Pattern.compile("(?i)\\.ya?ml(?=:)");
    private final String form;

    DatasetFormat(String form) {
        this.form = form;
    }

    /** As typed before the first colon. */
    public String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a user may write. */
    String form() {
        return form;
    }

    /** Position of the colon between path and detail, negative where there is none. */
    abstract int cut(String rest);

    abstract DatasetReading read(DatasetLocator locator, ImageFiles images);

    /** The detail, where it is a path, as one that does not depend on the working folder. */
    String absoluteDetail(String detail) {
        return detail;
    }

    static String forms() {
        return Arrays.stream(values()).map(DatasetFormat::form).collect(Collectors.joining(", "));
    }

    static DatasetFormat named(String prefix, String text) {
        for (DatasetFormat format : values()) {
            if (format.prefix().equals(prefix)) {
                return format;
            }
        }
        throw new HualeException(
                "data set '" + text + "' is of unknown kind '" + prefix + "'; allowed are " + forms() + meant(prefix));
    }

    private static String meant(String prefix) {
        return Arrays.stream(values())
                .min(Comparator.comparingInt(format -> strangeness(prefix.toLowerCase(Locale.ROOT), format.prefix())))
                .filter(format -> strangeness(prefix.toLowerCase(Locale.ROOT), format.prefix()) <= 1)
                .map(format -> "; did you mean " + format.prefix() + ":?")
                .orElse("");
    }

    /** Letters to change; 0 where one begins with the other, as in {@code yolov8} and {@code coc}. */
    private static int strangeness(String typed, String name) {
        boolean begun = typed.startsWith(name) || (typed.length() > 1 && name.startsWith(typed));
        return begun ? 0 : editDistance(typed, name);
    }

    private static int editDistance(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        String restA = a.substring(1);
        String restB = b.substring(1);
        if (a.charAt(0) == b.charAt(0)) {
            return editDistance(restA, restB);
        }
        if (Math.abs(a.length() - b.length()) > 2) {
            return Integer.MAX_VALUE / 2; // far apart, and a hostile prefix is not worth walking through
        }
        return 1 + Math.min(editDistance(restA, restB), Math.min(editDistance(restA, b), editDistance(a, restB)));
    }

    /** The last colon, if a name without slashes follows it, so that a drive letter is not taken for a folder. */
    private static int splitCut(String rest, int from) {
        int colon = rest.lastIndexOf(':');
        boolean named = rest.indexOf('/', colon + 1) < 0 && rest.indexOf('\\', colon + 1) < 0;
        return colon >= from && named ? colon : -1;
    }

    private static int endOfFile(String rest, Pattern extension) {
        Matcher matcher = extension.matcher(rest);
        return matcher.find() ? matcher.end() : -1;
    }
}
