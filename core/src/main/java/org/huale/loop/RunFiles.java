package org.huale.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huale.problem.HualeException;
import org.huale.weights.WholeFile;
import tools.jackson.core.JacksonException;

/** The JSON files of a folder, each written whole or not at all. */
final class RunFiles {
    static final String UNFINISHED_PREFIX = ".";
    static final String UNFINISHED_END = ".tmp";

    private final Path folder;
    private final Writing writing;

    /** Does what writes a file; tests make it fail. */
    @FunctionalInterface
    interface Writing {
        void perform(Path file, Runnable write);
    }

    RunFiles(Path folder) {
        this(folder, (file, write) -> write.run());
    }

    RunFiles(Path folder, Writing writing) {
        this.folder = folder;
        this.writing = writing;
    }

    /** Those of a folder within this one. */
    RunFiles in(String name) {
        return new RunFiles(folder.resolve(name), writing);
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    void write(String name, Object value) {
        byte[] bytes = RunJson.mapper().writeValueAsBytes(value);
        perform(
                name,
                () -> WholeFile.write(folder.resolve(name), channel -> {
                    put(channel, bytes);
                    put(channel, new byte[] {'\n'});
                }));
    }

    /** Lets something else write the file. */
    void perform(String name, Runnable write) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be made: " + e.getMessage(), e);
        }
        writing.perform(folder.resolve(name), write);
    }

    /**
     * @throws HualeException where the file is there but is not what was written
     */
    <T> Optional<T> read(String name, Class<T> type) {
        Path file = folder.resolve(name);
        try {
            return Optional.of(RunJson.mapper().readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new HualeException(
                    file + ": damaged: " + e.getOriginalMessage() + "; without the file, its step is done again", e);
        }
    }

    void delete(String name) {
        deleteAll(folder.resolve(name), file -> true);
    }

    /** Removes what killed processes were writing, in all folders. */
    void deleteUnfinished() {
        deleteAll(folder, file -> {
            for (Path part : folder.relativize(file)) {
                if (isUnfinished(part.toString())) {
                    return true;
                }
            }
            return false;
        });
    }

    /** By the names that {@link WholeFile} gives. */
    private static boolean isUnfinished(String name) {
        return name.startsWith(UNFINISHED_PREFIX) && name.endsWith(UNFINISHED_END);
    }

    private static void deleteAll(Path root, java.util.function.Predicate<Path> which) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(root)) {
            List<Path> files =
                    walk.filter(which).sorted(Comparator.reverseOrder()).toList();
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new HualeException(root + ": cannot be deleted: " + e.getMessage(), e);
        }
    }

    private static void put(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }
}
