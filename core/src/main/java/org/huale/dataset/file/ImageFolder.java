package org.huale.dataset.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.huale.problem.HualeException;
import org.huale.problem.UnshownName;
import org.huale.storage.FileFaults;

/** The files below a folder, looked at once. */
public final class ImageFolder {
    /** What is wrong with a file among images that is none. */
    public static final String NO_IMAGE =
            "is no image that can be read (" + RelativePath.kindsOfImages() + "); not used";

    /** What annotation tools and people leave beside images. */
    private static final Set<String> BESIDE =
            Set.of(".txt", ".xml", ".json", ".yaml", ".yml", ".csv", ".cache", ".npy", ".md");

    private final Map<String, List<String>> byStem;
    private final List<String> others;

    private ImageFolder(Map<String, List<String>> byStem, List<String> others) {
        this.byStem = byStem;
        this.others = others;
    }

    /** The images of a folder by their path without extension; none where there is no such folder. */
    public static ImageFolder of(Path folder) {
        Map<String, List<String>> byStem = new HashMap<>();
        List<String> others = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            for (String file : files(folder)) {
                if (RelativePath.isImage(file)) {
                    byStem.computeIfAbsent(RelativePath.stem(file), stem -> new ArrayList<>())
                            .add(file);
                } else {
                    others.add(file);
                }
            }
        }
        byStem.values().forEach(files -> files.sort(Comparator.comparingInt(RelativePath::rank)));
        return new ImageFolder(byStem, others);
    }

    /** Image files of that path, whatever their extension, the most usual kind first. */
    public List<String> images(String stem) {
        return byStem.getOrDefault(stem, List.of());
    }

    /** Lists what is there beside images, but for annotations and notes, each by its path in the folder behind what the folder is called in messages, such as {@code images/}. */
    public void noteOthers(String shown, Findings findings) {
        others.stream()
                .filter(file -> !BESIDE.contains(RelativePath.extension(file).toLowerCase(Locale.ROOT)))
                .forEach(file -> findings.note(shown + file, NO_IMAGE));
    }

    /** Paths of all images without extension, sorted. */
    public List<String> stems() {
        return byStem.keySet().stream().sorted().toList();
    }

    /** Relative paths with forward slashes of all files in a folder and below, sorted; hidden ones left out, links to nowhere listed. */
    public static List<String> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> Files.isRegularFile(file) || leadsNowhere(file))
                    .filter(file -> !isHidden(RelativePath.slashed(folder.relativize(file))))
                    .peek(UnshownName::require)
                    .peek(file -> requireNoBackslash(folder, file))
                    .map(file -> RelativePath.slashed(folder.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be listed: " + FileFaults.reason(e), e);
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            throw new HualeException(
                    cause instanceof FileSystemLoopException
                            ? folder + ": the link " + cause.getMessage()
                                    + " leads to a folder that it lies in; take it away"
                            : FileFaults.file(cause, folder) + ": cannot be listed: " + FileFaults.reason(cause),
                    e);
        }
    }

    /**
     * Where it divides no folders, it would be taken for a slash, and the file looked for in a folder that is not there. What nobody
     * reads may be called so.
     */
    private static void requireNoBackslash(Path folder, Path file) {
        boolean divides = folder.getFileSystem().getSeparator().equals("\\");
        if (!divides && folder.relativize(file).toString().indexOf('\\') >= 0 && isRead(file.toString())) {
            throw new HualeException(file + ": has a backslash in its name, as archives packed on Windows leave it;"
                    + " unpack anew or rename");
        }
    }

    private static boolean isRead(String file) {
        return RelativePath.isImage(file)
                || RelativePath.hasExtension(file, "xml")
                || RelativePath.hasExtension(file, "txt");
    }

    /** Whether a file, or a folder that it lies in, has a name that begins with a dot. */
    public static boolean isHidden(String name) {
        return name.startsWith(".") || name.contains("/.");
    }

    /** A link to a file that is not there stands for it, so that it is missed. */
    private static boolean leadsNowhere(Path file) {
        return Files.isSymbolicLink(file) && Files.notExists(file);
    }
}
