package org.huale.dataset.coco;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that the {@code file_name}s of a COCO file mean. A path below the image folder is taken as written or, where
 * nothing is there, with its percent signs decoded. Of an absolute path, a URL, a path that climbs out, or one whose folder is not
 * there, as it is that of another machine, the longest end counts that is a file below the folder, and at last the file of that name
 * that has the most folders in common, in any case of letters. A name in a folder that is there is not looked for in others.
 */
final class CocoFiles {
    private static final Pattern URL = Pattern.compile("(?i)[a-z][a-z0-9+.-]+://.*");
    private static final Pattern QUERY = Pattern.compile("[?#].*$");
    private final Path folder;
    private @Nullable Map<String, List<String>> byName; // without regard to case

    CocoFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * The files that a name may mean.
     *
     * @param paths below the folder, with forward slashes: none where there is no such file, several where it cannot be told
     * @param asWritten whether the name is the path of its file
     */
    record Found(List<String> paths, boolean asWritten) {
        private static final Found NONE = new Found(List.of(), false);

        /** The one file, if it can be told. */
        Optional<String> only() {
            return paths.size() == 1 ? Optional.of(paths.get(0)) : Optional.empty();
        }
    }

    /** @param name with forward slashes */
    Found find(String name) {
        if (exists(name)) {
            return new Found(List.of(name), true);
        }
        Optional<String> plain = decoded(name).filter(this::exists);
        if (plain.isPresent()) {
            return new Found(List.of(plain.get()), false);
        }
        return isBelow(name) && isInFolder(name) ? Found.NONE : new Found(elsewhere(name), false);
    }

    private static boolean isBelow(String name) {
        return RelativePath.isTame(name) && !URL.matcher(name).matches();
    }

    /** Whether the folder is there in which the file should be; that of a bare name may be any. */
    private boolean isInFolder(String name) {
        int slash = name.lastIndexOf('/');
        return slash >= 0
                && RelativePath.below(folder, name.substring(0, slash))
                        .filter(Files::isDirectory)
                        .isPresent();
    }

    private List<String> elsewhere(String name) {
        boolean url = URL.matcher(name).matches();
        String plain = url ? QUERY.matcher(name).replaceFirst("") : name;
        String path = url ? decoded(plain).orElse(plain) : plain;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (exists(path.substring(slash + 1))) {
                return List.of(path.substring(slash + 1));
            }
        }
        List<String> named = nearest(path);
        return named.isEmpty() ? decoded(path).map(this::nearest).orElse(named) : named;
    }

    private boolean exists(String name) {
        return RelativePath.below(folder, name).filter(Files::isRegularFile).isPresent();
    }

    /** Empty where nothing is to decode, or it cannot be. */
    private static Optional<String> decoded(String name) {
        try {
            String decoded = URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
            return decoded.equals(name) ? Optional.empty() : Optional.of(decoded);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Of the files of that name, those that share the most folders with the path; first those of the same case. */
    private List<String> nearest(String path) {
        List<String> all = byName().getOrDefault(key(path), List.of());
        String name = RelativePath.name(normal(path));
        List<String> same = all.stream()
                .filter(file -> RelativePath.name(normal(file)).equals(name))
                .toList();
        return RelativePath.nearest(same.isEmpty() ? all : same, path, CocoFiles::normal);
    }

    private synchronized Map<String, List<String>> byName() {
        if (byName == null) {
            Map<String, List<String>> names = new HashMap<>();
            List<String> files = Files.isDirectory(folder) ? ImageFolder.files(folder) : List.of();
            files.forEach(file ->
                    names.computeIfAbsent(key(file), it -> new ArrayList<>(1)).add(file));
            byName = names;
        }
        return byName;
    }

    private static String key(String path) {
        return RelativePath.name(normal(path)).toLowerCase(Locale.ROOT);
    }

    /** Some systems write accents as letters of their own. */
    private static String normal(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC);
    }
}
