package org.huale.dataset.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Paths that come out of data set files: relative, with forward slashes, and never climbing out of their folder. */
public final class RelativePath {
    private static final List<String> IMAGE_EXTENSIONS =
            List.of("jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff", "gif");

    private RelativePath() {}

    /** The file below a folder, or empty where the text is absolute, climbs out, or is no path. */
    public static Optional<Path> below(Path folder, String text) {
        if (!isTame(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(folder.resolve(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    public static boolean isTame(String text) {
        if (text.isBlank() || text.startsWith("/") || text.indexOf('\\') >= 0 || hasControl(text)) {
            return false;
        }
        boolean drive = text.length() > 1 && text.charAt(1) == ':';
        return !drive && List.of(text.split("/", -1)).stream().noneMatch(part -> part.equals("..") || part.isEmpty());
    }

    /** Whether it has a line break or another character that lists of one name a line cannot hold. */
    public static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    public static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }

    /** The place of a file in messages: relative to the folder where it lies below it. */
    public static String shown(Path folder, Path file) {
        return file.startsWith(folder) ? slashed(folder.relativize(file)) : file.toString();
    }

    /** The last part of a path with forward slashes. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public static boolean isImage(String name) {
        return rank(name) < IMAGE_EXTENSIONS.size();
    }

    /** The known extensions, for messages. */
    public static String kindsOfImages() {
        return String.join(", ", IMAGE_EXTENSIONS);
    }

    /** Position of the name's extension among the known ones, lower preferred; their number where it is unknown. */
    public static int rank(String name) {
        int dot = name.lastIndexOf('.');
        int index =
                dot < 0 ? -1 : IMAGE_EXTENSIONS.indexOf(name.substring(dot + 1).toLowerCase(Locale.ROOT));
        return index < 0 ? IMAGE_EXTENSIONS.size() : index;
    }

    /** The name without a known image extension. */
    public static String stem(String name) {
        return isImage(name) ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    /** The name without its last dot and what follows it. */
    public static String withoutExtension(String name) {
        return name.substring(0, name.length() - extension(name).length());
    }

    public static boolean hasExtension(String name, String extension) {
        return extension(name).equalsIgnoreCase("." + extension);
    }

    /**
     * Those of some paths that have the most folders in common with another.
     *
     * @param form in which paths are compared
     */
    public static List<String> nearest(List<String> paths, String other, UnaryOperator<String> form) {
        String stated = form.apply(other);
        int[] common = paths.stream()
                .mapToInt(path -> commonFolders(form.apply(path), stated))
                .toArray();
        int most = Arrays.stream(common).max().orElse(0);
        return IntStream.range(0, common.length)
                .filter(i -> common[i] == most)
                .mapToObj(paths::get)
                .toList();
    }

    /** How many folders two paths with forward slashes have in common before the last part, from the end. */
    public static int commonFolders(String path, String other) {
        String[] ours = path.split("/");
        String[] theirs = other.split("/");
        int count = 1;
        while (count < Math.min(ours.length, theirs.length)
                && ours[ours.length - 1 - count].equals(theirs[theirs.length - 1 - count])) {
            count++;
        }
        return count - 1;
    }

    /** The folder that a file lies in, not depending on the working folder. */
    public static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null ? file : folder;
    }

    /** From the last dot on; empty where there is none. */
    public static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < name.lastIndexOf('/') || dot < 0 ? "" : name.substring(dot);
    }
}
