package org.huale.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * The door by which every file is opened that a user or another program may have put there. Only regular files pass, and links to
 * them: a pipe would wait for a writer for ever, and a device such as {@code /dev/zero} has no end. What is read whole is bounded.
 * {@link FileFaults} has words for the exceptions.
 */
public final class InputFile {
    /** Of files that are read whole into memory. */
    private static final long MOST_BYTES = 1L << 30;

    private InputFile() {}

    /** @throws IOException where it is missing, no regular file, or not to be read */
    public static InputStream open(Path file) throws IOException {
        requireRegular(file);
        return Files.newInputStream(file);
    }

    /** For reading in any order. */
    public static FileChannel channel(Path file) throws IOException {
        requireRegular(file);
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    /** For reading an archive's entries, whose names are UTF-8. */
    public static ZipFile zip(Path file) throws IOException {
        return zip(file, UTF_8);
    }

    /** @param names encoding of the names of entries that do not say that they are UTF-8 */
    public static ZipFile zip(Path file, Charset names) throws IOException {
        requireRegular(file);
        return new ZipFile(file.toFile(), names);
    }

    /** For a file that HUALE goes on with, in whose place somebody may have put another: as {@link FileChannel#open}, but for what is there and no regular file. */
    public static FileChannel toChange(Path file, OpenOption... options) throws IOException {
        if (Files.exists(file)) {
            requireRegular(file);
        }
        return FileChannel.open(file, options);
    }

    /** Copies all that is in a file, which may be of any size. */
    public static void copy(Path file, OutputStream to) throws IOException {
        try (InputStream in = open(file)) {
            in.transferTo(to);
        }
    }

    /** Whether two files hold the same. */
    public static boolean same(Path one, Path other) throws IOException {
        requireRegular(one);
        requireRegular(other);
        return Files.isSameFile(one, other) || Files.mismatch(one, other) < 0;
    }

    /** The whole file, of at most 1 GiB. */
    public static byte[] bytes(Path file) throws IOException {
        return bytes(file, MOST_BYTES);
    }

    /** @throws IOException also where the file has more bytes than these */
    public static byte[] bytes(Path file, long most) throws IOException {
        try (InputStream in = open(file)) {
            requireAtMost(most, Files.size(file), file);
            byte[] bytes =
                    in.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 8)); // it may have grown meanwhile
            requireAtMost(most, bytes.length, file);
            return bytes;
        }
    }

    /** The whole file as UTF-8, which bytes that are none make an exception. */
    public static String text(Path file) throws IOException {
        return UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes(file)))
                .toString();
    }

    /**
     * The end of a file of any size.
     *
     * @param from where at the earliest it begins
     * @param most bytes of it
     */
    public static String end(Path file, long from, int most) throws IOException {
        try (FileChannel channel = channel(file)) {
            long begin = Math.max(from, channel.size() - most);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - begin));
            FileBytes.fill(channel, begin, bytes); // of one that was cut meanwhile, what is left
            return new String(bytes.array(), 0, bytes.position(), UTF_8);
        }
    }

    /** The lines of a file of at most 1 GiB, as UTF-8, without the byte order mark that editors put before them. */
    public static List<String> lines(Path file) throws IOException {
        String text = text(file);
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    }

    private static void requireAtMost(long most, long length, Path file) throws IOException {
        if (length > most) {
            throw new FileSystemException(
                    file.toString(), null, "it has " + length + " bytes, more than the " + most + " allowed");
        }
    }

    /** Why it cannot be opened, in words to follow its name and a colon; empty where nothing is seen yet that speaks against it. */
    public static Optional<String> obstacle(Path file) {
        try {
            requireRegular(file);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(FileFaults.unread(e));
        }
    }

    /** @throws IOException where it is missing or no regular file, so that nothing should open it */
    public static void requireRegular(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            return;
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        String kind = Files.isDirectory(file) ? "a folder" : "a pipe, a socket or a device";
        throw new FileSystemException(file.toString(), null, "it is " + kind + ", not a file");
    }
}
