package org.huale.spark.parquet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.store.StoreHeader;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.geometry.ImageSize;
import org.huale.laws.LawSeeds;
import org.huale.problem.HualeException;
import org.huale.spark.TwinFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again to the bit, and a file is there whole or not at all. */
class ParquetRoundTripTest {
    private static final Content ORIGINAL = Content.of(View.ORIGINAL);
    private static final String HEADER = PartHeader.text(new StoreHeader(
            StoreHeader.FORMAT,
            "original",
            Map.of("weights", "w"),
            List.of(EvidencePart.PROBABILITIES),
            List.of("cat", "dog"),
            true,
            Map.of("quality", List.of(0.5f, 0.25f))));

    @TempDir
    private Path folder;

    private ParquetFolder files() {
        return new ParquetFolder(folder.resolve("a folder, with # and ü").toString(), new Configuration());
    }

    /** S3's file system keeps what it writes in files of this machine first, and takes any others than these for a fault. */
    @Test
    void elsewhereFilesOfThisMachineStayAsHadoopHasThem() throws IOException {
        Configuration settings = new Configuration();
        settings.set("fs.twin.impl", TwinFileSystem.class.getName());
        ParquetFolder elsewhere = new ParquetFolder("twin://" + folder.toAbsolutePath(), settings);
        assertThat(FileSystem.getLocal(elsewhere.configuration()).getScheme()).isEqualTo("file");
    }

    @Test
    void detectionsComeBackToTheBit() {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        List<ImageRecord> images = List.of(image("a"), image("b/ü"), image("c,d"), image("e"));
        List<Detections> found = List.of(
                SampleDetections.random(random, 2, 3),
                SampleDetections.random(random, 2, 0),
                withoutVariances(SampleDetections.random(random, 2, 1)),
                SampleDetections.suppressing(SampleDetections.random(random, 2, 2), 3, 0));
        ParquetFolder files = files();
        write(files, images, found);
        RowIndex index = RowIndex.of(files, ORIGINAL, images, part -> {});
        try (RowCursor<Detections> cursor = new RowCursor<>(files, new DetectionRows())) {
            for (int i : new int[] {0, 1, 3, 2, 2}) {
                assertThat(cursor.read(
                                place(index, images.get(i)), images.get(i).id()))
                        .as("seed " + seed + ", image " + i)
                        .usingRecursiveComparison()
                        .isEqualTo(found.get(i));
            }
            assertThatThrownBy(() -> cursor.read(
                            place(index, images.get(0)), images.get(1).id()))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining("row 0 should be image b/ü and is a");
        }
        assertThat(index.of(images.subList(0, 2))).isNotNull();
        assertThat(index.of(images.subList(0, 3))).as("another batch").isNull();
        assertThat(index.of(images.subList(1, 2))).isNull();
        assertThat(index.of(new ImageId("z"))).isNull();
        assertThat(files.names(false)).containsExactly("original");
        assertThat(files.names(true)).isEmpty();
    }

    private static Detections withoutVariances(Detections found) {
        Detections.Evidence evidence = SampleDetections.evidence(found);
        return new Detections(
                found.boxes(),
                found.classes(),
                found.confidences(),
                new Detections.Evidence(evidence.probabilities(), new float[0], new float[0], null));
    }

    /** In batches of two. */
    private static void write(ParquetFolder files, List<ImageRecord> images, List<Detections> found) {
        files.begin(ORIGINAL);
        PartWriter.Target target = new PartWriter.Target(ORIGINAL, "0", "1", HEADER);
        try (PartWriter<Detections> writer = new PartWriter<>(files, target, new DetectionRows())) {
            for (int i = 0; i < images.size(); i++) {
                int batch = i / 2 * 2;
                writer.write(images.get(i).id(), BatchHash.of(images.subList(batch, batch + 2)), found.get(i));
            }
            writer.finish();
        }
    }

    private static RowIndex.Place place(RowIndex index, ImageRecord image) {
        return requireNonNull(index.of(image.id()));
    }

    private static ImageRecord image(String id) {
        return new ImageRecord(new ImageId(id), Path.of(id), new ImageSize(1, 1), List.of());
    }

    @Test
    void vectorsAndTheHeaderComeBack() {
        ParquetFolder files = files();
        Content colours = Content.ofVector("colour");
        files.begin(colours);
        List<ImageRecord> images = List.of(image("a"));
        PartWriter.Target target = new PartWriter.Target(colours, "0", "1", HEADER);
        try (PartWriter<float[]> writer = new PartWriter<>(files, target, new VectorRows())) {
            writer.write(images.get(0).id(), 0, new float[] {1.5f, Float.MIN_VALUE, -0f});
            writer.finish();
        }
        RowIndex index = RowIndex.of(files, colours, images, part -> {});
        try (RowCursor<float[]> cursor = new RowCursor<>(files, new VectorRows())) {
            assertThat(cursor.read(place(index, images.get(0)), images.get(0).id()))
                    .containsExactly(1.5f, Float.MIN_VALUE, -0f);
        }
        StoreHeader header = PartHeader.read(files, files.part(colours, "0"));
        assertThat(PartHeader.text(header)).isEqualTo(HEADER);
        assertThatThrownBy(() -> header.requireFits("part-0", Map.of("weights", "others"), Set.of()))
                .hasMessageContaining("part-0: these predictions were made otherwise: weights w, now others");
    }

    @Test
    void whatIsNotFinishedLeavesNothing() throws IOException {
        ParquetFolder files = files();
        files.begin(ORIGINAL);
        PartWriter.Target target = new PartWriter.Target(ORIGINAL, "0", "1", HEADER);
        try (PartWriter<Detections> writer = new PartWriter<>(files, target, new DetectionRows())) {
            writer.write(new ImageId("a"), 0, Detections.none());
        }
        assertThat(folder.resolve("a folder, with # and ü/views/original")).isEmptyDirectory();
        Files.write(folder.resolve("a folder, with # and ü/views/original/.unfinished-0-2"), new byte[9]);
        files.begin(ORIGINAL);
        assertThat(folder.resolve("a folder, with # and ü/views/original")).isEmptyDirectory();
    }

    @Test
    void attemptsAtTheSamePartAtOnceLeaveOneFile() throws IOException {
        ParquetFolder files = files();
        files.begin(ORIGINAL);
        List<ImageRecord> images = List.of(image("a"));
        try (PartWriter<Detections> one = attempt(files, "1");
                PartWriter<Detections> other = attempt(files, "2")) {
            one.write(new ImageId("a"), 0, Detections.none());
            other.write(new ImageId("a"), 0, Detections.none());
            one.finish();
            RowIndex.Place place = place(RowIndex.of(files, ORIGINAL, images, part -> {}), images.get(0));
            try (RowCursor<Detections> reading = new RowCursor<>(files, new DetectionRows())) {
                other.finish();
                assertThat(reading.read(place, new ImageId("a")).count()).isZero();
            }
        }
        assertThat(files.parts(ORIGINAL)).hasSize(1);
        assertThat(folder.resolve("a folder, with # and ü/views/original")).isDirectoryNotContaining("glob:**/.*");
    }

    private static PartWriter<Detections> attempt(ParquetFolder files, String attempt) {
        return new PartWriter<>(files, new PartWriter.Target(ORIGINAL, "0", attempt, HEADER), new DetectionRows());
    }

    /** Each byte of a small file changed in one bit, and the file cut before it: it is read to the end, or refused by its name. */
    @Test
    void damagedFilesAreRefusedByName() throws IOException {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        ParquetFolder files = files();
        write(
                files,
                List.of(image("a"), image("b")),
                List.of(SampleDetections.random(random, 2, 2), SampleDetections.random(random, 2, 1)));
        Path part;
        try (var parts = Files.walk(folder)) {
            part = parts.filter(it -> it.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] sound = Files.readAllBytes(part);
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(sound.length);
            byte[] damaged = i % 3 == 0 ? Arrays.copyOf(sound, at) : sound.clone();
            if (i % 3 > 0) {
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(part, damaged);
            readAll(files, part, "seed " + seed + ", byte " + at);
        }
    }

    private static void readAll(ParquetFolder files, Path part, String what) {
        org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(part.toUri());
        try (PartReader reader = new PartReader(files, place, null)) {
            PartHeader.read(files, place);
            while (reader.read() != null) {}
        } catch (HualeException refused) {
            assertThat(refused).as(what).hasMessageContaining(part.getFileName().toString());
        }
    }

    @Test
    void filesOfOthersAreRefusedByName() throws IOException {
        ParquetFolder files = files();
        files.begin(ORIGINAL);
        Files.write(folder.resolve("a folder, with # and ü/views/original/part-x.parquet"), new byte[99]);
        assertThatThrownBy(() -> PartHeader.read(files, files.part(ORIGINAL, "x")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("part-x.parquet: not a whole Parquet file");
    }
}
