package org.huale.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetFormats;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.FinishedFolder;
import org.huale.dataset.FlatNames;
import org.huale.dataset.Samples;
import org.huale.dataset.file.Existing;
import org.huale.image.ImageException;
import org.huale.image.SampleImages;
import org.huale.image.format.ImageIoReader;
import org.huale.metric.EvaluationInput;
import org.huale.metric.resample.TestMatches;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.huale.weights.WeightsFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sound files of every kind that this module reads, damaged by fresh seeds, and all that once failed. */
final class FuzzedInputsTest {
    private static final Pattern FILE = Pattern.compile("FILE\\.(\\w+)");
    private static final String OBJECTS = Samples.object("cat", 3, 4, 20, 21) + Samples.object("dog", 1, 1, 60, 40);

    @TempDir
    Path folder;

    @Test
    void dataSets() throws IOException {
        dataSets(25);
    }

    @Test
    void images() throws IOException {
        images(25);
    }

    @Test
    void weights() throws IOException {
        weights(300);
    }

    @Test
    void archivesOfFinishedWork() throws IOException {
        archives(100);
    }

    @Test
    void matchesOfTestImages() throws IOException {
        matches(2_000);
    }

    @Test
    @Tag("slow")
    void allForMinutes() throws IOException {
        dataSets(3_000);
        images(3_000);
        weights(100_000);
        archives(10_000);
        matches(100_000);
    }

    private DatasetReading sound() throws IOException {
        return DatasetLocator.parse("voc:" + Samples.voc(folder.resolve("voc"), OBJECTS))
                .read();
    }

    private void dataSets(int times) throws IOException {
        DatasetReading sound = sound();
        List<DatasetFormat> formats = DatasetFormats.all().stream()
                .filter(format -> !format.prefix().equals("toy")) // the tests' own takes what it is given
                .toList();
        for (DatasetFormat format : formats) {
            Path place = Files.createDirectories(folder.resolve(format.prefix() + times));
            DatasetLocator target = DatasetLocator.target(format.prefix() + ":" + named(format, place));
            target.write(sound, Existing.REPLACE, () -> {});
            for (Path file : texts(place)) {
                String kind = format.prefix() + "/" + file.getFileName();
                new Fuzzer(kind, file, it -> target.read()).run(times);
            }
        }
    }

    private static Path named(DatasetFormat format, Path place) {
        Matcher file = FILE.matcher(format.form());
        if (file.find()) {
            return place.resolve("all." + file.group(1));
        }
        return format.prefix().equals("coco") ? place.resolve("all.json") : place;
    }

    private static List<Path> texts(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            List<Path> texts = files.filter(Files::isRegularFile)
                    .filter(it -> !it.toString().endsWith(".png"))
                    .filter(it -> !it.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
            assertThat(texts).isNotEmpty();
            return texts;
        }
    }

    private void images(int times) throws IOException {
        List<String> names = new ArrayList<>(SampleImages.JPEGS);
        names.addAll(SampleImages.LOSSLESS);
        names.add("lossy.webp");
        for (String name : names) {
            Path file = SampleImages.write(folder, name, SampleImages.bytes(name));
            Fuzzer fuzzer = new Fuzzer("image", file, new ImageReading(file));
            fuzzer.run(times);
            for (byte[] claim : claims(SampleImages.bytes(name))) {
                fuzzer.run(claim);
            }
        }
    }

    @Test
    void imagesThatOnceFailedAreRefused() throws IOException {
        for (Path file : Fuzzer.corpus("image")) {
            assertThatThrownBy(() -> ImageIoReader.defaults().read(file))
                    .isInstanceOf(ImageException.class)
                    .hasMessageStartingWith(file + ": ");
        }
    }

    /** Wherever the width or the height may stand, another one. */
    private static List<byte[]> claims(byte[] sound) {
        List<byte[]> claims = new ArrayList<>();
        for (int i = 1; i < sound.length - 1; i++) {
            if (sound[i] == SampleImages.SIZE.width() || sound[i] == SampleImages.SIZE.height()) {
                claims.add(with(sound, i, sound[i] - 1));
                claims.add(with(sound, i, sound[i] + 1));
                claims.add(with(sound, i, 255));
                claims.add(with(sound, i - 1, 127));
                claims.add(with(sound, i + 1, 127));
            }
        }
        return claims;
    }

    private static byte[] with(byte[] sound, int at, int value) {
        byte[] changed = sound.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private void weights(int times) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("a.weight", TensorData.of(new float[6], 2, 3));
        tensors.put("a.bias", TensorData.of(new long[1], 1));
        for (String name : List.of("w.pth", "w.safetensors")) {
            Path file = folder.resolve(name);
            WeightsFile.write(file, new StateDict(tensors, Map.of("kind", "test")));
            new Fuzzer("weights", file, WeightsFile::read).run(times);
        }
        for (String name : List.of("legacy.pth", "state-deflated.pth")) {
            Path file = folder.resolve(name);
            Files.copy(Path.of("src/test/resources/weights", name), file, StandardCopyOption.REPLACE_EXISTING);
            new Fuzzer("weights", file, WeightsFile::read).run(times);
        }
    }

    /** Packed, where nearly all damage is found by the sum, and before they are packed, as a program with a mistake would write them. */
    private void matches(int times) throws IOException {
        Dataset truth = sound().dataset();
        byte[] packed = TestMatches.of(EvaluationInput.of(truth, Map.of())).bytes();
        Path file = Files.write(folder.resolve("test-matches.gz"), packed);
        new Fuzzer("matches", file, TestMatches::read).run(times);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            Path plain = Files.write(folder.resolve("test-matches.bin"), in.readAllBytes());
            new Fuzzer("matches-unpacked", plain, it -> TestMatches.read(packed(it))).run(times);
        }
    }

    private static Path packed(Path plain) throws IOException {
        Path packed = plain.resolveSibling("again.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        return packed;
    }

    /** As people bring them back, of one format each, as annotation tools pack them. */
    private void archives(int times) throws IOException {
        DatasetReading sound = sound();
        FlatNames names = FlatNames.of(sound.dataset().images());
        for (String prefix : List.of("coco", "voc", "yolo", "cvat")) {
            Path place = folder.resolve("packed-" + prefix + times);
            String suffix = prefix.equals("coco") ? "/all.json" : "";
            DatasetLocator.target(prefix + ":" + place + suffix).write(sound, Existing.REPLACE, () -> {});
            Path zip = pack(place, folder.resolve(prefix + times + ".zip"));
            Fuzzer.Reading reading =
                    it -> FinishedFolder.readFile(it, names, sound.dataset().classes());
            new Fuzzer("zip", zip, reading).run(times);
        }
    }

    private static Path pack(Path from, Path zip) throws IOException {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream packed = new ZipOutputStream(out)) {
            for (Path file : texts(from)) {
                packed.putNextEntry(
                        new ZipEntry(from.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, packed);
                packed.closeEntry();
            }
        }
        return zip;
    }
}
