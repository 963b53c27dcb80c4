package org.huale.dataset.coco;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.Findings;
import org.huale.problem.HualeException;

/** The classes of a COCO file, in the order of their category ids, as pycocotools numbers them. */
record CocoCategories(ClassNames classes, long[] numbers) {

    static CocoCategories of(List<CocoHeader.Category> categories, Path file, Findings findings) {
        Map<Long, String> byNumber = new TreeMap<>();
        for (int i = 0; i < categories.size(); i++) {
            String where = file.getFileName() + ": categories[" + i + "]";
            CocoHeader.Category category = categories.get(i);
            String name = requireName(category, file + ": categories[" + i + "]");
            String before = byNumber.putIfAbsent(category.number().getAsLong(), name);
            if (before != null && !before.equals(name)) {
                throw new HualeException(file + ": categories[" + i + "]: id "
                        + category.number().getAsLong() + " is both '" + before + "' and '" + name + "'");
            } else if (before != null) {
                findings.note(where, "category '" + name + "' occurs before; taken once");
            }
        }
        return new CocoCategories(
                new ClassNames(different(byNumber, file, findings)),
                byNumber.keySet().stream().mapToLong(Long::longValue).toArray());
    }

    /** Classes without objects that are the supercategory of others. */
    static Map<String, String> emptyParents(CocoHeader header, Dataset dataset) {
        boolean[] used = new boolean[dataset.classes().count()];
        dataset.images().forEach(image -> image.annotations().forEach(it -> used[it.classIndex()] = true));
        Map<String, String> parents = new TreeMap<>();
        for (int k = 0; k < used.length; k++) {
            String name = dataset.classes().name(k);
            List<String> members = header.categories().stream()
                    .filter(it -> name.equals(it.parent()) && !name.equals(it.name()))
                    .map(it -> String.valueOf(it.name()))
                    .toList();
            if (!used[k] && !members.isEmpty()) {
                parents.put(name, "no object has it and it is the supercategory of " + members);
            }
        }
        return parents;
    }

    /** The class of a category id, empty where the file has none such. */
    OptionalInt classIndex(long category) {
        int at = Arrays.binarySearch(numbers, category);
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
    }

    private static String requireName(CocoHeader.Category category, String where) {
        String name = category.name();
        if (category.number().isEmpty() || name == null) {
            throw new HualeException(where + ": needs a whole number as id and a text as name");
        }
        Bounds.faultOfClassName(name).ifPresent(fault -> {
            throw new HualeException(where + ": " + fault);
        });
        return name;
    }

    /** Categories of one name but different ids occur, for instance a supercategory listed with its only member. */
    private static List<String> different(Map<Long, String> byNumber, Path file, Findings findings) {
        Set<String> taken = new HashSet<>(byNumber.values());
        Set<String> seen = new HashSet<>();
        List<String> names = new ArrayList<>();
        byNumber.forEach((number, name) -> {
            String unique = name;
            while (!seen.add(unique)) {
                unique = unique + " (id " + number + ")";
                unique = taken.contains(unique) ? unique + "'" : unique;
            }
            if (!unique.equals(name)) {
                findings.mended(
                        file.getFileName() + ": category " + number,
                        "name '" + name + "' is taken by another id; called '" + unique + "'");
            }
            names.add(unique);
        });
        return names;
    }
}
