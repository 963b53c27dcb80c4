package org.huale.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsRoundTripTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"w.pth", "w.PT", "w.safetensors"})
    void everyElementTypeComesBack(String name) {
        StateDict state = WeightsFile.read(WeightsGoldenTest.GOLDENS.resolve("state.pth"))
                .withMetadata(Map.of("classes", "köttbulle\n\"é\""));
        Path file = folder.resolve(name);
        WeightsFile.write(file, state);
        assertThat(WeightsFile.read(file)).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.pth", "w.safetensors"})
    void nothingAtAllComesBack(String name) {
        StateDict nothing = StateDict.of(Map.of());
        WeightsFile.write(folder.resolve(name), nothing);
        assertThat(WeightsFile.read(folder.resolve(name))).isEqualTo(nothing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.pth", "w.safetensors"})
    void largeTensorsComeBack(String name) {
        float[] values = new float[300_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        StateDict large = StateDict.of(Map.of("w", TensorData.of(values, 300, 1000)));
        WeightsFile.write(folder.resolve(name), large);
        assertThat(WeightsFile.read(folder.resolve(name)).get("w").toFloats()).isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.pth", "w.safetensors"})
    void theSameWeightsGiveTheSameBytes(String name) throws IOException {
        StateDict state = WeightsFile.read(WeightsGoldenTest.GOLDENS.resolve("state.pth"));
        WeightsFile.write(folder.resolve(name), state);
        byte[] first = Files.readAllBytes(folder.resolve(name));
        WeightsFile.write(folder.resolve(name), state);
        assertThat(Files.readAllBytes(folder.resolve(name))).isEqualTo(first);
    }

    @Test
    void moreEntriesThanSixteenBitsCountComeBack() {
        Map<String, TensorData> many = new LinkedHashMap<>();
        for (int i = 0; i < 70_000; i++) {
            many.put("t" + i, TensorData.of(new long[] {i}));
        }
        StateDict state = StateDict.of(many);
        WeightsFile.write(folder.resolve("many.pth"), state);
        assertThat(WeightsFile.read(folder.resolve("many.pth"))).isEqualTo(state);
    }

    @Test
    void onlyTheFileItselfIsLeftBehind() throws IOException {
        WeightsFile.write(folder.resolve("w.pth"), StateDict.of(Map.of()));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("w.pth"));
        }
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> WeightsFile.write(folder.resolve("no/w.pth"), StateDict.of(Map.of())))
                .withMessageContaining("its folder does not exist");
    }

    @Test
    void otherEndingsAreRefused() {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> WeightsFile.write(folder.resolve("w.onnx"), StateDict.of(Map.of())))
                .withMessageContaining(".safetensors");
    }

    @Test
    void aMissingTensorIsNamed() {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> StateDict.of(Map.of()).get("fc.weight"))
                .withMessageContaining("fc.weight");
    }

    @Test
    void aShapeThatDoesNotFitItsBytesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TensorData.of(new float[3], 2, 2))
                .withMessageContaining("16 bytes, got 12");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new TensorData(ElementType.FLOAT32, new long[] {1L << 40, 1L << 40}, ByteBuffer.allocate(0)))
                .withMessageContaining("2 GiB");
    }

    @Test
    void anAxisOfZeroMakesAnEmptyTensorHoweverLargeTheOthers() {
        TensorData empty = TensorData.of(new float[0], 1L << 40, 0, 1L << 40);
        assertThat(empty.elements()).isZero();
        assertThat(empty.toFloats()).isEmpty();
    }

    @Test
    void withoutAShapeATensorIsAScalar() {
        assertThat(TensorData.of(new float[] {2.5f}).shape()).isEmpty();
        assertThat(TensorData.of(new long[] {3}).toFloats()).containsExactly(3);
    }
}
