package org.huale.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** A file that appears under its name only when it is complete and on the disk. */
public final class WholeFile {

    /** What fills the file. */
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    private WholeFile() {}

    /** @throws HualeException where the file cannot be written; it is then as it was before */
    public static void write(Path file, byte[] bytes) {
        write(file, channel -> FileBytes.write(channel, ByteBuffer.wrap(bytes)));
    }

    /**
     * Writes text as UTF-8.
     *
     * @throws HualeException where the file cannot be written; it is then as it was before
     */
    public static void writeText(Path file, String text) {
        write(file, text.getBytes(UTF_8));
    }

    /** @throws HualeException where the file cannot be written; it is then as it was before */
    public static void write(Path file, Content content) {
        replace(file, content, null);
    }

    /**
     * @param announced hears the SHA-256 of what the file is going to hold, before it appears under its name
     * @throws HualeException where the file cannot be written; it is then as it was before
     */
    public static void write(Path file, Content content, Consumer<String> announced) {
        replace(file, content, announced);
    }

    private static void replace(Path file, Content content, @Nullable Consumer<String> announced) {
        Path unfinished =
                file.resolveSibling(UnfinishedName.of(file.getFileName().toString()));
        try {
            fill(unfinished, content, announced);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            synced(file.toAbsolutePath().resolveSibling(""));
        } catch (NoSuchFileException e) {
            throw new HualeException(file + ": cannot be written: its folder does not exist", e);
        } catch (FileAlreadyExistsException e) {
            throw new HualeException(file + ": cannot be written: " + e.getFile() + " is in the way", e);
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be written: " + FileFaults.reason(e), e);
        }
    }

    /** The name itself reaches the disk with its folder. */
    private static void synced(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            return; // a system whose folders cannot be opened keeps names by itself
        }
    }

    private static void fill(Path unfinished, Content content, @Nullable Consumer<String> announced)
            throws IOException {
        boolean done = false;
        try (FileChannel channel =
                FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.writeTo(channel);
            channel.force(true);
            if (announced != null) {
                announced.accept(Sha256.of(unfinished)); // which is in memory still
            }
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(unfinished);
            }
        }
    }
}
