package org.huale.loop.oracle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.file.TextLines;

/** The file names under which the images of each cycle were handed out, by the lists that lie beside them. */
public final class HandedOutNames {
    private HandedOutNames() {}

    /**
     * What files must not be taken for when they speak of a cycle's images: other images, and names that others were handed out under.
     *
     * @param folderOf the folder of a cycle; -1 is the initial set
     * @param known images of the run, those of the cycle too
     */
    public static FlatNames.Others others(IntFunction<Path> folderOf, int cycle, Collection<ImageId> known) {
        Map<String, ImageId> before = new TreeMap<>();
        for (int it = -1; it < cycle; it++) {
            before.putAll(in(folderOf.apply(it).resolve("to-label")));
        }
        return FlatNames.Others.of(known, before)
                .without(in(folderOf.apply(cycle).resolve("to-label")).keySet());
    }

    /** Those of a folder; none where it has no list. */
    private static Map<String, ImageId> in(Path folder) {
        Path list = folder.resolve(ToLabelFolder.LIST);
        Map<String, ImageId> names = new TreeMap<>();
        if (Files.isRegularFile(list)) {
            TextLines.of(list).stream()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .filter(columns -> columns.length > 1)
                    .forEach(columns -> names.put(columns[0], new ImageId(columns[1])));
        }
        return names;
    }
}
