package org.huale.detect.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.storage.OwnFiles;
import org.huale.track.Measurement;
import org.huale.track.MetricsLog;
import org.huale.weights.StateDict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a training that died is found wrong before it is gone on with. */
final class UnfinishedTrainingTest {
    private static final String MISSING = "is missing, and needed to go on";

    @TempDir
    private Path parent;

    /** Died after its first checkpoint. */
    @BeforeEach
    void train() {
        try (TrainingFolder training = TrainingFolder.open(folder(), TrainingFolder.Opening.NEW)) {
            training.makePlaces();
            training.freeze(Map.of("seed", 1), Map.of("version", "1"), List.of("disc"));
            try (MetricsLog log = training.log(Map.of())) {
                log.append(new Measurement(Measurement.Kind.TRAINING, 1, 1, Map.of("loss", 0.5)));
                log.lengths();
            }
            training.saveCheckpoint(new StateDict(Map.of(), Map.of()));
        }
    }

    private Path folder() {
        return parent.resolve("training");
    }

    private Map<String, String> faults() {
        return new UnfinishedTraining(folder()).faults();
    }

    @Test
    void nothingIsWrongWithOneThatDied() {
        assertThat(faults()).isEmpty();
        assertThat(new UnfinishedTraining(parent.resolve("none")).faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics.csv", "metrics.jsonl", "events.out.tfevents.huale"})
    void logsOfTheCheckpointAreMissed(String name) throws IOException {
        Files.delete(folder().resolve(name));
        assertThat(faults()).containsExactlyEntriesOf(Map.of(name, MISSING));
        Files.delete(folder().resolve("checkpoint/state.safetensors")); // then all begins anew
        assertThat(faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "classes.txt", "validation.csv", "checkpoint/state.safetensors"})
    void whatIsMadeAgainIsNotMissed(String name) throws IOException {
        Files.deleteIfExists(folder().resolve(name));
        assertThat(faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "classes.txt",
                "metrics.csv",
                "checkpoint/state.safetensors",
                "checksums.json",
                "provenance.json",
                OwnFiles.MARKER
            })
    void whateverIsCutOffIsFound(String name) throws IOException {
        Path file = folder().resolve(name);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / 2));
        assertThat(faults()).containsOnlyKeys(name);
        assertThat(faults().get(name)).startsWith("damaged");
    }

    @Test
    void theMarkOfAnotherFolderIsFound() throws IOException {
        Files.delete(folder().resolve(OwnFiles.MARKER));
        assertThat(faults()).isEmpty();
        new OwnFiles(folder(), "run").adopt(List.of("config.json"));
        assertThat(faults()).containsOnlyKeys(OwnFiles.MARKER);
    }
}
