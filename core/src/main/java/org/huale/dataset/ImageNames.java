package org.huale.dataset;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.RelativePath;
import org.huale.problem.HualeException;

/** File names for the images of a data set that is written: relative paths without extension, all different. */
public final class ImageNames {
    private final Map<ImageId, String> stems;

    private ImageNames(Map<ImageId, String> stems) {
        this.stems = stems;
    }

    /**
     * The ids without extension; with it where that would make two images one. A leading folder is left out where all
     * images lie in it.
     */
    public static ImageNames of(Dataset dataset, String leadingFolder) {
        String prefix = leadingFolder + "/";
        boolean strip =
                dataset.images().stream().allMatch(image -> image.id().value().startsWith(prefix));
        Map<String, Integer> uses = new HashMap<>();
        Map<ImageId, String> names = new LinkedHashMap<>();
        for (ImageRecord image : dataset.images()) {
            String value = image.id().value();
            String name = strip ? value.substring(prefix.length()) : value;
            requireTame(name, image.id());
            names.put(image.id(), name);
            uses.merge(RelativePath.stem(name), 1, Integer::sum);
        }
        names.replaceAll(
                (id, name) -> uses.getOrDefault(RelativePath.stem(name), 0) == 1 ? RelativePath.stem(name) : name);
        requireDifferent(names);
        return new ImageNames(names);
    }

    private static void requireTame(String name, ImageId id) {
        if (!RelativePath.isTame(name)) {
            throw new HualeException("image id '" + id + "' cannot be a file name: it would leave the folder");
        }
    }

    private static void requireDifferent(Map<ImageId, String> names) {
        Set<String> seen = new HashSet<>();
        names.forEach((id, name) -> {
            if (!seen.add(name)) {
                throw new HualeException("image id '" + id + "': another image would get the same file name " + name);
            }
        });
    }

    public String stem(ImageRecord image) {
        return Objects.requireNonNull(stems.get(image.id()));
    }

    /** With the extension of the image's file. */
    public String file(ImageRecord image) {
        return stem(image) + RelativePath.extension(RelativePath.slashed(image.file()));
    }

    public static void requireSplitName(String split) {
        if (!RelativePath.isTame(split) || split.contains("/") || !split.equals(split.strip()) || split.contains(":")) {
            throw new HualeException("split '" + split + "' is not a plain file name");
        }
    }

    public static List<String> classesFit(Dataset dataset) {
        dataset.classes()
                .names()
                .forEach(name -> Bounds.faultOfClassName(name).ifPresent(fault -> {
                    throw new HualeException(dataset.name() + ": " + fault);
                }));
        return dataset.classes().names();
    }
}
