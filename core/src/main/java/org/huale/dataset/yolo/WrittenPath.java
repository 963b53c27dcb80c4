package org.huale.dataset.yolo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.huale.problem.HualeException;

/**
 * A path as somebody wrote it into a {@code data.yaml}, and the folders that it may be relative to. Exports of Roboflow say
 * {@code ../train/images} where they mean {@code train/images}, so that is tried last.
 *
 * @param bases the likeliest first; the working folder comes after them
 */
record WrittenPath(String text, List<Path> bases) {
    private static final String ABOVE = "../";
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[\\\\/].*");

    /**
     * The first place that is there.
     *
     * @throws HualeException that tells all places where it was looked for
     */
    Path require(String what, Predicate<Path> there) {
        Set<Path> tried = places(what);
        return tried.stream()
                .filter(there)
                .findFirst()
                .orElseThrow(() -> new HualeException(what + ": '" + text + "' does not exist; looked for "
                        + tried.stream().map(Path::toString).collect(Collectors.joining(", "))));
    }

    private Set<Path> places(String what) {
        Set<Path> places = new LinkedHashSet<>();
        try {
            if (DRIVE.matcher(text).matches()) {
                return Set.of(Path.of(text)); // relative to nothing
            }
            for (String name : List.of(text, text.replace('\\', '/'))) {
                bases.forEach(base -> places.add(resolved(base, name)));
                places.add(Path.of(name).toAbsolutePath().normalize());
            }
            String plain = text.replace('\\', '/');
            if (plain.startsWith(ABOVE)) {
                bases.forEach(base ->
                        places.add(base.resolve(plain.substring(ABOVE.length())).normalize()));
            }
            return places;
        } catch (InvalidPathException e) {
            throw new HualeException(what + ": '" + text.replace('\0', '?') + "' is not a path: " + e.getReason(), e);
        }
    }

    /** Paths at a URL take other URLs only where these lie below them; here one may lead elsewhere, as an absolute path may. */
    private static Path resolved(Path base, String name) {
        try {
            return base.resolve(name).normalize();
        } catch (InvalidPathException e) {
            return base.getFileSystem().getPath(name).normalize();
        }
    }
}
