package org.huale.torch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** What a file is, wherever it lies: its name and the SHA-256 of its content. */
final class FileIdentity {
    private static final int BUFFER = 1 << 20;

    private FileIdentity() {}

    /** {@code none} for no file. */
    static String of(@Nullable Path file) {
        return file == null ? "none" : file.getFileName() + " sha256:" + hash(file);
    }

    private static String hash(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DigestInputStream through = new DigestInputStream(in, digest)) {
                byte[] buffer = new byte[BUFFER];
                while (through.read(buffer) >= 0) {}
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchFileException e) {
            throw new HualeException(file + ": no such file", e);
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
