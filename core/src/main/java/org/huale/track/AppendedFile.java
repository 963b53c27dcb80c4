package org.huale.track;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.huale.problem.HualeException;
import org.huale.storage.FileBytes;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.Sha256;

/** A file that only grows, after having been cut back once when it was opened. */
final class AppendedFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    /** Of all that stands in the file. */
    private final MessageDigest digest;

    private AppendedFile(Path file, FileChannel channel, MessageDigest digest) {
        this.file = file;
        this.channel = channel;
        this.digest = digest;
    }

    /**
     * Opens a file, made if missing, and forgets what stands after {@code length} bytes.
     *
     * @throws HualeException where the file is shorter than that, so that something must have changed it
     */
    static AppendedFile open(Path file, long length) {
        try {
            FileChannel channel = InputFile.toChange(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.size() < length) {
                channel.close();
                throw new HualeException(file + ": has fewer than the " + length + " bytes that were written to it");
            }
            channel.truncate(length).position(length);
            return new AppendedFile(file, channel, Sha256.digest(file, length));
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    void append(byte[] bytes) {
        digest.update(bytes);
        try {
            FileBytes.write(channel, ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** The length in bytes after everything appended has reached the disk. */
    long settled() {
        try {
            channel.force(true);
            return channel.position();
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** The SHA-256 of all that stands in it. */
    String sum() {
        try {
            return Sha256.hex((MessageDigest) digest.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every Java can copy a SHA-256", e);
        }
    }

    boolean isEmpty() {
        try {
            return channel.position() == 0;
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be closed: " + e.getMessage(), e);
        }
    }
}
