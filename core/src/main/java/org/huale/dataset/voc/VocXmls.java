package org.huale.dataset.voc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * The annotation files below a folder by their ids, which are their paths without {@code .xml}, in whatever case of letters that is
 * written. The folder is looked at once, when that is first needed.
 */
final class VocXmls {
    private static final String ENDING = ".xml";
    private final Path folder;
    private @Nullable Map<String, List<String>> byId;

    VocXmls(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Sorted; none where there is no such folder. */
    Set<String> ids() {
        return byId().keySet();
    }

    /** The path below the folder of an id's file; where there is none, of the one that should be. */
    String name(String id) {
        return byId().getOrDefault(id, List.of(id + ENDING)).get(0);
    }

    /** The file of an id, which may not be there. */
    Path file(String id) {
        return folder.resolve(name(id));
    }

    boolean has(String id) {
        return RelativePath.below(folder, name(id)).filter(Files::isRegularFile).isPresent();
    }

    /** Paths of files beside the one that counts, whose names differ from that one's in the case of the ending alone. */
    List<String> namesakes() {
        return byId().values().stream().flatMap(files -> files.stream().skip(1)).toList();
    }

    private synchronized Map<String, List<String>> byId() {
        Map<String, List<String>> known = byId;
        if (known == null) {
            known = look();
            byId = known;
        }
        return known;
    }

    /** Capitals are sorted before small letters: of several files of an id the one with the usual ending comes last. */
    private Map<String, List<String>> look() {
        Map<String, List<String>> found = new LinkedHashMap<>();
        List<String> files = Files.isDirectory(folder) ? ImageFolder.files(folder) : List.of();
        files.stream()
                .filter(file -> RelativePath.hasExtension(file, "xml"))
                .forEach(file -> found.computeIfAbsent(RelativePath.withoutExtension(file), id -> new ArrayList<>(1))
                        .add(0, file));
        return found;
    }
}
