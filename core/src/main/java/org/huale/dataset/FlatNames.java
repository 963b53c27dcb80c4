package org.huale.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
    private final Numbers numbers = new Numbers();
    private final Others others;
    private int mostFolders;

    private FlatNames(Others others) {
        this.others = others;
        this.mostFolders = others.mostFolders;
    }

    /** Images that names are not for, by what they may be called: their paths, and the names that they had in a tool. */
    public static final class Others {
        /** No other images are known. */
        public static final Others NONE = new Others(Map.of());

        private final Map<String, Set<ImageId>> names;
        private final int mostFolders;

        private Others(Map<String, Set<ImageId>> names) {
            this.names = names;
            this.mostFolders =
                    names.keySet().stream().mapToInt(FlatNames::joints).max().orElse(0);
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

    /** Numbers behind names that are taken. Each search goes on where the one before it ended: what is taken stays so. */
    static final class Numbers {
        private static final int FIRST = 2;

        private final Map<String, Set<String>> tried = new HashMap<>();

        /**
         * The name, with the lowest number behind it that makes it free where it is taken.
         *
         * @param own the image's own path in folded form, the only name that may be free for it after it was taken for another
         * @param taken whether a name is, for the image
         */
        String free(String wanted, String own, Predicate<String> taken) {
            if (!taken.test(wanted)) {
                return wanted;
            }
            Set<String> before = tried.computeIfAbsent(ToolNames.folded(wanted), it -> new HashSet<>());
            String free = before.contains(own) ? wanted + own.substring(wanted.length()) : next(wanted, before);
            while (taken.test(free)) {
                free = next(wanted, before);
            }
            return free;
        }

        private static String next(String wanted, Set<String> before) {
            String next = wanted + "-" + (before.size() + FIRST);
            before.add(ToolNames.folded(next));
            return next;
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
            uses.merge(ToolNames.folded(ToolNames.plain(RelativePath.name(stem(image)))), 1, Integer::sum);
            names.know(image);
        }
        for (ImageRecord image : images) {
            String plain = ToolNames.plain(RelativePath.name(stem(image)));
            boolean alone = uses.getOrDefault(ToolNames.folded(plain), 0) == 1 && !names.isOthers(plain);
            names.add(alone ? plain : ToolNames.plain(joined(stem(image))), image);
        }
        return names;
    }

    private void know(ImageRecord image) {
        images.put(image.id(), image);
        for (String name : List.of(RelativePath.name(stem(image)), joined(stem(image)))) {
            index(exact, ToolNames.composed(name), image);
            index(folded, ToolNames.folded(name), image);
            Stream.of(ToolNames.plain(name), ToolNames.uploaded(name), name.replace(' ', '-'), name.replace(' ', '_'))
                    .forEach(form -> index(changed, ToolNames.folded(form), image));
        }
    }

    private void index(Map<String, Set<ImageId>> index, String name, ImageRecord image) {
        mostFolders = Math.max(mostFolders, joints(name));
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
        String free = numbers.free(wanted, ToolNames.folded(joined(stem(image))), name -> isTaken(name, image));
        mostFolders = Math.max(mostFolders, joints(free));
        byStem.put(ToolNames.folded(free), image);
        byName.put(free + PortableImage.extension(image.file()), image);
    }

    private boolean isTaken(String name, ImageRecord image) {
        return byStem.containsKey(ToolNames.folded(name)) || isAnothers(name, image) || isOthers(name);
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
     * the data set, with what tools do to names undone. More than one only where the likeliest reading fits several. A reading that is
     * the name of another image ends the search, as what else may be read out of it is not meant.
     */
    public List<ImageRecord> matches(String path) {
        String stem = RelativePath.stem(path.replace('\\', '/'));
        return ToolNames.originals(stem).stream()
                .map(this::matchesOfOne)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(List.of());
    }

    /** With ever fewer folders: none where it is the name of another image, empty where it is nobody's. */
    private Optional<List<ImageRecord>> matchesOfOne(String stem) {
        String rest = end(stem);
        while (true) {
            List<ImageRecord> found = called(joined(rest));
            if (!found.isEmpty() || isOthers(joined(rest))) {
                return Optional.of(found);
            }
            int slash = rest.indexOf('/');
            if (slash < 0) {
                return Optional.empty();
            }
            rest = rest.substring(slash + 1);
        }
    }

    /** Its end, with as many folders as a name has at most: with more it is no name, and there may be any number of them. */
    private String end(String path) {
        int start = path.length();
        for (int folders = 0; folders <= mostFolders && start >= 0; folders++) {
            start = path.lastIndexOf('/', start - 1);
        }
        return path.substring(start + 1);
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

    private static String joined(String path) {
        return path.replace("/", JOINT);
    }

    /** How many slashes a path has at most that is the name as soon as it is joined. */
    private static int joints(String name) {
        int joints = 0;
        for (int at = name.indexOf(JOINT); at >= 0; at = name.indexOf(JOINT, at + JOINT.length())) {
            joints++;
        }
        return joints;
    }
}
