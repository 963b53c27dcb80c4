package org.huale.dataset.drawn;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.huale.dataset.ImageId;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFiles;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.ToolNames;

/**
 * Finds images below a folder by what a file calls them: a path from the folder or its {@code images}, or else the only file of
 * that name anywhere below, also percent-decoded, in composed letters, where the extension is left out, and with what tools do to
 * names undone. Nothing outside of the folder is ever meant.
 */
final class ImageLookup {
    private static final String IMAGES = "images/";
    private final Path folder;
    private final ImageFiles files;
    private final Supplier<Map<String, List<String>>> byName =
            Lazily.of(() -> names(name -> List.of(name, RelativePath.stem(name))));
    private final Supplier<Map<String, List<String>>> byUploadedName = Lazily.of(
            () -> names(name -> List.of(ToolNames.uploaded(name), ToolNames.uploaded(RelativePath.stem(name)))));
    private final Supplier<ImageFolder> byStem = Lazily.of(this::stems);

    ImageLookup(Path folder, ImageFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /** What led to an image. */
    enum Way {
        /** Its path is one that is stated. */
        AS_STATED,
        /** Its name, in a folder that may be the one stated. */
        BY_NAME,
        /** Its name, in another folder than the one stated. */
        ELSEWHERE
    }

    /**
     * An image.
     *
     * @param id its path without {@code images}
     */
    record Located(ImageId id, Path file, Way way) {

        boolean isAsStated() {
            return way == Way.AS_STATED;
        }

        boolean isElsewhere() {
            return way == Way.ELSEWHERE;
        }
    }

    ImageFiles files() {
        return files;
    }

    Path folder() {
        return folder;
    }

    /** The image; empty with a finding where there is none or more than one. */
    Optional<Located> find(DrawnImage image, Findings findings) {
        List<String> readings = readings(image.names());
        Optional<Located> direct =
                readings.stream().map(this::direct).flatMap(Optional::stream).findFirst();
        return direct.isPresent() ? direct : findByName(image, readings, findings);
    }

    private static List<String> readings(List<String> names) {
        Set<String> readings = new LinkedHashSet<>();
        for (String name : names) {
            String slashed = name.replace('\\', '/'); // files written on Windows
            String plain = slashed.startsWith("./") ? slashed.substring(2) : slashed;
            readings.add(plain);
            readings.add(ToolNames.decoded(plain));
        }
        return List.copyOf(readings);
    }

    private Optional<Located> direct(String name) {
        for (String path : List.of(name, IMAGES + name)) {
            Optional<Path> file = RelativePath.below(folder, path).filter(Files::isRegularFile);
            if (file.isPresent() && RelativePath.isImage(path)) {
                return Optional.of(located(path, Way.AS_STATED));
            }
        }
        return Optional.empty();
    }

    /** Whether the file lies in a folder that the stated path does not end in; folders before those are of another machine. */
    private static boolean isElsewhere(String stated, String path) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        String own = folder.startsWith(IMAGES) ? folder.substring(IMAGES.length()) : folder;
        String theirs = "/" + stated.substring(0, stated.lastIndexOf('/') + 1);
        return theirs.length() > 1 && !own.isEmpty() && !theirs.endsWith("/" + own);
    }

    private Optional<Located> findByName(DrawnImage image, List<String> readings, Findings findings) {
        for (String reading : readings) {
            List<String> found = RelativePath.nearest(candidates(reading), reading, UnaryOperator.identity());
            if (found.size() > 1) {
                findings.unusable(image.where(), "image '" + image.name() + "' may be any of " + found + "; left out");
                return Optional.empty();
            }
            if (found.size() == 1) {
                return Optional.of(found.get(0))
                        .filter(path -> findings.isListable(image.where() + ": image '" + path + "'", path))
                        .map(path -> located(path, isElsewhere(readings.get(0), path) ? Way.ELSEWHERE : Way.BY_NAME));
            }
        }
        return missing(image, readings, findings);
    }

    private List<String> candidates(String reading) {
        for (String path : List.of(reading, IMAGES + reading)) {
            List<String> sameStem = byStem.get().images(path);
            if (!sameStem.isEmpty()) {
                return sameStem;
            }
        }
        return Stream.concat(Stream.of(reading), ToolNames.originals(RelativePath.stem(reading)).stream())
                .map(name -> ToolNames.composed(RelativePath.name(name)))
                .flatMap(name -> Stream.of(byName, byUploadedName)
                        .map(index -> index.get().getOrDefault(name, List.of())))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private Optional<Located> missing(DrawnImage image, List<String> readings, Findings findings) {
        String name = readings.stream()
                .filter(RelativePath::isTame)
                .findFirst()
                .orElseGet(() -> RelativePath.name(readings.get(0)));
        if (!RelativePath.isTame(name)) {
            findings.unusable(image.where(), "image '" + image.name() + "' has no usable name; left out");
            return Optional.empty();
        }
        return files.missing(folder.resolve(name), image.where() + ": image '" + image.name() + "'", findings)
                .map(file -> located(name, readings.contains(name) ? Way.AS_STATED : Way.BY_NAME));
    }

    private Located located(String path, Way way) {
        String id = path.startsWith(IMAGES) ? path.substring(IMAGES.length()) : path;
        return new Located(new ImageId(id), folder.resolve(path), way);
    }

    /** All images below the folder by what their names may be called. */
    private Map<String, List<String>> names(Function<String, List<String>> forms) {
        Map<String, List<String>> names = new HashMap<>();
        List<String> all = Files.isDirectory(folder) ? ImageFolder.files(folder) : List.of();
        for (String file : all) {
            if (RelativePath.isImage(file)) {
                Set<String> keys = new LinkedHashSet<>(forms.apply(RelativePath.name(file)));
                keys.forEach(key -> names.computeIfAbsent(ToolNames.composed(key), it -> new ArrayList<>())
                        .add(file));
            }
        }
        return names;
    }

    private ImageFolder stems() {
        return ImageFolder.of(folder);
    }
}
