package org.huale.dataset.yolo;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TextLines;
import org.huale.problem.HualeException;

/**
 * Lists the images of one split of a YOLO data set. A folder gives all images in and
 * below it, sorted by path; a {@code .txt} file gives those it names, one a line, relative to itself after {@code ./}
 * and otherwise to the root.
 */
record YoloSplit(YoloConfig config, String name, Findings findings) {

    /** Absolute and normal paths. */
    Set<Path> images() {
        List<String> sources = config.splits().get(name);
        if (sources == null) {
            throw new HualeException(config.file() + ": has no split '" + name + "'; it has "
                    + String.join(", ", config.splits().keySet()));
        }
        noteSame(sources);
        Set<Path> images = new LinkedHashSet<>();
        for (String source : sources) {
            Path path = located(source);
            List<Path> found = source.endsWith(".txt") ? listed(path) : inFolder(path);
            found.stream()
                    .filter(image -> !images.add(image))
                    .forEach(image -> findings.note(
                            RelativePath.shown(config.root(), image), "listed twice in " + name + "; taken once"));
        }
        return images;
    }

    /** Programs that train want a split for validation, so that one is named that is none. */
    private void noteSame(List<String> sources) {
        config.splits().forEach((other, theirs) -> {
            if (!other.equals(name)
                    && theirs.equals(sources)
                    && !sources.toString().contains(name)) {
                findings.note(
                        String.valueOf(config.file().getFileName()), name + " and " + other + " are the same images");
            }
        });
    }

    private Path located(String source) {
        Path own = RelativePath.folderOf(config.file());
        return new WrittenPath(source, List.of(config.root(), own)).require(config.file() + ": " + name, Files::exists);
    }

    private List<Path> inFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new HualeException(config.file() + ": " + name + ": " + folder + " is neither folder nor .txt list");
        }
        List<Path> images = ImageFolder.files(folder).stream()
                .filter(RelativePath::isImage)
                .map(folder::resolve)
                .toList();
        if (images.isEmpty() && !folder.startsWith(config.root())) {
            throw new HualeException(config.file() + ": " + name + ": there is no image in " + folder);
        }
        return images;
    }

    private List<Path> listed(Path list) {
        List<Path> images = new ArrayList<>();
        List<String> lines = TextLines.of(list);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String where = RelativePath.shown(config.root(), list) + ": line " + (i + 1);
            if (!line.isEmpty()) {
                image(line, list, where).ifPresent(images::add);
            }
        }
        return images;
    }

    /** Absolute ones as written; others must not climb out. */
    private Optional<Path> image(String line, Path list, String where) {
        try {
            String meant = meant(line, list);
            Path path = placed(meant, list);
            if (!path.startsWith(config.root()) && !Path.of(meant).isAbsolute()) {
                findings.unusable(where, "image '" + line + "' lies outside " + config.root() + "; left out");
                return Optional.empty();
            }
            return Optional.of(path);
        } catch (InvalidPathException e) {
            findings.unusable(
                    where, "'" + line.replace('\0', '?') + "' cannot be taken: " + e.getReason() + "; left out");
            return Optional.empty();
        }
    }

    /** With slashes where it was written on Windows; elsewhere a file may be called so as it stands. */
    private String meant(String line, Path list) {
        boolean whole = line.indexOf('\\') < 0 || Files.exists(placed(line, list));
        return whole ? line : line.replace('\\', '/');
    }

    private Path placed(String line, Path list) {
        Path base = line.startsWith("./") && list.getParent() != null ? list.getParent() : config.root();
        return base.resolve(line).normalize();
    }
}
