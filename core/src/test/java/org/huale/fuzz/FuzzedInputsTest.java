package org.huale.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetFormats;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.Samples;
import org.huale.dataset.file.Existing;
import org.huale.image.ImageReader;
import org.huale.image.OrientationPolicy;
import org.huale.image.ReadingRules;
import org.huale.image.SampleImages;
import org.huale.image.format.ImageIoReader;
import org.huale.problem.HualeException;
import org.huale.problem.InputFault;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.huale.weights.WeightsFile;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sound files of every kind that is read, damaged by fresh seeds: each is read, or refused with a message that a check wrote. A failure
 * shows seed and bytes; {@code -Dhuale.fuzz.seed=N} repeats it.
 */
final class FuzzedInputsTest {
    private static final Logger LOG = LoggerFactory.getLogger(FuzzedInputsTest.class);
    private static final long SEED = Long.getLong("huale.fuzz.seed", System.nanoTime());
    private static final Duration MOST = Duration.ofMinutes(1); // of one file: endless is what is meant, not slow
    private static final Pattern FILE = Pattern.compile("FILE\\.(\\w+)");

    @TempDir
    Path folder;

    private interface Reading {
        void read(Path file) throws IOException;
    }

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
    @Tag("slow")
    void allForMinutes() throws IOException {
        dataSets(3_000);
        images(3_000);
        weights(100_000);
    }

    private void dataSets(int times) throws IOException {
        DatasetReading sound = DatasetLocator.parse("voc:" + Samples.voc(folder.resolve("voc"), OBJECTS))
                .read();
        List<DatasetFormat> formats = DatasetFormats.all().stream()
                .filter(format -> !format.prefix().equals("toy")) // the tests' own takes what it is given
                .toList();
        for (DatasetFormat format : formats) {
            Path place = Files.createDirectories(folder.resolve(format.prefix() + times));
            DatasetLocator target = DatasetLocator.target(format.prefix() + ":" + named(format, place));
            target.write(sound, Existing.REPLACE, () -> {});
            for (Path file : texts(place)) {
                LOG.info("{} times, seed {}: {}", times, SEED, file);
                fuzz(file, times, it -> target.read());
            }
        }
    }

    private static final String OBJECTS = Samples.object("cat", 3, 4, 20, 21) + Samples.object("dog", 1, 1, 60, 40);

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
                    .sorted()
                    .toList();
            assertThat(texts).isNotEmpty();
            return texts;
        }
    }

    private void images(int times) throws IOException {
        ImageReader reader = new ImageIoReader(new ReadingRules(OrientationPolicy.APPLY, 1 << 22));
        List<String> names = new ArrayList<>(SampleImages.JPEGS);
        names.addAll(SampleImages.LOSSLESS);
        names.add("lossy.webp");
        for (String name : names) {
            fuzz(SampleImages.write(folder, name, SampleImages.bytes(name)), times, reader::read);
        }
    }

    private void weights(int times) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("a.weight", TensorData.of(new float[6], 2, 3));
        tensors.put("a.bias", TensorData.of(new long[1], 1));
        for (String name : List.of("w.pth", "w.safetensors")) {
            Path file = folder.resolve(name);
            WeightsFile.write(file, new StateDict(tensors, Map.of("kind", "test")));
            fuzz(file, times, WeightsFile::read);
        }
    }

    private static void fuzz(Path file, int times, Reading reading) throws IOException {
        byte[] sound = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < times; i++) {
            byte[] damaged = new Mutation(random.split()).of(sound);
            Files.write(file, damaged);
            try {
                Assertions.assertTimeoutPreemptively(MOST, () -> reading.read(file));
            } catch (HualeException refused) {
                requireForeseen(refused, damaged);
            } catch (Throwable other) { // whatever it is, its bytes are wanted
                throw new AssertionError(described(damaged), other);
            }
        }
        Files.write(file, sound);
    }

    private static void requireForeseen(HualeException refused, byte[] damaged) {
        if (refused.getStackTrace()[0].getClassName().equals(InputFault.class.getName())) {
            fail(described(damaged), refused);
        }
    }

    private static String described(byte[] damaged) {
        return "seed " + SEED + ", bytes " + HexFormat.of().formatHex(damaged) + ", as text "
                + new String(damaged, ISO_8859_1);
    }
}
