package org.huale.dataset.voc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TargetFolder;

/**
 * What a folder has of other splits than the one that is written over. All splits share its images and annotations, so that a file
 * replaced for one would change another.
 *
 * @param splits the name of such a split by the ids of images
 */
record VocOthers(Map<String, String> splits) {
    static final String LISTS = "ImageSets/Main";

    /** None where nothing is replaced. */
    static VocOthers of(TargetFolder folder, String split) {
        VocLayout layout = VocLayout.written(folder.root());
        Map<String, String> splits = new HashMap<>();
        if (folder.existing() == Existing.REPLACE) {
            ImageFolder images = ImageFolder.of(layout.images());
            names(folder.file(LISTS)).stream()
                    .filter(name -> !name.equals(split))
                    .forEach(name -> VocSplit.read(layout, Optional.of(name), images, new Findings())
                            .images()
                            .forEach(id -> splits.putIfAbsent(id, name)));
        }
        return new VocOthers(splits);
    }

    private static List<String> names(Path lists) {
        return Files.isDirectory(lists)
                ? ImageFolder.files(lists).stream()
                        .filter(file -> file.endsWith(".txt"))
                        .map(RelativePath::withoutExtension)
                        .toList()
                : List.of();
    }

    /** A split that lists the image. */
    Optional<String> splitOf(String id) {
        return Optional.ofNullable(splits.get(id));
    }
}
