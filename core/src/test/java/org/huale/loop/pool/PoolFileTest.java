package org.huale.loop.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.huale.loop.pool.PoolTest.CAT;
import static org.huale.loop.pool.PoolTest.DOG;
import static org.huale.loop.pool.PoolTest.dataset;
import static org.huale.loop.pool.PoolTest.id;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.revision.ClassRenumbering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolFileTest {
    @TempDir
    private Path folder;

    private final Dataset dataset = dataset("a", "b \"quoted\"", "c/ü", "d");

    private Pool pool() {
        return Pool.of(dataset)
                .label(-1, Map.of(id("c/ü"), List.of(CAT, DOG), id("a"), List.of()))
                .label(3, Map.of(id("b \"quoted\""), List.of(DOG)));
    }

    private Path written() {
        Path file = folder.resolve("pool.json");
        PoolFile.write(pool(), file);
        return file;
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Pool back = PoolFile.read(written(), dataset);
        assertThat(back.labeled()).isEqualTo(pool().labeled());
        assertThat(back.unlabeled()).isEqualTo(pool().unlabeled());
        assertThat(back.since(id("a"))).hasValue(-1);
        assertThat(back.since(id("b \"quoted\""))).hasValue(3);
    }

    @Test
    void aPoolWithoutLabelsIsReadBack() {
        Path file = folder.resolve("pool.json");
        PoolFile.write(Pool.of(dataset), file);
        assertThat(PoolFile.read(file, dataset).unlabeled()).hasSize(4);
    }

    @Test
    void whatThereIsToLearnFromIsCountedWithoutTheDataSet() throws IOException {
        PoolFile.Counts counts = PoolFile.counts(written());
        assertThat(PoolFile.countBefore(written(), 3)).isEqualTo(2);
        assertThat(PoolFile.countBefore(written(), 4)).isEqualTo(3);
        assertThat(counts).isEqualTo(new PoolFile.Counts(dataset.classes(), 3, List.of(1, 2)));
        ClassRenumbering merged = new ClassRenumbering(dataset.classes(), ClassNames.of("pet", "ox"), List.of(0, 0));
        assertThat(counts.renumbered(merged))
                .isEqualTo(new PoolFile.Counts(ClassNames.of("pet", "ox"), 3, List.of(3, 0)));
        Path file = folder.resolve("pool.json");
        Files.writeString(file, Files.readString(file).replace("\"cat\",", ""));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> PoolFile.counts(file))
                .withMessageContaining("pool.json: damaged");
    }

    @Test
    void equalPoolsGiveEqualBytesWithALabeledImageALine() throws IOException {
        byte[] first = Files.readAllBytes(written());
        assertThat(Files.readAllBytes(written())).isEqualTo(first);
        assertThat(Files.readAllLines(folder.resolve("pool.json")))
                .contains("{\"image\":\"a\",\"width\":64,\"height\":48,\"cycle\":-1,\"objects\":[]},");
        assertThat(folder).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void otherClassesAndGoneImagesAreNamed() {
        Dataset other = new Dataset(
                "cars",
                ClassNames.of("car"),
                dataset("a", "d").images().stream()
                        .map(image -> new ImageRecord(image.id(), image.file(), image.size(), List.of()))
                        .toList());
        assertRefused(other, "classes [cat, dog], now [car]", "4 images, now 2", "image c/ü is gone");
    }

    @Test
    void aChangedSizeIsNamed() {
        assertRefused(withSize("a", new ImageSize(48, 64)), "image a was 64x48, is now 48x64");
    }

    @Test
    void changedUnlabeledImagesAreNoticed() {
        assertRefused(withSize("d", new ImageSize(9, 9)), "other ids or sizes among the unlabeled");
    }

    private Dataset withSize(String id, ImageSize size) {
        return new Dataset(
                "pets",
                dataset.classes(),
                dataset.images().stream()
                        .map(image -> image.id().equals(id(id))
                                ? new ImageRecord(image.id(), image.file(), size, List.of())
                                : image)
                        .toList());
    }

    private void assertRefused(Dataset other, String... words) {
        Path file = written();
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> PoolFile.read(file, other))
                .withMessageContainingAll(words);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> PoolFile.read(folder.resolve("none.json"), dataset))
                .withMessageContaining("none.json: does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"version\":1}",
                "\"version\":2",
                "\"labeled\":null",
                "\"labeled\":[null",
                "\"labeled\":[{\"image\":\"\",\"width\":64,\"height\":48,\"cycle\":0,\"objects\":[]}",
                "\"labeled\":[{\"image\":\"a\",\"width\":64,\"height\":48,\"objects\":[]}",
                "\"labeled\":[{\"image\":\"a\",\"width\":64,\"height\":48,\"cycle\":-7,\"objects\":[]}",
                "\"labeled\":[{\"image\":\"a\",\"width\":64,\"height\":48,\"cycle\":0,\"objects\":null}",
                "\"labeled\":[{\"image\":\"a\",\"width\":64,\"height\":48,\"cycle\":0,\"objects\":[null]}",
                "\"labeled\":[{\"image\":\"a\",\"width\":64,\"height\":48,\"cycle\":0,\"objects\":[[0,1,2,3]]}",
                "\"labeled\":[{\"image\":\"a\",\"width\":64,\"height\":48,\"cycle\":0,\"objects\":[[0.5,1,2,3,4]]}",
                "\"labeled\":[{\"image\":\"a\",\"width\":64,\"height\":48,\"cycle\":0,\"objects\":[[2,1,2,3,4]]}",
                "\"labeled\":[{\"image\":\"a\",\"width\":64,\"height\":48,\"cycle\":0,\"objects\":[[-1,1,2,3,4]]}",
                "\"labeled\":[{\"image\":\"a\",\"width\":64,\"height\":48,\"cycle\":0,\"objects\":[[0,3,2,1,4]]}",
                "\"labeled\":[{\"image\":\"a\",\"width\":64,\"height\":48,\"cycle\":0,\"objects\":[[0,1,2,1e999,4]]}",
                "\"labeled\":[{\"image\":\"a\",\"width\":64,\"height\":48,\"cycle\":0,\"objects\":[[0,1,2,3,4,\"NaN\",0,0]]}"
            })
    void damagedFilesAreRefusedByName(String damage) throws IOException {
        Path file = written();
        String text = Files.readString(file);
        String damaged = damage.startsWith("\"version")
                ? text.replace("\"version\":1", damage)
                : damage.startsWith("\"labeled")
                        ? text.substring(0, text.indexOf("\"labeled")) + damage + "]}"
                        : damage;
        Files.writeString(file, damaged);
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> PoolFile.read(file, dataset))
                .withMessageStartingWith(file.toString());
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        Path file = written();
        String text = Files.readString(file).strip();
        for (int length = 0; length < text.length(); length++) {
            Files.writeString(file, text.substring(0, length));
            assertThatExceptionOfType(HualeException.class)
                    .as("cut after %d characters", length)
                    .isThrownBy(() -> PoolFile.read(file, dataset));
        }
    }

    @Test
    void anImageLabeledTwiceIsRefused() throws IOException {
        Path file = written();
        String line = "{\"image\":\"a\",\"width\":64,\"height\":48,\"cycle\":-1,\"objects\":[]},\n";
        Files.writeString(file, Files.readString(file).replace(line, line + line.replace("-1", "5")));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> PoolFile.read(file, dataset))
                .withMessageContaining("image a is labeled since cycle -1");
    }
}
