package org.huale.torch.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.huale.config.ConfigJson;
import org.huale.problem.HualeException;
import org.huale.provenance.ProvenanceFile;
import org.huale.storage.Checksums;
import org.huale.storage.FileBytes;
import org.huale.storage.FileFaults;
import org.huale.storage.FileTree;
import org.huale.storage.FolderLock;
import org.huale.track.MetricsLog;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;

/**
 * The folder of one training. Locked by one process at a time. Every file appears whole or only grows, so that after a
 * crash at any moment {@link Opening#RESUME} finds what it needs.
 */
public final class TrainingFolder implements AutoCloseable {
    private static final String CONFIG = "config.json";
    private static final String CHECKPOINT = "checkpoint/state.safetensors";

    /** What to do where a file is damaged that a training goes on from. */
    private static final String BEGIN_AGAIN = "begin the training anew: 'huale train' with --overwrite, and in a run"
            + " 'huale resume' with --repair, which sets it aside";

    /** What a training writes, and what overwriting one deletes. */
    private static final List<String> CONTENT = List.of(
            CONFIG,
            ProvenanceFile.NAME,
            Checksums.FILE,
            "classes.txt",
            "metrics.csv",
            "metrics.jsonl",
            "validation.csv",
            "validation.json",
            "not-finite.json",
            "events.out.tfevents.huale",
            "weights",
            "checkpoint");

    /** What is expected of the folder. */
    public enum Opening {
        /** It does not exist or is empty. */
        NEW,
        /** It holds a training that was begun with the same configuration. */
        RESUME,
        /** What a training left in it is deleted first. */
        OVERWRITE
    }

    private final Path folder;
    private final FolderLock lock;

    private TrainingFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws HualeException where the folder is not as expected, or another process works in it */
    public static TrainingFolder open(Path folder, Opening opening) {
        boolean training = Files.exists(folder.resolve(CONFIG)) || Files.exists(folder.resolve(FolderLock.NAME));
        boolean empty = isEmpty(folder);
        if (opening == Opening.NEW && !empty) {
            throw new HualeException(folder + ": exists and is not empty. "
                    + (training
                            ? "--resume goes on with the training in it, --overwrite deletes it"
                            : "It holds no training; choose another folder"));
        }
        if (opening == Opening.RESUME && !training) {
            throw new HualeException(folder + ": holds no training to resume");
        }
        if (opening == Opening.OVERWRITE && !training && !empty) {
            throw new HualeException(folder + ": holds files but no training, so it is not overwritten");
        }
        return locked(folder, opening);
    }

    private static TrainingFolder locked(Path folder, Opening opening) {
        try {
            Files.createDirectories(folder);
            TrainingFolder opened = new TrainingFolder(folder, FolderLock.take(folder, "training in it"));
            if (opening == Opening.OVERWRITE) {
                opened.clear();
            }
            FileTree.deleteUnfinished(folder);
            Files.createDirectories(folder.resolve("weights"));
            Files.createDirectories(folder.resolve(CHECKPOINT).getParent());
            return opened;
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be used: " + e.getMessage(), e);
        }
    }

    /** Deletes the checkpoint of a training that is over, so that it cannot be gone on with; the weights stay. */
    public static void deleteCheckpoint(Path folder) {
        FileTree.delete(folder.resolve("checkpoint"));
    }

    public Path path() {
        return folder;
    }

    /**
     * Writes what the training is made from, or, where that was written before, checks that it is still the same.
     *
     * @throws HualeException listing each key whose value differs
     */
    public void freeze(Object config, Map<String, Object> provenance, List<String> classNames) {
        Path file = folder.resolve(CONFIG);
        sums().require(CONFIG, BEGIN_AGAIN);
        if (!Files.exists(file)) {
            ProvenanceFile.in(folder).begin(provenance);
            writeText("classes.txt", String.join("\n", classNames) + "\n");
            writeJson(CONFIG, config);
            return;
        }
        List<String> differences = ConfigJson.differences(ConfigJson.tree(readText(file)), config);
        if (!differences.isEmpty()) {
            throw new HualeException(folder + ": was begun with another configuration:" + System.lineSeparator() + "  "
                    + String.join(System.lineSeparator() + "  ", differences));
        }
        ProvenanceFile.in(folder).goOn(provenance);
    }

    /** Writes one value as a JSON file of the folder, whole or not at all. */
    public void writeJson(String name, Object value) {
        writeText(name, ConfigJson.write(value) + "\n");
    }

    /** The weights of the latest checkpoint. */
    public Path lastWeights() {
        return folder.resolve("weights/last.safetensors");
    }

    /** The weights that validation liked best; missing before the first validation. */
    public Path bestWeights() {
        return folder.resolve("weights/best.safetensors");
    }

    MetricsLog log(Map<String, Long> lengths) {
        return MetricsLog.open(folder, lengths);
    }

    Optional<StateDict> checkpoint() {
        Path file = folder.resolve(CHECKPOINT);
        sums().require(CHECKPOINT, BEGIN_AGAIN);
        return Files.exists(file) ? Optional.of(WeightsFile.read(file)) : Optional.empty();
    }

    void saveCheckpoint(StateDict state) {
        sums().write(CHECKPOINT, WeightsFile.content(folder.resolve(CHECKPOINT), state));
    }

    /** @param file in the folder {@code weights} */
    void saveWeights(Path file, StateDict weights) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        sums().write(name, WeightsFile.content(file, weights));
    }

    private Checksums sums() {
        return new Checksums(folder, Checksums.TRAINING);
    }

    @Override
    public void close() {
        lock.close();
    }

    private void writeText(String name, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        sums().write(name, channel -> FileBytes.write(channel, ByteBuffer.wrap(bytes)));
    }

    private static String readText(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    private void clear() {
        for (String name : CONTENT) {
            FileTree.delete(folder.resolve(name));
        }
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new HualeException(folder + ": not a folder that can be read: " + e.getMessage(), e);
        }
    }
}
