package org.huale.dataset.voc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;

/**
 * A line of a split's list: an id, which may have an ending of an image or {@code .xml}, folders before it and, as in
 * {@code aeroplane_train.txt}, the mark of a class behind it.
 *
 * @param text with the blanks around it, which may be those of a name
 */
record VocLine(String text) {
    private static final Pattern WITH_CLASS_MARK = Pattern.compile("(.*\\S)\\s+(-1|0|1|\\+1)");

    /** The first reading that is an id of the folder, by its image or its annotation file; the plainest where none is. */
    String id(VocLayout layout, ImageFolder images) {
        return readings().stream()
                .filter(id ->
                        !images.images(id).isEmpty() || layout.annotations().has(id)) // which looks for a file
                .findFirst()
                .map(id -> flat(id, layout, images).orElse(id))
                .orElse(withoutEnding(plain(withoutMark())));
    }

    /**
     * The annotation file of an image in folders may lie outside of these; one that has an image of its own is that image's. Empty
     * where it is not so.
     */
    private static Optional<String> flat(String id, VocLayout layout, ImageFolder images) {
        if (id.indexOf('/') < 0 || layout.annotations().has(id)) {
            return Optional.empty();
        }
        return IntStream.iterate(next(id, 0), start -> start > 0, start -> next(id, start))
                .mapToObj(id::substring)
                .filter(name ->
                        images.images(name).isEmpty() && layout.annotations().has(name))
                .findFirst();
    }

    /**
     * As written first: a name may begin or end in a blank, end in a number after a space, or contain what looks like an ending, and
     * what is left without its folders or its mark may be another image.
     */
    private Set<String> readings() {
        Set<String> readings = new LinkedHashSet<>();
        for (String line : List.of(text, text.strip())) {
            readings.add(plain(line));
            readings.add(withoutEnding(plain(line)));
        }
        for (String line : List.of(text.strip(), withoutMark())) {
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
        String line = text.strip();
        Matcher marked = WITH_CLASS_MARK.matcher(line);
        return marked.matches() ? marked.group(1) : line;
    }

    private static String withoutEnding(String name) {
        return RelativePath.hasExtension(name, "xml") ? RelativePath.withoutExtension(name) : RelativePath.stem(name);
    }
}
