package org.huale.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.huale.problem.HualeException;

/** A file that appears under its name only when it is complete and on the disk. */
public final class WholeFile {

    /** What fills the file. */
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    private WholeFile() {}

    /** @throws HualeException where the file cannot be written; it is then as it was before */
    public static void write(Path file, Content content) {
        Path unfinished = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            fill(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            throw new HualeException(file + ": cannot be written: its folder does not exist", e);
        } catch (FileAlreadyExistsException e) {
            throw new HualeException(file + ": cannot be written: " + e.getFile() + " is in the way", e);
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static void fill(Path unfinished, Content content) throws IOException {
        boolean done = false;
        try (FileChannel channel =
                FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.writeTo(channel);
            channel.force(true);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(unfinished);
            }
        }
    }
}
