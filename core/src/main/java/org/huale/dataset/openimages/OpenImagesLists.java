package org.huale.dataset.openimages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.huale.dataset.file.CsvRows;
import org.huale.dataset.file.RelativePath;
import org.huale.problem.HualeException;

/**
 * The lists beside a file of boxes {@code SPLIT-annotations-bbox.csv}: {@code *class-descriptions*.csv} with the names of labels, in
 * its folder or the one above, and {@code SPLIT-images*.csv} with the images, also those without boxes.
 */
record OpenImagesLists(Path file, String shown) {
    static final String CLASSES = "class-descriptions-boxable.csv";
    private static final String DESCRIPTIONS = "class-descriptions";

    static boolean isOne(String file) {
        String name = RelativePath.name(file);
        return RelativePath.hasExtension(name, "csv") && (name.contains(DESCRIPTIONS) || name.contains("-images"));
    }

    /** The name of the list of images that belongs to a file of boxes. */
    static String images(String file) {
        return split(file) + "-images-with-rotation.csv";
    }

    /** What comes before {@code -annotations} in the name of a file of boxes. */
    static String split(String file) {
        int at = file.indexOf("-annotations");
        return at < 0 ? RelativePath.withoutExtension(file) : file.substring(0, at);
    }

    /** Names by label, in the order of the file; empty where there is no such file. */
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        find(name -> name.contains(DESCRIPTIONS))
                .ifPresent(list -> CsvRows.forEachUnnamed(list, shown(list), row -> {
                    if (row.size() >= 2 && !row.get(0).equals("LabelName")) {
                        names.putIfAbsent(row.get(0), row.get(1));
                    }
                }));
        return names;
    }

    /** Ids of all images, as written, like those in the file of boxes; empty where there is no such list. */
    Set<String> imageIds() {
        Set<String> ids = new LinkedHashSet<>();
        String split = split(String.valueOf(file.getFileName()));
        find(name -> name.startsWith(split + "-images"))
                .ifPresent(list -> CsvRows.forEach(
                        list, shown(list), row -> ids.add(row.cells().getOrDefault("imageid", ""))));
        ids.removeIf(String::isBlank);
        return ids;
    }

    /** A list's name in errors, seen from where the file of boxes is seen. */
    private String shown(Path list) {
        Path fromBoxes = RelativePath.folderOf(file).relativize(list);
        return Path.of(shown).resolveSibling(fromBoxes).normalize().toString();
    }

    private Optional<Path> find(Predicate<String> named) {
        Path own = RelativePath.folderOf(file);
        List<Path> folders = new ArrayList<>(List.of(own));
        Optional.ofNullable(own.getParent()).ifPresent(folders::add);
        return folders.stream()
                .map(folder -> lists(folder, named).findFirst())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Stream<Path> lists(Path folder, Predicate<String> named) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(path -> RelativePath.hasExtension(path.toString(), "csv"))
                    .filter(path -> named.test(String.valueOf(path.getFileName())))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }
}
