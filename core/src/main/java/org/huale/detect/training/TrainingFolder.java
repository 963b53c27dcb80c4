package org.huale.detect.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.config.ConfigDifference;
import org.huale.config.ConfigJson;
import org.huale.problem.HualeException;
import org.huale.provenance.ProvenanceFile;
import org.huale.storage.Checksums;
import org.huale.storage.FileBytes;
import org.huale.storage.FileFaults;
import org.huale.storage.FileTree;
import org.huale.storage.FolderLock;
import org.huale.storage.InputFile;
import org.huale.storage.OwnFiles;
import org.huale.storage.UnfinishedName;
import org.huale.track.MetricsLog;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;

/**
 * The folder of one training. Locked by one process at a time. Every file appears whole or only grows, so that after a
 * crash at any moment {@link Opening#RESUME} finds what it needs.
 */
public final class TrainingFolder implements AutoCloseable {
    private static final String AS_IN_RUNS = "training";
    private static final String CONFIG = "config.json";
    private static final String CLASSES = "classes.txt";
    static final String CHECKPOINT = "checkpoint/state.safetensors";

    /** What to do where a file is damaged that a training goes on from. */
    private static final String BEGIN_AGAIN = "begin the training anew: 'huale train' with --overwrite, and in a run"
            + " 'huale resume' with --repair, which sets it aside";

    /** What a training writes, and what overwriting one deletes. */
    private static final List<String> CONTENT = List.of(
            CONFIG,
            ProvenanceFile.NAME,
            CLASSES,
            "metrics.csv",
            "metrics.jsonl",
            "validation.csv",
            "validation.json",
            "not-finite.json",
            "events.out.tfevents.huale",
            "weights/last.safetensors",
            "weights/best.safetensors",
            CHECKPOINT);

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
        requireAsExpected(folder, opening);
        return locked(folder, opening);
    }

    /** @throws HualeException where the folder is not as expected; nothing in it is changed */
    public static void requireAsExpected(Path folder, Opening opening) {
        boolean training = holdsTraining(folder);
        boolean empty = isEmpty(folder);
        if (opening == Opening.NEW && !empty) {
            throw new HualeException(folder + ": exists and is not empty. "
                    + (training
                            ? "--resume continues with the training in it, --overwrite deletes it"
                            : "It holds no training; choose another folder"));
        }
        if (opening == Opening.RESUME && !training) {
            throw new HualeException(folder + ": holds no training to resume");
        }
        if (opening == Opening.OVERWRITE && !training && !empty) {
            throw new HualeException(folder + ": holds files but no training, so it is not overwritten");
        }
    }

    /**
     * Whether a training was begun in it. Those of earlier versions have no mark, but a list of classes that runs and other
     * programs' folders have not.
     */
    public static boolean holdsTraining(Path folder) {
        if (OwnFiles.isAny(folder)) {
            return own(folder).isMarked();
        }
        boolean begun = Files.exists(folder.resolve(CONFIG)) && Files.exists(folder.resolve(CLASSES));
        return begun || holdsLocksAlone(folder);
    }

    /** What a training left that died before it wrote anything, or while it wrote its mark. */
    private static boolean holdsLocksAlone(Path folder) {
        Set<String> names = names(folder);
        names.removeAll(List.of("weights", "checkpoint"));
        names.removeIf(UnfinishedName::isOne);
        return !names.isEmpty() && FolderLock.NAMES.containsAll(names); // one may have been removed as left over
    }

    static OwnFiles own(Path folder) {
        return new OwnFiles(folder, "training");
    }

    private static TrainingFolder locked(Path folder, Opening opening) {
        try {
            Files.createDirectories(folder);
            TrainingFolder opened = new TrainingFolder(folder, FolderLock.take(folder, "training in it"));
            opened.prepare(opening);
            return opened;
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be used: " + e.getMessage(), e);
        }
    }

    /** Lets go of the folder where that fails. */
    private void prepare(Opening opening) {
        try {
            if (opening == Opening.OVERWRITE) {
                clear();
            }
            own(folder).adopt(CONTENT);
            FileTree.deleteUnfinished(folder);
        } catch (RuntimeException e) {
            close();
            throw e;
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
        freeze(config, provenance, classNames, then -> then);
    }

    /**
     * The same, where an earlier version may have begun the training.
     *
     * @param completed what was frozen, with all keys
     */
    public void freeze(
            Object config,
            Map<String, Object> provenance,
            List<String> classNames,
            Function<Map<?, ?>, Object> completed) {
        Path file = folder.resolve(CONFIG);
        sums().require(CONFIG, BEGIN_AGAIN);
        if (!Files.exists(file)) {
            ProvenanceFile.in(folder).begin(provenance);
            writeText(CLASSES, String.join("\n", classNames) + "\n");
            writeJson(CONFIG, config);
            return;
        }
        requireSame(ConfigJson.tree(readText(file)), config, completed);
        ProvenanceFile.in(folder).goOn(provenance);
    }

    private void requireSame(Map<?, ?> then, Object now, Function<Map<?, ?>, Object> completed) {
        if (ConfigJson.differences(then, now).isEmpty()) {
            return;
        }
        List<ConfigDifference> differences = ConfigJson.differences(completed.apply(then), now);
        if (!differences.isEmpty()) {
            throw new HualeException(folder + ": was begun with another configuration:"
                    + ConfigDifference.lines(differences) + System.lineSeparator()
                    + "Go on with what it was begun with; or begin it anew: 'huale train' with --overwrite, and in a run"
                    + " delete this folder");
        }
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

    /** The folder in it where a detector is trained as those of runs are: HUALE's from now on, with all that is put into it. */
    public Path asInRuns() {
        own(folder).claim(List.of(AS_IN_RUNS));
        return folder.resolve(AS_IN_RUNS);
    }

    /** Makes the folders of weights and checkpoints. */
    public void makePlaces() {
        try {
            Files.createDirectories(lastWeights().getParent());
            Files.createDirectories(folder.resolve(CHECKPOINT).getParent());
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be used: " + e.getMessage(), e);
        }
    }

    /** The metrics, cut to the lengths that each file had at a checkpoint. */
    public MetricsLog log(Map<String, Long> lengths) {
        return MetricsLog.open(folder, lengths);
    }

    /** The latest state; empty before the first. */
    public Optional<StateDict> checkpoint() {
        Path file = folder.resolve(CHECKPOINT);
        sums().require(CHECKPOINT, BEGIN_AGAIN);
        return Files.exists(file) ? Optional.of(WeightsFile.read(file)) : Optional.empty();
    }

    public void saveCheckpoint(StateDict state) {
        sums().write(CHECKPOINT, WeightsFile.content(folder.resolve(CHECKPOINT), state));
    }

    /** @param file in the folder {@code weights} */
    public void saveWeights(Path file, StateDict weights) {
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
            return InputFile.text(file);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    /** Weights that a person put beside those of the training stay. */
    private void clear() {
        requireWithin();
        if (!own(folder).isMarked()) {
            own(folder).adopt(CONTENT);
        }
        own(folder).adopt(noted());
        if (own(folder).held().contains(AS_IN_RUNS)) {
            FileTree.delete(folder.resolve(AS_IN_RUNS));
        }
        own(folder).clear();
        FileTree.delete(folder.resolve(Checksums.FILE));
    }

    /** What a link leads to outside of the folder is not deleted, and must not be gone on with as if it were of the new training. */
    private void requireWithin() {
        for (String name : CONTENT) {
            if (Files.isRegularFile(folder.resolve(name)) && !own(folder).isWithin(name)) {
                throw new HualeException(folder.resolve(name) + ": is not deleted, as a link in its path leads out of "
                        + folder + "; take the link away, or choose another folder");
            }
        }
    }

    /** What has a sum. The list goes with the rest; of one that is damaged it is not known what it held. */
    private Set<String> noted() {
        try {
            return sums().entries().keySet();
        } catch (HualeException e) {
            return Set.of();
        }
    }

    private static boolean isEmpty(Path folder) {
        return names(folder).isEmpty();
    }

    private static Set<String> names(Path folder) {
        if (!Files.exists(folder)) {
            return new TreeSet<>();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(it -> it.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new HualeException(folder + ": not a folder that can be read: " + e.getMessage(), e);
        }
    }
}
