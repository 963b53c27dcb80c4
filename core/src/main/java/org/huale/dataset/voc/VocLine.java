package org.huale.dataset.voc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huale.dataset.file.RelativePath;

/**
 * A line of a split's list: an id, which may have an ending of an image or {@code .xml}, folders before it and, as in
 * {@code aeroplane_train.txt}, the mark of a class behind it.
 */
record VocLine(String text) {
    private static final Pattern WITH_CLASS_MARK = Pattern.compile("(.*\\S)\\s+(-1|0|1|\\+1)");

    /** The first reading that is an id of the folder, by its annotation file or its image; the plainest where none is. */
    String id(VocLayout layout) {
        List<String> readings = readings();
        return readings.stream()
                .filter(layout::hasXml)
                .findFirst()
                .or(() -> readings.stream().filter(layout::hasImage).findFirst())
                .orElse(withoutEnding(plain(withoutMark())));
    }

    /** As written first: a name may end in a number after a space, or contain what looks like an ending. */
    private List<String> readings() {
        List<String> readings = new ArrayList<>();
        for (String line : List.of(text, withoutMark())) {
            String path = plain(line);
            for (int start = 0; start >= 0; start = next(path, start)) {
                readings.add(path.substring(start));
                readings.add(withoutEnding(path.substring(start)));
            }
        }
        return readings;
    }

    private static String plain(String line) {
        String path = line.replace('\\', '/');
        return path.startsWith("./") ? path.substring(2) : path;
    }

    private static int next(String path, int start) {
        int slash = path.indexOf('/', start);
        return slash < 0 ? -1 : slash + 1;
    }

    private String withoutMark() {
        Matcher marked = WITH_CLASS_MARK.matcher(text);
        return marked.matches() ? marked.group(1) : text;
    }

    private static String withoutEnding(String name) {
        return RelativePath.hasExtension(name, "xml") ? RelativePath.withoutExtension(name) : RelativePath.stem(name);
    }
}
