package org.huale.loop.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.problem.HualeException;
import org.huale.storage.Checksums;
import org.huale.storage.FileBytes;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.ParserWords;
import org.huale.storage.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who was shown which annotations: JSON lines, only ever appended. A reveal that is there already, as after a run that
 * stopped and went on, is not written again, so that both kinds of run leave the same log.
 */
public record AuditLog(Path file) {
    private static final JsonMapper JSON = new JsonMapper();

    /** One reveal. */
    record Line(int cycle, String image, int annotations, String asker) {}

    /** Appends the lines that are new; when this returns they are on the disk. */
    public void append(List<Line> lines) {
        try (FileChannel channel = InputFile.toChange(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            String whole = cutToWholeLines(channel);
            Set<String> there = whole.lines().collect(Collectors.toSet());
            String news = lines.stream()
                    .map(JSON::writeValueAsString)
                    .filter(line -> !there.contains(line))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
            FileBytes.write(channel, UTF_8.encode(news));
            channel.force(true);
            seal();
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Notes the sum of the log as it is, which only grows. */
    public void seal() {
        try {
            long length = Files.size(file);
            new Checksums(file.resolveSibling(""), Checksums.RUN)
                    .note(Map.of(file.getFileName().toString(), Checksums.Entry.ofBeginning(length, Sha256.of(file))));
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    /** What was revealed in a cycle, in the order of the file. */
    public List<Line> lines(int cycle) {
        try {
            return InputFile.lines(file).stream()
                    .map(line -> JSON.readValue(line, Line.class))
                    .filter(line -> line.cycle() == cycle)
                    .toList();
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (JacksonException e) {
            throw new HualeException(file + ": damaged: " + ParserWords.of(e), e);
        }
    }

    /** The lines of the file, without one that a crash left unfinished; the channel then stands at its end. */
    private static String cutToWholeLines(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        FileBytes.fill(channel, 0, bytes);
        int length = bytes.position();
        while (length > 0 && bytes.get(length - 1) != '\n') {
            length--;
        }
        channel.truncate(length).position(length);
        return new String(bytes.array(), 0, length, UTF_8);
    }
}
