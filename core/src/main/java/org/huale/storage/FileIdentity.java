package org.huale.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** What a file is, wherever it lies: its name and the SHA-256 of its content. */
public final class FileIdentity {
    private FileIdentity() {}

    /** {@code none} for no file. */
    public static String of(@Nullable Path file) {
        return file == null ? "none" : file.getFileName() + " sha256:" + hash(file);
    }

    /**
     * SHA-256 of its content.
     *
     * @throws HualeException where it cannot be read
     */
    public static String hash(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }
}
