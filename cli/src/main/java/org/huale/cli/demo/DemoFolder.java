package org.huale.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.huale.dataset.option.OptionText;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.storage.FileTree;
import org.huale.storage.OwnFiles;
import org.huale.storage.WholeFile;

/** Where the demo keeps its data set, its configuration, its runs and its report. */
public record DemoFolder(Path path) {
    private static final String CONFIG = "demo.yaml";
    /** What an earlier demo leaves. */
    private static final Set<String> OWN = Set.of(
            "data", "runs", "report.html", "comparison.md", "cycles.csv", "curves-images.svg", "curves-boxes.svg");

    Path data() {
        return path.resolve("data");
    }

    /** The list of test images is the last file of the data set to be written. */
    boolean hasData() {
        return Files.exists(data().resolve("ImageSets/Main/test.txt"));
    }

    public Path config() {
        return path.resolve(CONFIG);
    }

    Path run(String name) {
        return path.resolve("runs").resolve(name);
    }

    Path report() {
        return path.resolve("report.html");
    }

    /**
     * Writes the configuration unless it is there.
     *
     * @throws HualeException where the folder holds files but no demo
     */
    public void prepare() {
        try {
            if (Files.exists(config())) {
                return;
            }
            Files.createDirectories(path);
            requireEmpty();
            own().claim(List.of(CONFIG));
            String data = OptionText.quoted(data().toAbsolutePath().toString()).replace("'", "''"); // as YAML quotes it
            WholeFile.writeText(config(), template().replace("DATA", data));
        } catch (IOException e) {
            throw new HualeException(path + ": cannot be used: " + e, e);
        }
    }

    /**
     * Deletes the runs and the configuration of an earlier demo, and nothing that is none.
     *
     * @throws HualeException where the configuration is none of a demo
     */
    void clear(List<String> runs) {
        if (!Files.exists(config())) {
            return;
        }
        requireDemo();
        try {
            for (String name : runs) {
                if (RunFolder.holdsRun(run(name))) {
                    FileTree.delete(run(name));
                }
            }
            Files.delete(config());
        } catch (IOException e) {
            throw new HualeException(path + ": the earlier demo cannot be deleted: " + e, e);
        }
    }

    private OwnFiles own() {
        return new OwnFiles(path, "demo");
    }

    /** Earlier versions left no mark, but the data set beside the configuration. */
    private void requireDemo() {
        if (!own().isMarked() && !hasData()) {
            throw new HualeException(config() + ": is there, and is none of a demo; name another folder");
        }
    }

    private void requireEmpty() throws IOException {
        Set<String> own = new HashSet<>(OWN);
        own.add(OwnFiles.MARKER);
        own.addAll(new OwnFiles(path, "report").held());
        try (Stream<Path> files = Files.list(path)) {
            boolean foreign = files.map(it -> it.getFileName().toString()).anyMatch(it -> !own.contains(it));
            if (foreign) {
                throw new HualeException(path + ": holds files but no demo (no " + CONFIG + "); name another folder");
            }
        }
    }

    private static String template() throws IOException {
        try (InputStream in = DemoFolder.class.getResourceAsStream(CONFIG)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
