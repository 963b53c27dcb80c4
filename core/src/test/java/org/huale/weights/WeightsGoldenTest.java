package org.huale.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WeightsGoldenTest {
    static final Path GOLDENS = Path.of("src/test/resources/weights");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"state.pth", "state-deflated.pth", "state-protocol4.pth", "legacy.pth", "state.safetensors"})
    void numbersAreThoseThatPythonSaved(String file) {
        JsonNode expected = new JsonMapper().readTree(GOLDENS.resolve("state.json"));
        StateDict state = WeightsFile.read(GOLDENS.resolve(file));
        assertThat(state.names()).containsExactlyInAnyOrderElementsOf(expected.propertyNames());
        for (Map.Entry<String, JsonNode> named : expected.properties()) {
            TensorData tensor = state.get(named.getKey());
            assertThat(tensor.shape())
                    .as(named.getKey())
                    .containsExactly(named.getValue()
                            .get("shape")
                            .valueStream()
                            .mapToLong(JsonNode::asLong)
                            .toArray());
            assertThat(tensor.toDoubles())
                    .as(named.getKey())
                    .containsExactly(named.getValue()
                            .get("values")
                            .valueStream()
                            .map(JsonNode::asString)
                            .mapToDouble(WeightsGoldenTest::number)
                            .toArray());
        }
    }

    private static double number(String python) {
        return switch (python) {
            case "True" -> 1;
            case "False" -> 0;
            case "inf" -> Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(python);
        };
    }

    @Test
    void theOrderOfAPthFileIsKept() {
        StateDict state = WeightsFile.read(GOLDENS.resolve("state.pth"));
        assertThat(state.names()).startsWith("conv1.weight", "bn1.num_batches_tracked", "tied.first");
        assertThat(state.names()).endsWith("uint8", "bool");
    }

    @Test
    void theElementTypesAreKept() {
        StateDict state = WeightsFile.read(GOLDENS.resolve("state.pth"));
        assertThat(List.of("half", "bfloat", "double", "int32", "bool"))
                .extracting(name -> state.get(name).type())
                .containsExactly(
                        ElementType.FLOAT16,
                        ElementType.BFLOAT16,
                        ElementType.FLOAT64,
                        ElementType.INT32,
                        ElementType.BOOL);
    }

    @Test
    void theModelIsFoundInACheckpoint() {
        StateDict state = WeightsFile.read(GOLDENS.resolve("checkpoint.pth"));
        assertThat(state.names())
                .containsExactly(
                        "0.weight",
                        "0.bias",
                        "1.weight",
                        "1.bias",
                        "1.running_mean",
                        "1.running_var",
                        "1.num_batches_tracked");
        assertThat(state.get("1.num_batches_tracked").toFloats()).containsExactly(1);
    }

    @Test
    void parametersAreReadAsTensors() {
        StateDict state = WeightsFile.read(GOLDENS.resolve("parameters.pth"));
        assertThat(state.get("0.weight").shape()).containsExactly(2, 1, 1, 1);
    }

    @Test
    void theMetadataOfSafetensorsAreRead() {
        assertThat(WeightsFile.read(GOLDENS.resolve("state.safetensors")).metadata())
                .containsOnly(Map.entry("format", "pt"), Map.entry("classes", "a,b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state.safetensors", "state.pth", "legacy.pth"})
    void metadataAloneAreThoseOfTheWhole(String file) {
        assertThat(WeightsFile.metadata(GOLDENS.resolve(file)))
                .isEqualTo(WeightsFile.read(GOLDENS.resolve(file)).metadata());
    }

    /** One safetensors file in 32 begins as a pickle does: the first byte is the lowest of its header's length. */
    @ParameterizedTest
    @ValueSource(strings = {"weights.safetensors", "weights.pth"})
    void metadataAloneAreThoseOfTheWholeWhateverTheirLength(String name) {
        Path file = folder.resolve(name);
        Set<Byte> openings = new HashSet<>();
        for (int length = 0; length < 256; length += 8) {
            Map<String, String> metadata = Map.of("classes", "x".repeat(length));
            WeightsFile.write(file, new StateDict(Map.of(), metadata));
            openings.add(firstByte(file));
            assertThat(WeightsFile.metadata(file)).isEqualTo(metadata);
            assertThat(WeightsFile.read(file).metadata()).isEqualTo(metadata);
        }
        assertThat(openings).contains(name.endsWith(".pth") ? (byte) 'P' : (byte) 0x80);
    }

    private static byte firstByte(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return (byte) in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void metadataAreNotLookedForInWeightsOfPyTorch() {
        assertThat(WeightsFile.metadata(GOLDENS.resolve("no-weights.pth"))).isEmpty();
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> WeightsFile.metadata(GOLDENS.resolve("state.json")))
                .withMessageContaining("neither a .pth");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> WeightsFile.metadata(GOLDENS.resolve("absent.pth")))
                .withMessageContaining("does not exist");
    }

    @ParameterizedTest
    @CsvSource({
        "stranger.pth, wants Python's __builtin__.eval",
        "module.pth, wants Python's torch.nn.modules.container.Sequential",
        "torchscript.pt, a TorchScript program",
        "no-weights.pth, 'no state dict: a dict with the keys [epoch, history]'",
        "state.json, neither a .pth",
        "absent.pth, does not exist"
    })
    void whatIsNoStateDictIsRefusedWithTheReason(String file, String reason) {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> WeightsFile.read(GOLDENS.resolve(file)))
                .withMessageContaining(file)
                .withMessageContaining(reason);
    }
}
