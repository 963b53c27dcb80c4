package org.huale.detect.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.huale.detect.Detector;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorProvidersTest {

    @Test
    void theFileTellsTheKind(@TempDir Path folder) throws Exception {
        Path weights = Files.writeString(folder.resolve("a.scripted"), "cat\ndog\n");
        DetectorSource source = source(weights, null);
        try (Detector detector = DetectorProviders.of(source).open(source)) {
            assertThat(detector.classes().names()).containsExactly("cat", "dog");
        }
    }

    @Test
    void theModelTellsTheKindOfAnyFile() {
        assertThat(DetectorProviders.of(source(Path.of("a.zip"), "scripted")).kind())
                .isEqualTo("scripted");
    }

    @Test
    void whatNobodyKnowsIsRefusedWithWhatThereIs() {
        assertThatThrownBy(() -> DetectorProviders.of(source(Path.of("a.scripted"), "scripsted")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("no model is named scripsted; there are [")
                .hasMessageContaining("scripted");
        assertThatThrownBy(() -> DetectorProviders.of(source(Path.of("a.text"), null)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("a.text: no kind of detector")
                .hasMessageContaining("scripted");
    }

    @Test
    void programsThatAreNotThereAreRefused() {
        DetectorSource source = source(Path.of("a.zip"), "scripted");
        DetectorSource elsewhere =
                new DetectorSource(source.weights(), source.model(), source.changes(), source.place(), "abacus");
        assertThatThrownBy(() -> DetectorProviders.of(elsewhere))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("--runtime must be one of ")
                .hasMessageContaining("got abacus");
    }

    /** Detectors of every kind evaluate with as many threads, also where their own program computes. */
    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1025})
    void noThreadsAndTooManyAreRefused(int threads) {
        assertThatThrownBy(() -> new DetectorSource.Place("cpu", threads))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be in [1, 1024], got " + threads);
    }

    /** Of two jars that bring the same model neither is guessed. */
    @Test
    void aModelOfTwoKindsIsRefusedWithBoth() {
        List<DetectorProvider> both = List.of(new ScriptedProvider(), new ScriptedProvider());
        assertThatThrownBy(() -> DetectorProviders.named("scripted", both))
                .isInstanceOf(HualeException.class)
                .hasMessage("scripted is a model of more than one kind of detectors: scripted ("
                        + ScriptedProvider.class.getName() + "), scripted (" + ScriptedProvider.class.getName()
                        + "); take the jar of one out of lib");
    }

    private static DetectorSource source(Path weights, @Nullable String model) {
        return new DetectorSource(weights, model, DetectorSource.Changes.none(), new DetectorSource.Place("cpu", 1));
    }
}
