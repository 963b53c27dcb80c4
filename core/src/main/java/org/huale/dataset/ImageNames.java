package org.huale.dataset;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;
import org.huale.image.ImageException;
import org.huale.image.format.ImageFormat;
import org.huale.image.format.ImageHeader;
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

    /**
     * Names for a format whose readers list folders and pass over what is hidden there. What is handed out keeps any name.
     *
     * @throws HualeException where an image would be hidden
     */
    public static ImageNames listed(Dataset dataset, String leadingFolder, Existing existing) {
        ImageNames names = of(dataset, leadingFolder);
        if (existing != Existing.HANDED_OUT) {
            names.stems.forEach(ImageNames::requireShown);
        }
        return names;
    }

    private static void requireShown(ImageId id, String name) {
        if (ImageFolder.isHidden(name + ".")) { // a name may be an extension alone, which is left out here
            throw new HualeException(
                    "image id '" + id + "' would be a hidden file, which readers of this format pass over;"
                            + " rename it so that no part of its path begins with a dot, or choose a format such as coco");
        }
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

    /** With the extension of the image's file, or that of its kind where readers would not know the file's own as one of images. */
    public String file(ImageRecord image) {
        return stem(image) + extension(image.file());
    }

    private static String extension(Path file) {
        String name = RelativePath.slashed(file);
        return RelativePath.isImage(name) ? RelativePath.extension(name) : extensionOfContent(file);
    }

    /** The file's own where it cannot be read, as that is noticed when it is copied or read. */
    private static String extensionOfContent(Path file) {
        try {
            ImageFormat format = ImageHeader.read(file).format();
            return format == ImageFormat.JPEG ? ".jpg" : "." + format.name().toLowerCase(Locale.ROOT);
        } catch (ImageException e) {
            return RelativePath.extension(RelativePath.slashed(file));
        }
    }

    /** Whether a path is that of an image called as one of these, perhaps with another extension. */
    public Predicate<String> namesakes() {
        Set<String> all = Set.copyOf(stems.values());
        return file -> RelativePath.isImage(file) && all.contains(RelativePath.stem(file));
    }

    public static void requireSplitName(String split) {
        if (!RelativePath.isTame(split) || split.contains("/") || !split.equals(split.strip()) || split.contains(":")) {
            throw new HualeException("split '" + split + "' is not a plain file name");
        }
    }

    /** @throws HualeException where a format would not take the name of a class; only a run that an earlier version began has such */
    public static List<String> classesFit(Dataset dataset) {
        dataset.classes()
                .names()
                .forEach(name -> Bounds.faultOfClassName(name).ifPresent(fault -> {
                    throw new HualeException(dataset.name() + ": " + fault
                            + "; where a run has this class, 'huale classes RUN rename' gives it another name");
                }));
        return dataset.classes().names();
    }
}
