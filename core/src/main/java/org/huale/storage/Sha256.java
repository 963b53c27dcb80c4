package org.huale.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, by which to tell whether something is what it was. */
public final class Sha256 {
    private static final int BUFFER = 1 << 16;

    private Sha256() {}

    /** A fresh one, for what does not come as a file. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What a digest has come to, in hexadecimal; it begins anew. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of a text as UTF-8, in hexadecimal. */
    public static String of(String text) {
        return of(text.getBytes(UTF_8));
    }

    /** Of bytes, in hexadecimal. */
    public static String of(byte[] bytes) {
        MessageDigest digest = digest();
        digest.update(bytes);
        return hex(digest);
    }

    /** Of a file's content, in hexadecimal. */
    public static String of(Path file) throws IOException {
        return hex(digest(file, Long.MAX_VALUE));
    }

    /**
     * A digest that has seen the beginning of a file, to go on with.
     *
     * @param length most bytes that it sees
     */
    public static MessageDigest digest(Path file, long length) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = InputFile.open(file)) {
            byte[] buffer = new byte[BUFFER];
            long left = length;
            int read = in.read(buffer, 0, (int) Math.min(BUFFER, left));
            while (read > 0) {
                digest.update(buffer, 0, read);
                left -= read;
                read = in.read(buffer, 0, (int) Math.min(BUFFER, left));
            }
        }
        return digest;
    }
}
