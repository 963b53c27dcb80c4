package org.huale.dataset.yolo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TextLines;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;

/**
 * Label files of images that lie in no folder {@code images}: beside the images, where each belongs to the image of its name, and in
 * folders near them that are called as if they held labels, where none is ever read. Only files that begin with a row count, as notes
 * are text files, too.
 *
 * @param root of the paths
 * @param images of a split, as paths relative to it
 */
record StrayLabels(Path root, List<String> images) {
    private static final Pattern NAME = Pattern.compile("(?i).*(label|annot|txt|yolo).*");
    private static final Pattern ROW = Pattern.compile("\\s*\\d+(\\.0+)?([\\s,]+[-+.0-9eE]+){4,}[\\s,]*");

    /** Those that belong to no image, relative to the root. */
    Set<String> files() {
        Set<String> stray = new TreeSet<>();
        for (String folder : folders()) {
            ImageFolder beside = ImageFolder.of(root.resolve(folder));
            texts(folder).stream()
                    .filter(file ->
                            beside.images(RelativePath.withoutExtension(file)).isEmpty())
                    .forEach(file -> stray.add(joined(folder, file)));
        }
        return stray;
    }

    /** Those of the images, and those near them. */
    private Set<String> folders() {
        Set<String> own = images.stream()
                .filter(image -> !("/" + image).contains("/images/"))
                .map(image -> image.substring(0, Math.max(0, image.lastIndexOf('/'))))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> all = new TreeSet<>(own);
        for (String folder : own) {
            all.addAll(named(folder));
            if (!folder.isEmpty()) {
                all.addAll(named(folder.substring(0, Math.max(0, folder.lastIndexOf('/')))));
            }
        }
        return all;
    }

    private List<String> named(String folder) {
        try (Stream<Path> inside = Files.list(root.resolve(folder))) {
            return inside.filter(Files::isDirectory)
                    .map(it -> String.valueOf(it.getFileName()))
                    .filter(name -> NAME.matcher(name).matches())
                    .map(name -> joined(folder, name))
                    .toList();
        } catch (IOException e) {
            throw new HualeException(root.resolve(folder) + ": cannot be listed: " + FileFaults.reason(e), e);
        }
    }

    private List<String> texts(String folder) {
        return ImageFolder.files(root.resolve(folder)).stream()
                .filter(file -> RelativePath.hasExtension(file, "txt") && !YoloLabelFiles.isList(file))
                .filter(file -> isRows(root.resolve(joined(folder, file))))
                .toList();
    }

    private static boolean isRows(Path file) {
        try {
            return TextLines.of(file).stream()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .filter(line -> ROW.matcher(line).matches())
                    .isPresent();
        } catch (HualeException e) {
            return false; // too large, or not to be read: no label file
        }
    }

    private static String joined(String folder, String file) {
        return folder.isEmpty() ? file : folder + "/" + file;
    }
}
