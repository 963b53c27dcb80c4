package org.huale.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.loop.MemoryDisk;
import org.huale.storage.FileTree;
import org.junit.jupiter.api.io.TempDir;

/** Runs of two cycles that are damaged and gone on with to a third one. */
abstract class TwoCycles extends ProgramTest {
    @TempDir(factory = MemoryDisk.class)
    protected Path folder;

    /** Two cycles of it. */
    protected final Path begun(String keys) throws IOException {
        Path run = folder.resolve("run");
        succeed("run", config(keys), "--out", run.toString());
        return run;
    }

    /** The file of a configuration on a drawn set. */
    protected final String config(String keys) throws IOException {
        Path set = folder.resolve("set");
        if (!Files.exists(set)) {
            Program.drawTinySet(set, 12);
        }
        return Files.writeString(folder.resolve("run.yaml"), keys + Program.data(set))
                .toString();
    }

    /** Three, never damaged. */
    protected final Path whole(String keys) throws IOException {
        Path whole = folder.resolve("whole");
        succeed("run", config(keys), "--out", whole.toString());
        succeed("resume", whole.toString(), "--cycles", "3");
        return whole;
    }

    /** All but the lock, which is no part of a run. */
    protected static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(it -> !it.getFileName().toString().equals(".lock"))
                    .sorted()
                    .toList();
        }
    }

    protected static List<Path> setAside(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(it -> it.getFileName().toString().startsWith("set-aside-"))
                    .toList();
        }
    }

    protected static void deleteSetAside(Path run) throws IOException {
        setAside(run).forEach(FileTree::delete);
    }
}
