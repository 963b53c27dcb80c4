package org.huale.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huale.dataset.file.PortableImage;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.ToolNames;

/**
 * File names without folders for images that are handed to an annotation tool, and the way back from the names in the
 * tool's files. A name is the image's own without its folders or, where two images would then share one, its path with
 * {@value #JOINT} for each slash, in characters that tools leave alone; its extension is that of a JPEG or PNG file. All
 * differ even in lower case and without extension, and none is what another image is called in the data set, or was handed out as
 * before. Names that say such an image are never taken for one of these.
 */
public final class FlatNames {
    private static final String JOINT = "__";
    private final Map<String, ImageRecord> byName = new LinkedHashMap<>();
    private final Map<String, ImageRecord> byStem = new HashMap<>();
    private final Map<String, Set<ImageId>> exact = new HashMap<>();
    private final Map<String, Set<ImageId>> folded = new HashMap<>();
    private final Map<String, Set<ImageId>> changed = new HashMap<>();
    private final Map<ImageId, ImageRecord> images = new HashMap<>();
    private final Others others;

    private FlatNames(Others others) {
        this.others = others;
    }

    /** Images that names are not for, by what they may be called: their paths, and the names that they had in a tool. */
    public static final class Others {
        /** No other images are known. */
        public static final Others NONE = new Others(Map.of());

        private final Map<String, Set<ImageId>> names;

        private Others(Map<String, Set<ImageId>> names) {
            this.names = names;
        }

        /**
         * @param known images, those that names are for as well
         * @param handedOut file names that images were handed out under before
         */
        public static Others of(Collection<ImageId> known, Map<String, ImageId> handedOut) {
            Map<String, Set<ImageId>> names = new HashMap<>();
            known.forEach(id -> put(names, ToolNames.folded(joined(stem(id))), id));
            handedOut.forEach((name, id) -> put(names, ToolNames.folded(RelativePath.stem(name)), id));
            return new Others(names);
        }

        /** Without names that images of the set were handed out under all the same. */
        public Others without(Collection<String> handedOut) {
            Map<String, Set<ImageId>> left = new HashMap<>(names);
            handedOut.forEach(name -> left.remove(ToolNames.folded(RelativePath.stem(name))));
            return new Others(left);
        }

        /** Whether a name is that of other images than those of a set alone. */
        private boolean has(String folded, Set<ImageId> ours) {
            Set<ImageId> named = names.getOrDefault(folded, Set.of());
            return !named.isEmpty() && named.stream().noneMatch(ours::contains);
        }
    }

    /** Names for images, kept in their order. */
    public static FlatNames of(List<ImageRecord> images) {
        return of(images, Others.NONE);
    }

    /** The same beside other images. */
    public static FlatNames of(List<ImageRecord> images, Others others) {
        FlatNames names = new FlatNames(others);
        Map<String, Integer> uses = new HashMap<>();
        for (ImageRecord image : images) {
            uses.merge(ToolNames.folded(ToolNames.plain(last(stem(image)))), 1, Integer::sum);
            names.know(image);
        }
        for (ImageRecord image : images) {
            String plain = ToolNames.plain(last(stem(image)));
            boolean alone = uses.getOrDefault(ToolNames.folded(plain), 0) == 1 && !names.isOthers(plain);
            names.add(alone ? plain : ToolNames.plain(joined(stem(image))), image);
        }
        return names;
    }

    private void know(ImageRecord image) {
        images.put(image.id(), image);
        for (String name : List.of(last(stem(image)), joined(stem(image)))) {
            put(exact, ToolNames.composed(name), image);
            put(folded, ToolNames.folded(name), image);
            Stream.of(ToolNames.plain(name), ToolNames.uploaded(name), name.replace(' ', '-'), name.replace(' ', '_'))
                    .forEach(form -> put(changed, ToolNames.folded(form), image));
        }
    }

    private static void put(Map<String, Set<ImageId>> index, String name, ImageRecord image) {
        put(index, name, image.id());
    }

    private static void put(Map<String, Set<ImageId>> index, String name, ImageId image) {
        index.computeIfAbsent(name, it -> new LinkedHashSet<>(1)).add(image);
    }

    /** Whether the name means an image that is none of these. */
    private boolean isOthers(String name) {
        return others.has(ToolNames.folded(name), images.keySet());
    }

    private void add(String wanted, ImageRecord image) {
        String free = wanted;
        for (int i = 2; byStem.containsKey(ToolNames.folded(free)) || isAnothers(free, image) || isOthers(free); i++) {
            free = wanted + "-" + i;
        }
        byStem.put(ToolNames.folded(free), image);
        byName.put(free + PortableImage.extension(image.file()), image);
    }

    /** Whether another image has the name as its path, by which somebody may mean it. */
    private boolean isAnothers(String name, ImageRecord image) {
        return folded.getOrDefault(ToolNames.folded(name), Set.of()).stream()
                .filter(id -> !id.equals(image.id()))
                .anyMatch(id -> ToolNames.folded(joined(stem(id))).equals(ToolNames.folded(name)));
    }

    /** The images by the file names they get. */
    public Map<String, ImageRecord> byName() {
        return Collections.unmodifiableMap(byName);
    }

    /** The image that a path in a tool's file means; empty where there is none, or more than one. */
    public Optional<ImageRecord> find(String path) {
        List<ImageRecord> matches = matches(path);
        return matches.size() == 1 ? Optional.of(matches.get(0)) : Optional.empty();
    }

    /**
     * The images that a path in a tool's file may mean: with any extension and folders, as it was handed out or as it is called in
     * the data set, with what tools do to names undone. More than one only where the likeliest reading fits several.
     */
    public List<ImageRecord> matches(String path) {
        String stem = RelativePath.stem(path.replace('\\', '/'));
        return ToolNames.originals(stem).stream()
                .takeWhile(form -> form.equals(stem) || !isOthers(joined(stem)))
                .map(this::matchesOfOne)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** With ever fewer folders. */
    private List<ImageRecord> matchesOfOne(String stem) {
        String rest = stem;
        while (true) {
            List<ImageRecord> found = called(joined(rest));
            int slash = rest.indexOf('/');
            if (!found.isEmpty() || slash < 0 || isOthers(joined(rest))) {
                return found;
            }
            rest = rest.substring(slash + 1);
        }
    }

    private List<ImageRecord> called(String name) {
        String lower = ToolNames.folded(name);
        ImageRecord handedOut = byStem.get(lower);
        if (handedOut != null) {
            return List.of(handedOut);
        }
        if (isOthers(name)) {
            return List.of();
        }
        Set<ImageId> ids = Stream.of(exact.get(ToolNames.composed(name)), folded.get(lower), changed.get(lower))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Set.of());
        List<ImageRecord> found = new ArrayList<>();
        ids.forEach(id -> Optional.ofNullable(images.get(id)).ifPresent(found::add));
        return found;
    }

    private static String stem(ImageRecord image) {
        return stem(image.id());
    }

    private static String stem(ImageId id) {
        return RelativePath.stem(id.value());
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String joined(String path) {
        return path.replace("/", JOINT);
    }
}
