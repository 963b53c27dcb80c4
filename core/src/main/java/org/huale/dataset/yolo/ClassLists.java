package org.huale.dataset.yolo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huale.dataset.ClassList;
import org.huale.dataset.ClassNames;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.option.ClassDoubt;
import org.huale.problem.HualeException;

/**
 * The lists of class names in a folder of YOLO files, which may hold the exports of several people. A label file means the nearest
 * list in its own folder or one above it, or else the only one there is.
 */
record ClassLists(Path folder, Map<String, Named> byFolder) {

    /** A list, and what the rows of the files that mean it look like. */
    record Named(ClassNames classes, RowClasses numbers, KeypointRows keypoints) {
        private Named(ClassNames classes, int keypoints) {
            this(classes, new RowClasses(classes, OptionalInt.empty()), new KeypointRows(keypoints));
        }

        /** What is wrong with the rows as a whole. */
        Stream<String> faults() {
            return Stream.concat(
                    keypoints.fault().stream(), numbers.doubt().filter(ClassDoubt::sure).map(Named::words).stream());
        }

        private static String words(ClassDoubt doubt) {
            return doubt.what()
                    + (doubt.fromOne()
                            ? "; if they are counted from 1, put a name before the first into the list"
                            : "");
        }
    }

    /** Of the lists in one folder a {@code .yaml} counts before a {@code .names}, and that before a text file. */
    static ClassLists of(Path folder, List<String> files) {
        Map<String, String> lists = new TreeMap<>();
        for (String file : files) {
            if (rank(file) < 3) {
                lists.merge(folderOf(file), file, (a, b) -> rank(b) < rank(a) ? b : a);
            }
        }
        Map<String, Named> read = new TreeMap<>();
        lists.forEach((place, file) -> read.put(place, read(folder.resolve(file), rank(file))));
        if (read.isEmpty()) {
            throw new HualeException(
                    folder + ": has no list of the class names that the numbers in YOLO files mean; put"
                            + " data.yaml, obj.names or classes.txt there");
        }
        return new ClassLists(folder, read);
    }

    static boolean isTextList(String file) {
        return rank(file) == 2;
    }

    private static int rank(String file) {
        String name = RelativePath.name(file);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return 0;
        }
        if (name.endsWith(".names")) {
            return 1;
        }
        return name.equals("classes.txt") || name.equals("labels.txt") ? 2 : 3;
    }

    private static Named read(Path file, int rank) {
        return rank == 0
                ? new Named(YoloConfig.classesOf(file), YoloConfig.keypointsOf(file))
                : new Named(ClassList.read(file), 0);
    }

    /** What is wrong with the rows of all files, list by list. */
    List<String> faults() {
        return byFolder.entrySet().stream()
                .flatMap(it -> it.getValue().faults().map(fault -> shown(it.getKey()) + fault))
                .toList();
    }

    private static String shown(String place) {
        return place.isEmpty() ? "" : place + ": ";
    }

    private static String folderOf(String file) {
        return file.substring(0, Math.max(0, file.lastIndexOf('/')));
    }

    /** @throws HualeException where no list lies above the file and those elsewhere differ */
    Named forLabels(String file) {
        String place = folderOf(file);
        while (true) {
            Named own = byFolder.get(place);
            if (own != null) {
                return own;
            }
            if (place.isEmpty()) {
                return only(file);
            }
            place = folderOf(place);
        }
    }

    private Named only(String file) {
        Map<ClassNames, String> different = new HashMap<>();
        byFolder.forEach((place, named) -> different.putIfAbsent(named.classes(), place));
        if (different.size() > 1) {
            throw new HualeException(file + ": which classes its numbers mean cannot be told: the lists in "
                    + byFolder.keySet() + " differ, and none lies above it");
        }
        return byFolder.values().iterator().next();
    }
}
