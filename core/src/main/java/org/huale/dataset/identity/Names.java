package org.huale.dataset.identity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.huale.dataset.ImageId;
import org.huale.dataset.file.RelativePath;
import org.jspecify.annotations.Nullable;

/** The images of a data set by all the names that another program may use for them; sorted when first asked for. */
final class Names {
    private final List<ImageId> images;
    private final List<String> files;
    private final Map<String, ImageId> exact = new HashMap<>();
    private final Map<String, List<Named>> byStem = new HashMap<>();
    private @Nullable Map<Long, Optional<ImageId>> numerals; // empty where several have the number

    /** @param paths the id and the path of the file, composed and with forward slashes */
    private record Named(ImageId id, List<String> paths) {

        boolean isNamed(String text) {
            return paths.stream().anyMatch(path -> isEnd(path, text) || isEnd(text, path));
        }
    }

    /** @param files their files, in the same order, with forward slashes */
    Names(List<ImageId> images, List<String> files) {
        this.images = images;
        this.files = files;
    }

    private void sort() {
        if (exact.isEmpty()) {
            for (int i = 0; i < images.size(); i++) {
                add(images.get(i), files.get(i));
            }
        }
    }

    private void add(ImageId image, String file) {
        String id = composed(image.value());
        exact.put(image.value(), image);
        exact.putIfAbsent(id, image);
        Named named = new Named(image, List.of(id, composed(file)));
        named.paths().stream()
                .map(Names::bare)
                .distinct()
                .forEach(stem ->
                        byStem.computeIfAbsent(stem, it -> new ArrayList<>(1)).add(named));
    }

    private Map<Long, Optional<ImageId>> numerals() {
        Map<Long, Optional<ImageId>> sorted = new HashMap<>();
        for (ImageId image : images) {
            OptionalLong number = Numerals.parse(bare(image.value()));
            if (number.isPresent()) {
                sorted.merge(number.getAsLong(), Optional.of(image), (a, b) -> Optional.empty());
            }
        }
        return sorted;
    }

    private static String composed(String path) {
        String slashed = path.replace('\\', '/');
        return Normalizer.normalize(slashed.startsWith("./") ? slashed.substring(2) : slashed, Normalizer.Form.NFC);
    }

    private static String bare(String path) {
        return RelativePath.stem(RelativePath.name(path));
    }

    /** Whether a path ends in another, folder by folder; an extension counts where both have one. */
    private static boolean isEnd(String path, String end) {
        boolean both = RelativePath.isImage(path) && RelativePath.isImage(end);
        String whole = "/" + (both ? path : RelativePath.stem(path));
        return whole.endsWith("/" + (both ? end : RelativePath.stem(end)));
    }

    /** The image whose id the text is, or else the only one whose path ends as the text does, or the other way round. */
    Optional<ImageId> named(String text) {
        sort();
        ImageId id = exact.get(text);
        return id != null ? Optional.of(id) : only(related(text));
    }

    /** The longest id that the text ends in is meant. */
    private List<Named> related(String text) {
        String path = composed(text);
        List<Named> related = new ArrayList<>(candidates(path));
        related.removeIf(it -> !it.isNamed(path));
        if (related.size() > 1) {
            List<Named> ends = related.stream()
                    .filter(it -> isEnd(path, it.paths().get(0)))
                    .sorted(Comparator.comparingInt(it -> -it.paths().get(0).length()))
                    .toList();
            return ends.isEmpty() ? related : List.of(ends.get(0));
        }
        return related;
    }

    private List<Named> candidates(String path) {
        return byStem.getOrDefault(bare(path), List.of());
    }

    private static Optional<ImageId> only(List<Named> found) {
        return found.size() == 1 ? Optional.of(found.get(0).id()) : Optional.empty();
    }

    /** The only image with that file name, whatever folder and extension the text has; also where it is escaped as in a URL. */
    Optional<ImageId> loose(String text) {
        String path = composed(text);
        return named(text).or(() -> only(candidates(path))).or(() -> only(candidates(unescaped(path))));
    }

    private static String unescaped(String path) {
        try {
            String escaped = path.replace("+", "%2B").replaceFirst("[?#].*", "");
            return composed(URLDecoder.decode(escaped, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return path; // a percent sign of its own
        }
    }

    /** True where several images have the name and none has it as its id. */
    boolean isShared(String text) {
        sort();
        return !exact.containsKey(text) && related(text).size() > 1;
    }

    /** The only image whose file name is that number. */
    Optional<ImageId> numbered(long number) {
        if (numerals == null) {
            numerals = numerals();
        }
        return numerals.getOrDefault(number, Optional.empty());
    }
}
