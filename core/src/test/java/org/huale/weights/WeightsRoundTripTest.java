package org.huale.weights;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
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

    /** Beside tensors {@code torch.load} wants these entries, and with {@code mmap=True} it takes the bytes as they lie. */
    @Test
    void entriesOfAPthFileAreThoseOfPyTorchUncompressedAndAligned() throws IOException {
        Path file = folder.resolve("w.pth");
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("a", TensorData.of(new float[] {1, 2, 3}, 3));
        tensors.put("b", TensorData.of(new long[] {4}));
        WeightsFile.write(file, new StateDict(tensors, Map.of("classes", "a,b")));

        assertThat(methods(file))
                .containsExactly(
                        Map.entry("archive/data.pkl", ZipEntry.STORED),
                        Map.entry("archive/byteorder", ZipEntry.STORED),
                        Map.entry("archive/data/0", ZipEntry.STORED),
                        Map.entry("archive/data/1", ZipEntry.STORED),
                        Map.entry("archive/version", ZipEntry.STORED),
                        Map.entry("archive/extra/metadata.json", ZipEntry.STORED));
        assertThat(dataOffsets(file)).hasSize(6).allMatch(it -> it % 64 == 0);
        Path python = WeightsGoldenTest.GOLDENS.resolve("state.pth");
        for (String name : List.of("byteorder", "version")) {
            assertThat(content(file, "archive/" + name)).as(name).isEqualTo(content(python, "state/" + name));
        }
    }

    private static Map<String, Integer> methods(Path file) throws IOException {
        Map<String, Integer> methods = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            zip.stream().forEach(it -> methods.put(it.getName(), it.getMethod()));
        }
        return methods;
    }

    private static byte[] content(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(requireNonNull(zip.getEntry(name), name))) {
            return in.readAllBytes();
        }
    }

    /** Where each entry's bytes begin, from the header before them. */
    private static List<Integer> dataOffsets(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> offsets = new ArrayList<>();
        int header = 0;
        while (bytes.getInt(header) == 0x04034b50) {
            int data = header + 30 + bytes.getShort(header + 26) + bytes.getShort(header + 28);
            offsets.add(data);
            header = data + bytes.getInt(header + 18);
        }
        return offsets;
    }

    @Test
    void safetensorsAreThoseThatPythonWritesToTheLastByte() throws IOException {
        Path python = WeightsGoldenTest.GOLDENS.resolve("state.safetensors");
        WeightsFile.write(folder.resolve("w.safetensors"), WeightsFile.read(python));
        assertThat(folder.resolve("w.safetensors")).hasSameBinaryContentAs(python);
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
