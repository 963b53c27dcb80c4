package org.huale.dataset.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.UnfinishedName;
import tools.jackson.core.exc.JacksonIOException;

/**
 * A folder that is written to, and nothing outside it. Each file is written beside its place and then moved there. Of what is there and holds
 * something else, only what HUALE wrote is ever replaced, as the folder's own list says.
 *
 * @param copied hears of every file that {@link #copy} has seen to, also where it was there before
 * @param written the list
 */
public record TargetFolder(Path root, Existing existing, Runnable copied, WrittenFiles written) {
    private static final String OTHER_CONTENT = "exists already with other content";

    /** The list is that of the folder. */
    public TargetFolder(Path root, Existing existing, Runnable copied) {
        this(root, existing, copied, new WrittenFiles(root, existing != Existing.HANDED_OUT));
    }

    /** Writes the content of a file. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The place of a relative path. */
    public Path file(String relative) {
        return RelativePath.below(root, relative)
                .orElseThrow(() -> new HualeException(
                        "'" + relative + "' is no path below " + root + "; no file can be written for it"));
    }

    /** Whether HUALE wrote a file, so that it may be replaced. */
    public boolean isOwn(String relative) {
        return written.holds(file(relative));
    }

    /** Refuses where the file is there already and must not be replaced. */
    public void requireFree(String relative, String what) {
        if (existing != Existing.REPLACE && Files.exists(file(relative))) {
            throw new HualeException(file(relative) + ": exists already; " + what + " would be replaced");
        }
    }

    /**
     * What may be done to images where an annotation file of this folder is written: they are replaced only with the file that names
     * them. Beside a new one, images that are there may be those of another.
     */
    public Existing ofImages(String annotationFile) {
        return existing == Existing.REPLACE && !Files.exists(file(annotationFile)) ? Existing.REFUSE : existing;
    }

    /** Whether the text would take the place of another one. */
    public boolean wouldReplace(String relative, String text) {
        return differs(
                file(relative), file -> !Arrays.equals(InputFile.bytes(file), text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether the copy would take the place of another file. */
    public boolean wouldReplace(String relative, Path source) {
        return differs(file(relative), file -> !InputFile.same(source, file));
    }

    /** Refuses where {@link #write} would, so that nothing has been written before it does. */
    public void requireWritable(String relative, String text) {
        if (wouldReplace(relative, text)) {
            requireReplaceable(file(relative), OTHER_CONTENT);
        }
    }

    private interface Difference {
        boolean of(Path file) throws IOException;
    }

    private static boolean differs(Path file, Difference difference) {
        try {
            return Files.exists(file) && difference.of(file);
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be compared: " + FileFaults.reason(e), e);
        }
    }

    public void write(String relative, String text) {
        Path file = file(relative);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        written.use(file);
        guarded(file, () -> {
            if (!Files.exists(file)) {
                add(file, out -> out.write(bytes));
            } else if (!Arrays.equals(InputFile.bytes(file), bytes)) {
                requireReplaceable(file, OTHER_CONTENT);
                replace(file, out -> out.write(bytes));
            }
        });
    }

    /** Writes a file that may be there already, where nothing is to be replaced: it holds what was there as well. */
    public void rewrite(String relative, Content content) {
        Path file = file(relative);
        written.use(file);
        guarded(file, () -> {
            if (!Files.exists(file)) {
                add(file, content);
                return;
            }
            if (existing == Existing.REPLACE) {
                requireOwn(file);
            }
            replace(file, content);
        });
    }

    /** Copies a file to its place, unless it or an equal one is there. */
    public void copy(Path source, String relative) {
        Path file = file(relative);
        written.use(file);
        guarded(source, () -> {
            if (!Files.exists(file)) {
                add(file, out -> InputFile.copy(source, out));
            } else if (!InputFile.same(source, file)) {
                requireReplaceable(
                        file,
                        "exists already and differs from " + source + "; it may be an image of another data set in this"
                                + " folder. Choose another folder");
                replace(file, out -> InputFile.copy(source, out));
            }
        });
        copied.run();
    }

    public void makeFolder(String relative) {
        Path folder = file(relative);
        guarded(folder, () -> Files.createDirectories(folder));
    }

    /**
     * Where files may be replaced, deletes those of an earlier data set that this one does not have, once this one is written.
     *
     * @param ofDataSet which files of the folder belong to a data set such as the one that was written
     * @return a note of what was deleted, if anything was
     */
    public List<Problem> removeFormer(Predicate<String> ofDataSet) {
        List<String> former = new ArrayList<>();
        if (existing == Existing.REPLACE) {
            guarded(root, () -> {
                former.addAll(written.former(ofDataSet));
                for (String name : former) {
                    Files.delete(file(name));
                }
                written.forget(former);
            });
        }
        return former.isEmpty() ? List.of() : List.of(Problem.note(root.toString(), words(former)));
    }

    private static String words(List<String> former) {
        return former.size() + (former.size() == 1 ? " file" : " files")
                + " of the data set that was here before, such as "
                + former.get(0) + ", deleted, as the one that was written does not have "
                + (former.size() == 1 ? "it" : "them");
    }

    private void add(Path file, Content content) throws IOException {
        folderOf(file);
        written.add(file);
        replace(file, content);
    }

    private void requireReplaceable(Path file, String refused) {
        if (existing != Existing.REPLACE) {
            throw new HualeException(file + ": " + refused);
        }
        requireOwn(file);
    }

    private void requireOwn(Path file) {
        if (!written.holds(file)) {
            throw new HualeException(file + ": is there, holds something else, and is none that HUALE wrote; it is not"
                    + " replaced. Choose another folder, or move it");
        }
    }

    private void replace(Path file, Content content) throws IOException {
        Path folder = folderOf(file);
        Path temporary = folder.resolve(UnfinishedName.of("part")); // as long a name as the file's might be too long
        try {
            fill(temporary, content);
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void fill(Path temporary, Content content) throws IOException {
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW))) {
            content.writeTo(out);
        } catch (JacksonIOException e) { // which is unchecked, also where the stream cannot be closed
            throw e.getCause();
        }
    }

    /** Made where needed; refused where a link in it leads out of the root. */
    private Path folderOf(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(folder);
        requireInside(folder, root);
        return folder;
    }

    /**
     * Refuses a folder that is called as one of another, and lies elsewhere by a link. Nobody has asked for files there, as the link
     * may have come with the folder that was named. One that is not there is going to be made.
     */
    public static void requireInside(Path folder, Path named) {
        guarded(folder, () -> {
            if (Files.exists(folder) && !folder.toRealPath().startsWith(named.toRealPath())) {
                throw new HualeException(
                        folder + ": a link leads out of " + named + "; nothing is written there. Name the"
                                + " folder that is meant itself, or take the link away");
            }
        });
    }

    private static void move(Path temporary, Path file) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private interface Act {
        void run() throws IOException;
    }

    private static void guarded(Path file, Act act) {
        try {
            act.run();
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be written or copied: " + FileFaults.reason(e), e);
        }
    }
}
