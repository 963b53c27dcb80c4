package org.huale.dataset.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huale.storage.Sha256;

/**
 * Numbers for ids of files whose ids should be whole numbers and are not. An id that is a whole number of 64 bits written as a
 * text is that number. Others, such as {@code "img-7"} or 2^70, get a negative number made of their SHA-256, so that the same
 * id has the same number in every file; that two ids of a file have one in common is as good as impossible, and noticed as
 * a repeated id.
 */
public final class IdNumbers {
    private static final Pattern PLAIN = Pattern.compile("(0|-?[1-9]\\d{0,18})(?:\\.0+)?");

    private IdNumbers() {}

    /** @param id as written, without quotes */
    public static long of(String id) {
        return plain(id).orElseGet(() -> made(id.strip()));
    }

    /** The whole number that an id is, {@code 17} or {@code 17.0}, without zeros before it; empty for other texts. */
    public static OptionalLong plain(String id) {
        Matcher plain = PLAIN.matcher(id.strip());
        return plain.matches() ? ofDigits(plain.group(1)) : OptionalLong.empty();
    }

    private static OptionalLong ofDigits(String digits) {
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return OptionalLong.empty(); // 19 digits may be more than 64 bits
        }
    }

    private static long made(String id) {
        return ByteBuffer.wrap(Sha256.digest().digest(id.getBytes(UTF_8))).getLong() | Long.MIN_VALUE;
    }
}
