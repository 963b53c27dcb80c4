package org.huale.dataset;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.huale.dataset.file.RelativePath;

/**
 * File names without folders for images that are handed to an annotation tool, and the way back from the names in the
 * tool's files. A name is the image's own without its folders or, where two images would then share one, its path with
 * {@value #JOINT} for each slash. All differ even in lower case and without extension.
 */
public final class FlatNames {
    private static final String JOINT = "__";
    private static final Pattern UPLOAD_MARK = Pattern.compile("[0-9a-f]{8}-(.+)"); // put in front by Label Studio
    private final Map<String, ImageRecord> byName = new LinkedHashMap<>();
    private final Map<String, ImageRecord> byStem = new HashMap<>();

    private FlatNames() {}

    /** Names for images, kept in their order. */
    public static FlatNames of(List<ImageRecord> images) {
        Map<String, Integer> uses = new HashMap<>();
        images.forEach(image -> uses.merge(lower(last(stem(image))), 1, Integer::sum));
        FlatNames names = new FlatNames();
        for (ImageRecord image : images) {
            String stem = stem(image);
            boolean alone = uses.getOrDefault(lower(last(stem)), 0) == 1;
            names.add(alone ? last(stem) : stem.replace("/", JOINT), image);
        }
        return names;
    }

    private void add(String wanted, ImageRecord image) {
        String free = wanted;
        for (int i = 2; byStem.containsKey(lower(free)); i++) {
            free = wanted + "-" + i;
        }
        byStem.put(lower(free), image);
        byName.put(free + RelativePath.extension(RelativePath.slashed(image.file())), image);
    }

    /** The images by the file names they get. */
    public Map<String, ImageRecord> byName() {
        return java.util.Collections.unmodifiableMap(byName);
    }

    /** The image that a path in a tool's file means: its name, with any extension, folders and upload mark. */
    public Optional<ImageRecord> find(String path) {
        String rest = lower(RelativePath.stem(path.replace('\\', '/')));
        while (true) {
            ImageRecord image = byStem.get(rest.replace("/", JOINT));
            if (image != null) {
                return Optional.of(image);
            }
            int slash = rest.indexOf('/');
            if (slash < 0) {
                return withoutMark(rest);
            }
            rest = rest.substring(slash + 1);
        }
    }

    private Optional<ImageRecord> withoutMark(String stem) {
        var marked = UPLOAD_MARK.matcher(stem);
        return marked.matches() ? Optional.ofNullable(byStem.get(marked.group(1))) : Optional.empty();
    }

    private static String stem(ImageRecord image) {
        return RelativePath.stem(image.id().value());
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
