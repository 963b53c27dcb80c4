package org.huale.dataset.yolo;

import java.nio.file.Files;
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
 * Lists the images of one split of a YOLO data set, as paths relative to its root. A folder gives all images in and
 * below it, sorted by path; a {@code .txt} file gives those it names, one a line, relative to itself after {@code ./}
 * and otherwise to the root.
 */
record YoloSplit(YoloConfig config, String name, Findings findings) {

    Set<String> images() {
        List<String> sources = config.splits().get(name);
        if (sources == null) {
            throw new HualeException(config.file() + ": has no split '" + name + "'; it has "
                    + String.join(", ", config.splits().keySet()));
        }
        Set<String> images = new LinkedHashSet<>();
        for (String source : sources) {
            Path path = located(source);
            List<String> found = source.endsWith(".txt") ? listed(path) : inFolder(path);
            found.stream()
                    .filter(image -> !images.add(image))
                    .forEach(image -> findings.note(image, "listed twice in " + name + "; taken once"));
        }
        return images;
    }

    /** Exports of Roboflow say {@code ../train/images} where they mean {@code train/images}. */
    private Path located(String source) {
        String plain = source.startsWith("../") ? source.substring(3) : source;
        Path root = config.root();
        Path path = below(root, root.resolve(plain), source);
        if (!Files.exists(path)) {
            throw new HualeException(config.file() + ": " + name + ": " + path + ": no such file or folder");
        }
        return path;
    }

    private Path below(Path root, Path path, String text) {
        Path normal = path.toAbsolutePath().normalize();
        if (!normal.startsWith(root)) {
            throw new HualeException(config.file() + ": " + name + ": '" + text + "' lies outside the folder " + root
                    + "; name a folder that holds everything under path:");
        }
        return normal;
    }

    private List<String> inFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new HualeException(config.file() + ": " + name + ": " + folder + " is neither folder nor .txt list");
        }
        return ImageFolder.files(folder).stream()
                .filter(RelativePath::isImage)
                .map(file -> RelativePath.slashed(config.root().relativize(folder.resolve(file))))
                .toList();
    }

    private List<String> listed(Path list) {
        List<String> images = new ArrayList<>();
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

    private Optional<String> image(String line, Path list, String where) {
        try {
            Path base = line.startsWith("./") && list.getParent() != null ? list.getParent() : config.root();
            Path path = base.resolve(line).normalize();
            if (!path.startsWith(config.root())) {
                findings.unusable(where, "image '" + line + "' lies outside " + config.root() + "; left out");
                return Optional.empty();
            }
            return Optional.of(RelativePath.slashed(config.root().relativize(path)));
        } catch (java.nio.file.InvalidPathException e) {
            findings.unusable(where, "'" + line.replace('\0', '?') + "' is not a path; left out");
            return Optional.empty();
        }
    }
}
