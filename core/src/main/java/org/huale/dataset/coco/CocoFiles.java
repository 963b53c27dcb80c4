package org.huale.dataset.coco;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that the {@code file_name}s of a COCO file mean. A path below the image folder is taken as written or, where
 * nothing is there, with its percent signs decoded. Of an absolute path, a URL or a path that climbs out, the longest end
 * that is a file below the folder counts, and at last the base name, if only one image has it.
 */
final class CocoFiles {
    private static final Pattern URL = Pattern.compile("(?i)[a-z][a-z0-9+.-]+://.*");
    private static final Pattern QUERY = Pattern.compile("[?#].*$");
    private final Path folder;
    private final AtomicInteger elsewhere = new AtomicInteger();
    private @Nullable Map<String, Optional<String>> byName; // empty where several have the name

    CocoFiles(Path folder) {
        this.folder = folder;
    }

    /** How many were found by a part of their name. */
    int elsewhere() {
        return elsewhere.get();
    }

    /**
     * The path below the folder that a name means, with forward slashes.
     *
     * @param name with forward slashes
     * @return empty where there is no such file
     */
    Optional<String> find(String name) {
        if (exists(name)) {
            return Optional.of(name);
        }
        Optional<String> found = decoded(name).filter(this::exists).or(() -> isBelow(name) ? base(name) : end(name));
        found.ifPresent(it -> elsewhere.incrementAndGet());
        return found;
    }

    private static boolean isBelow(String name) {
        return RelativePath.isTame(name) && !URL.matcher(name).matches();
    }

    /** A name without a folder may lie in any; one with a folder is not looked for in others. */
    private Optional<String> base(String name) {
        return name.indexOf('/') < 0 ? unique(decoded(name).orElse(name)) : Optional.empty();
    }

    private Optional<String> end(String name) {
        boolean url = URL.matcher(name).matches();
        String plain = url ? QUERY.matcher(name).replaceFirst("") : name;
        String path = url ? decoded(plain).orElse(plain) : plain;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (exists(path.substring(slash + 1))) {
                return Optional.of(path.substring(slash + 1));
            }
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        return unique(last).or(() -> decoded(last).flatMap(this::unique));
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

    private Optional<String> unique(String base) {
        return byName().getOrDefault(normal(base), Optional.empty());
    }

    private synchronized Map<String, Optional<String>> byName() {
        if (byName == null) {
            Map<String, Optional<String>> names = new HashMap<>();
            List<String> files = Files.isDirectory(folder) ? ImageFolder.files(folder) : List.of();
            for (String file : files) {
                String name = normal(file.substring(file.lastIndexOf('/') + 1));
                names.merge(name, Optional.of(file), (a, b) -> Optional.empty());
            }
            byName = names;
        }
        return byName;
    }

    /** Some systems write accents as letters of their own. */
    private static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
}
