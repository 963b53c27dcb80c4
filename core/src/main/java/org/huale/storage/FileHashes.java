package org.huale.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of files, remembered in a file: who has the length and the time of change that were seen with a hash is not read again. A
 * file that was changed less than two seconds before it was read is not remembered, since clocks of file systems may not tell a
 * change right after. Safe for many threads; about 200 bytes of memory a file.
 */
public final class FileHashes {
    private static final String FORMAT = "huale file hashes 1";
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final @Nullable Path kept;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** @param changed nanoseconds since 1970 */
    private record Known(long length, long changed, byte[] hash) {

        boolean is(BasicFileAttributes now) {
            return length == now.size() && changed == nanoseconds(now);
        }
    }

    private FileHashes(@Nullable Path kept, Clock clock) {
        this.kept = kept;
        this.clock = clock;
    }

    /** Remembers nothing. */
    public static FileHashes none() {
        return new FileHashes(null, Clock.systemUTC());
    }

    /**
     * Goes on with what a file remembers, which need not be there.
     *
     * @throws HualeException where it is another file
     */
    public static FileHashes in(Path file, Clock clock) {
        FileHashes hashes = new FileHashes(file, clock);
        if (Files.exists(file)) {
            hashes.read(file);
        }
        return hashes;
    }

    /**
     * In hexadecimal.
     *
     * @throws IOException where the file cannot be read
     */
    public String of(Path file) throws IOException {
        if (kept == null) {
            return Sha256.of(file);
        }
        String name = file.toAbsolutePath().normalize().toString();
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        Known before = known.get(name);
        if (before != null && before.is(now)) {
            return HexFormat.of().formatHex(before.hash());
        }
        long begun = clock.millis(); // reading may take long, and the file may change once more meanwhile
        String hash = Sha256.of(file);
        remember(name, new Known(now.size(), nanoseconds(now), HexFormat.of().parseHex(hash)), begun);
        return hash;
    }

    /** @param begun when the file began to be read, in milliseconds since 1970 */
    private void remember(String name, Known seen, long begun) {
        long settled = TimeUnit.MILLISECONDS.toNanos(begun) - SETTLED.toNanos();
        if (seen.changed() <= settled && isOneLine(name)) {
            known.put(name, seen);
        } else {
            known.remove(name);
        }
    }

    /** Either character ends a line where the file is read. */
    private static boolean isOneLine(String name) {
        return name.indexOf('\n') < 0 && name.indexOf('\r') < 0;
    }

    private static long nanoseconds(BasicFileAttributes file) {
        return file.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }

    /** Writes what is remembered. */
    public void keep() {
        if (kept == null) {
            return;
        }
        WholeFile.write(kept, channel -> {
            Writer lines = new BufferedWriter(Channels.newWriter(channel, UTF_8));
            lines.write(FORMAT + "\n");
            for (Map.Entry<String, Known> entry : new TreeMap<>(known).entrySet()) {
                Known it = entry.getValue();
                lines.write(HexFormat.of().formatHex(it.hash()) + " " + it.length() + " " + it.changed() + " "
                        + entry.getKey() + "\n");
            }
            lines.flush();
        });
    }

    private void read(Path file) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(InputFile.open(file), UTF_8))) {
            if (!FORMAT.equals(lines.readLine())) {
                throw new HualeException(file + ": is no file of hashes; name another, or one that is not there");
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" ", 4);
                known.put(
                        parts[3],
                        new Known(
                                Long.parseLong(parts[1]),
                                Long.parseLong(parts[2]),
                                HexFormat.of().parseHex(parts[0])));
            }
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new HualeException(file + ": damaged; delete it to have the hashes computed anew", e);
        }
    }
}
