package org.huale.dataset.voc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
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
 * Which images of a VOC folder are meant.
 *
 * @param name of the split, empty for all annotation files
 * @param images ids in file order, all different
 */
record VocSplit(Optional<String> name, Set<String> images) {
    static final String DEFAULT = "trainval";

    /** The named split; without a name {@value #DEFAULT}, or every annotation file where the folder has no splits. */
    static VocSplit read(VocLayout layout, Optional<String> name, ImageFolder images, Findings findings) {
        if (name.isEmpty() && !Files.isDirectory(layout.lists())) {
            return new VocSplit(Optional.empty(), layout.annotations().ids());
        }
        String split = name.orElse(DEFAULT);
        Path list = layout.list(split);
        if (!Files.isRegularFile(list)) {
            throw new HualeException(layout.folder() + ": has no split '" + split + "'; " + existing(layout.lists()));
        }
        return new VocSplit(Optional.of(split), ids(list, layout, images, findings));
    }

    /** With further images after those that are there. */
    VocSplit with(Collection<String> more) {
        Set<String> all = new LinkedHashSet<>(images);
        all.addAll(more);
        return new VocSplit(name, all);
    }

    private static String existing(Path lists) {
        List<String> names = Files.isDirectory(lists)
                ? ImageFolder.files(lists).stream()
                        .filter(file -> file.endsWith(".txt"))
                        .map(file -> file.substring(0, file.length() - ".txt".length()))
                        .limit(100)
                        .toList()
                : List.of();
        return names.isEmpty() ? lists + " has none" : "it has " + String.join(", ", names);
    }

    private static Set<String> ids(Path list, VocLayout layout, ImageFolder images, Findings findings) {
        String where = RelativePath.shown(layout.folder(), list);
        Set<String> ids = new LinkedHashSet<>();
        List<String> lines = TextLines.of(list);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank()) {
                add(new VocLine(line).id(layout, images), ids, where + ": line " + (i + 1), findings);
            }
        }
        return ids;
    }

    private static void add(String id, Set<String> ids, String where, Findings findings) {
        if (!RelativePath.isTame(id)) {
            findings.unusable(where, "image id '" + id + "' leaves the folder; left out");
        } else if (!ids.add(id)) {
            findings.note(where, "image id '" + id + "' occurs before; taken once");
        }
    }
}
