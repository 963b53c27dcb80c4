package org.huale.spark.parquet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
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
import org.huale.spark.job.Pass;
import org.huale.storage.FileTree;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            Map.of("quality", List.of(0.5f, 0.25f)),
            false,
            List.of(EvidencePart.PROBABILITIES, EvidencePart.VARIANCES)));

    private static final String INDEX = " required binary image (STRING); required binary batch (STRING);";

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

    /** As by an executor that was taken for lost, in a file system that has a file of the name already. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPartThatAnotherAttemptHasFinishedStays(boolean asInS3) throws IOException {
        TwinFileSystem.AS_IN_S3.set(asInS3);
        Configuration settings = new Configuration();
        settings.set("fs.twin.impl", TwinFileSystem.class.getName());
        ParquetFolder elsewhere = new ParquetFolder("twin://" + folder.toAbsolutePath(), settings);
        Path late = Files.writeString(folder.resolve("late"), "the same");
        Path part = Files.writeString(folder.resolve("part"), "first");
        elsewhere.finish(inTwin(late), inTwin(part));
        assertThat(part).hasContent("first");
        assertThat(late).doesNotExist();
        TwinFileSystem.AS_IN_S3.set(false);
    }

    private static org.apache.hadoop.fs.Path inTwin(Path file) {
        return new org.apache.hadoop.fs.Path("twin://" + file.toAbsolutePath());
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
        write(files, "0", images, found);
        RowIndex index = RowIndex.ofImages(files, ORIGINAL, images, part -> {});
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
                    .hasMessageEndingWith("row 0 should be image b/ü and is a");
        }
        try (RowCursor<Detections> cursor = RowCursor.ofComputed(files, new DetectionRows())) {
            assertThatThrownBy(() -> cursor.read(
                            place(index, images.get(0)), images.get(1).id()))
                    .isInstanceOf(HualeException.class)
                    .hasMessageEndingWith("and is a; delete the file to have it computed anew");
        }
        assertThat(begin(files, images.subList(0, 2))).isNotNull();
        assertThat(begin(files, images.subList(0, 3))).as("another batch").isNull();
        assertThat(begin(files, images.subList(1, 2))).isNull();
        assertThat(index.of(new ImageId("z"))).isNull();
        assertThat(files.views()).containsExactly("original");
        assertThat(files.vectors()).isEmpty();
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
    private static void write(ParquetFolder files, String part, List<ImageRecord> images, List<Detections> found) {
        files.begin(ORIGINAL);
        PartWriter.Target target = new PartWriter.Target(ORIGINAL, part, "1", HEADER);
        try (PartWriter<Detections> writer = new PartWriter<>(files, target, new DetectionRows())) {
            for (int i = 0; i < images.size(); i++) {
                int batch = i / 2 * 2;
                writer.write(RowImage.of(images.get(i), BatchHash.of(images.subList(batch, batch + 2))), found.get(i));
            }
            writer.finish();
        }
    }

    private static RowIndex.Place place(RowIndex index, ImageRecord image) {
        return requireNonNull(index.of(image.id()));
    }

    private static RowIndex.@Nullable Place begin(ParquetFolder files, List<ImageRecord> batch) {
        return RowIndex.ofBatches(files, ORIGINAL, List.of(batch), part -> {})
                .of(batch.get(0).id());
    }

    private static ImageRecord image(String id) {
        return image(id, id, 1);
    }

    private static ImageRecord image(String id, String file, int width) {
        return new ImageRecord(new ImageId(id), Path.of(file), new ImageSize(width, 1), List.of());
    }

    /** As a second camera counts from 1 like the first. */
    @Test
    void imagesOfTheSameIdsInOtherFilesOrOfOtherSizesAreOthers() {
        ParquetFolder files = files();
        List<ImageRecord> first = List.of(image("a", "jan/a", 1), image("b", "jan/b", 1));
        write(files, "0", first, List.of(Detections.none(), Detections.none()));
        assertThat(begin(files, first)).isNotNull();
        assertThat(begin(files, List.of(image("a", "feb/a", 1), image("b", "feb/b", 1))))
                .isNull();
        assertThat(begin(files, List.of(image("a", "jan/a", 2), image("b", "jan/b", 1))))
                .isNull();
    }

    /** Whichever part comes last. */
    @Test
    void ofPoolsOfTheSameIdsEachFindsItsOwnRows() {
        ParquetFolder files = files();
        for (String name : List.of("jan", "feb", "mar")) {
            List<ImageRecord> images = List.of(image("a", name + "/a", 1), image("b", name + "/b", 1));
            write(files, name, images, List.of(Detections.none(), Detections.none()));
        }
        for (String name : List.of("jan", "feb", "mar")) {
            ImageRecord image = image("a", name + "/a", 1);
            RowIndex index = RowIndex.ofImages(files, ORIGINAL, List.of(image), part -> {});
            assertThat(index.isUnclear(image.id())).as(name).isFalse();
            assertThat(place(index, image).part().getName()).isEqualTo("part-" + name + ".parquet");
            assertThat(requireNonNull(begin(files, List.of(image, image("b", name + "/b", 1))))
                            .part()
                            .getName())
                    .isEqualTo("part-" + name + ".parquet");
        }
        ImageRecord strange = image("a", "apr/a", 1);
        assertThat(RowIndex.ofImages(files, ORIGINAL, List.of(strange), part -> {})
                        .isUnclear(strange.id()))
                .isTrue();
    }

    /** They may be read where they lie under another path. */
    @Test
    void rowsOfOneOtherFileAreTakenInWhateverBatches() {
        ParquetFolder files = files();
        ImageRecord image = image("a", "there/a", 1);
        write(files, "0", List.of(image, image("b", "there/b", 1)), List.of(Detections.none(), Detections.none()));
        write(files, "1", List.of(image, image("c", "there/c", 1)), List.of(Detections.none(), Detections.none()));
        ImageRecord moved = image("a", "here/a", 1);
        RowIndex index = RowIndex.ofImages(files, ORIGINAL, List.of(moved), part -> {});
        assertThat(index.of(moved.id())).isNotNull();
        assertThat(index.isUnclear(moved.id())).isFalse();
    }

    /** A part of one row. */
    private static void writeForeign(ParquetFolder files, Content content, String columns, Consumer<Group> filling)
            throws IOException {
        files.begin(content);
        MessageType schema = MessageTypeParser.parseMessageType("message predictions {" + columns + " }");
        Group row = new SimpleGroup(schema);
        filling.accept(row);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(
                        HadoopOutputFile.fromPath(files.part(content, "0"), files.configuration()))
                .withType(schema)
                .withConf(files.configuration())
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .build()) {
            writer.write(row);
        }
    }

    @Test
    void filesOfEarlierVersionsNameNoFilesOfImages() throws IOException {
        ParquetFolder files = files();
        Content colours = Content.ofVector("colour");
        ImageRecord image = image("a");
        String columns = " required binary image (STRING); required binary view (STRING);"
                + " required binary batch (STRING);" + new VectorRows().columns();
        writeForeign(files, colours, columns, row -> {
            row.append("image", "a")
                    .append("view", "colour")
                    .append("batch", BatchHash.text(BatchHash.of(List.of(image))));
            new VectorRows().put(row, new float[] {1.5f});
        });
        RowIndex index = RowIndex.ofImages(files, colours, List.of(image), part -> {});
        try (RowCursor<float[]> cursor = new RowCursor<>(files, new VectorRows())) {
            assertThat(cursor.read(place(index, image), image.id())).containsExactly(1.5f);
        }
        assertThat(index.isUnclear(image.id())).isFalse();
    }

    @Test
    void vectorsAndTheHeaderComeBack() {
        ParquetFolder files = files();
        Content colours = Content.ofVector("colour");
        files.begin(colours);
        List<ImageRecord> images = List.of(image("a"));
        PartWriter.Target target = new PartWriter.Target(colours, "0", "1", HEADER);
        try (PartWriter<float[]> writer = new PartWriter<>(files, target, new VectorRows())) {
            writer.write(RowImage.of(images.get(0), 0), new float[] {1.5f, Float.MIN_VALUE, -0f});
            writer.finish();
        }
        RowIndex index = RowIndex.ofImages(files, colours, images, part -> {});
        try (RowCursor<float[]> cursor = new RowCursor<>(files, new VectorRows())) {
            assertThat(cursor.read(place(index, images.get(0)), images.get(0).id()))
                    .containsExactly(1.5f, Float.MIN_VALUE, -0f);
        }
        StoreHeader header = PartHeader.read(files, files.part(colours, "0"));
        assertThat(PartHeader.text(header)).isEqualTo(HEADER);
        assertThat(header.namesItsClasses()).isFalse();
        assertThatThrownBy(() -> header.requireFits("part-0", Map.of("weights", "others"), Set.of()))
                .hasMessageContaining("part-0: these predictions were made otherwise: weights w, now others");
    }

    @Test
    void whatIsNotFinishedLeavesNothing() throws IOException {
        ParquetFolder files = files();
        files.begin(ORIGINAL);
        PartWriter.Target target = new PartWriter.Target(ORIGINAL, "0", "1", HEADER);
        try (PartWriter<Detections> writer = new PartWriter<>(files, target, new DetectionRows())) {
            writer.write(RowImage.of(image("a"), 0), Detections.none());
        }
        assertThat(folder.resolve("a folder, with # and ü/views/original")).isEmptyDirectory();
        Path left = folder.resolve("a folder, with # and ü/views/original/.unfinished-0-2");
        Files.write(left, new byte[9]);
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        files.begin(ORIGINAL);
        assertThat(folder.resolve("a folder, with # and ü/views/original")).isEmptyDirectory();
    }

    /** Another application may be at work in the folder. */
    @Test
    void whatIsBeingWrittenOutlivesTheBeginningOfOthers() {
        ParquetFolder files = files();
        files.begin(ORIGINAL);
        try (PartWriter<Detections> writer = attempt(files, "1")) {
            writer.write(RowImage.of(image("a"), 0), Detections.none());
            files().begin(ORIGINAL);
            writer.finish();
        }
        assertThat(files.parts(ORIGINAL)).hasSize(1);
    }

    @Test
    void attemptsAtTheSamePartAtOnceLeaveOneFile() throws IOException {
        ParquetFolder files = files();
        files.begin(ORIGINAL);
        List<ImageRecord> images = List.of(image("a"));
        try (PartWriter<Detections> one = attempt(files, "1");
                PartWriter<Detections> other = attempt(files, "2")) {
            one.write(RowImage.of(image("a"), 0), Detections.none());
            other.write(RowImage.of(image("a"), 0), Detections.none());
            one.finish();
            RowIndex.Place place = place(RowIndex.ofImages(files, ORIGINAL, images, part -> {}), images.get(0));
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
                "0",
                List.of(image("a"), image("b")),
                List.of(SampleDetections.random(random, 2, 2), SampleDetections.random(random, 2, 1)));
        Path part = onlyPart();
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

    private Path onlyPart() throws IOException {
        try (var parts = Files.walk(folder)) {
            return parts.filter(it -> it.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void readAll(ParquetFolder files, Path part, String what) {
        try {
            rows(files, part);
        } catch (HualeException refused) {
            assertThat(refused).as(what).hasMessageContaining(part.getFileName().toString());
        }
    }

    private static int rows(ParquetFolder files, Path part) {
        org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(part.toUri());
        int rows = 0;
        try (PartReader reader = new PartReader(files, place, new GroupReadSupport(), "")) {
            PartHeader.read(files, place);
            while (reader.read() != null) {
                rows++;
            }
        }
        return rows;
    }

    /** Numbers stand in pages, which have checksums; what stands around them has none. */
    @Test
    void aNumberOfWhichABitIsAnotherIsRefused() throws IOException {
        long seed = LawSeeds.fresh();
        Detections found = SampleDetections.random(new SplittableRandom(seed), 2, 3);
        ParquetFolder files = files();
        write(files, "0", List.of(image("a"), image("b")), List.of(found, Detections.none()));
        Path part = onlyPart();
        byte[] sound = Files.readAllBytes(part);
        int at = placeOf(found.confidences()[1], sound); // no least or greatest one, which stand in statistics, too
        assertThat(at).as("seed " + seed).isNotNegative();
        assertThat(rows(files, part)).isEqualTo(2);
        for (int bit = 0; bit < Float.SIZE; bit++) {
            byte[] damaged = sound.clone();
            damaged[at + bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            Files.write(part, damaged);
            assertThatThrownBy(() -> rows(files, part))
                    .as("seed " + seed + ", bit " + bit)
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining(part.getFileName() + ": damaged: ");
        }
    }

    private static int placeOf(float number, byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        return IntStream.range(0, file.length - Float.BYTES)
                .filter(i -> bytes.getInt(i) == Float.floatToIntBits(number))
                .findFirst()
                .orElse(-1);
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

    /** As {@code score --predictions} reads them. */
    private static Detections readForeign(ParquetFolder files) {
        ImageRecord image = new ImageRecord(new ImageId("a"), Path.of("a"), new ImageSize(64, 48), List.of());
        Pass<Detections> pass = Pass.of(View.ORIGINAL);
        RowIndex index = RowIndex.ofImages(files, ORIGINAL, List.of(image), part -> {});
        try (RowCursor<Detections> cursor = new RowCursor<>(files, pass.format())) {
            return cursor.read(place(index, image), image.id(), it -> pass.fault(it, image, 2));
        }
    }

    private static void assertRefused(ParquetFolder files, String why) {
        assertThatThrownBy(() -> readForeign(files))
                .as(why)
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("part-0.parquet: row 0 ", why)
                .hasMessageNotContaining("delete");
    }

    private static void index(Group row, String image) {
        row.append("image", image).append("batch", BatchHash.text(0));
    }

    @Test
    void rowsOfOthersThatLackWhatIsAlwaysThereAreRefused() throws IOException {
        ParquetFolder files = files();
        String boxes = Lists.columnOfLists("boxes");
        writeForeign(files, ORIGINAL, INDEX + boxes, row -> {
            index(row, "a");
            Lists.put(row, "boxes", new float[4], 1);
        });
        assertRefused(files, "nothing in the column classes");
        writeForeign(files, ORIGINAL, INDEX + boxes + Lists.column("classes", "int32"), row -> {
            index(row, "a");
            Lists.put(row, "classes", new int[1]);
        });
        assertRefused(files, "nothing in the column boxes");
        writeForeign(files, ORIGINAL, INDEX + boxes + Lists.column("classes", "int32"), row -> {
            index(row, "a");
            Lists.put(row, "classes", new int[2]);
            Lists.put(row, "boxes", new float[8], 1);
        });
        assertRefused(files, "the column boxes must have a list for each entry of classes");
        writeForeign(files, ORIGINAL, INDEX + boxes, row -> index(row, " "));
        assertRefused(files, "image id must not be blank");
    }

    @Test
    void numbersOfOthersInAnotherTypeAreRefused() throws IOException {
        ParquetFolder files = files();
        String doubles = Lists.columnOfLists("boxes").replace("float", "double");
        writeForeign(files, ORIGINAL, INDEX + doubles + Lists.column("classes", "int32"), row -> {
            index(row, "a");
            Lists.put(row, "classes", new int[1]);
            row.addGroup("boxes")
                    .addGroup("list")
                    .addGroup("element")
                    .addGroup("list")
                    .append("element", 1.0);
        });
        assertRefused(files, "the column boxes must be lists of floats");
        writeForeign(files, ORIGINAL, INDEX + Lists.column("classes", "float"), row -> {
            index(row, "a");
            Lists.put(row, "classes", new float[1]);
        });
        assertRefused(files, "the column classes must be a list of int32");
    }

    @Test
    void aPartWithoutTheColumnOfBatchesIsNotCalledDamaged() throws IOException {
        ParquetFolder files = files();
        String columns = " required binary image (STRING);" + new DetectionRows().columns();
        writeForeign(files, ORIGINAL, columns, row -> row.append("image", "a"));
        String words = "part-0.parquet: its columns are not those of predictions: there is no column batch";
        assertThatThrownBy(() -> RowIndex.ofImages(files, ORIGINAL, List.of(image("a")), part -> {}))
                .isInstanceOf(HualeException.class)
                .hasMessageEndingWith(words);
        assertThatThrownBy(() -> RowIndex.ofBatches(files, ORIGINAL, List.of(List.of(image("a"))), part -> {}))
                .isInstanceOf(HualeException.class)
                .hasMessageEndingWith(words + "; delete the file to have it computed anew");
    }

    @Test
    void numbersOfOthersThatCannotBeAreRefused() {
        assertRefused(ofConfidence(7), "confidence 7.0, which must be in [0, 1]");
        assertRefused(ofConfidence(Float.NaN), "confidence NaN");
        assertRefused(
                new Detections(
                        new float[] {0, 0, 9, 9}, new int[] {2}, new float[1], evidence(new float[0], null, null)),
                "class 2, which must be in [0, 1]");
        assertRefused(ofBox(0, 0, 9, Float.POSITIVE_INFINITY), "side Infinity, which must be finite");
        assertRefused(ofBox(0, 0, 66, 9), "[0.0, 0.0, 66.0, 9.0], which must be x1 <= x2, y1 <= y2 within the image");
        assertRefused(ofBox(9, 0, 0, 9), "[9.0, 0.0, 0.0, 9.0]");
        assertRefused(
                told(evidence(new float[] {0.5f, 0.4f}, null, null)),
                "there are 2 numbers of class distributions, and there must be 3");
        assertRefused(told(evidence(new float[] {0.5f, 0.4f, 0.05f}, null, null)), "probabilities of the sum 0.9");
        assertRefused(
                told(evidence(new float[] {2, -1, 0}, null, null)),
                "detection 0 has the probability -1.0, which must be at least 0 and finite");
        assertRefused(told(evidence(new float[0], new float[] {1, 1, 1, Float.NaN}, null)), "the variance NaN");
        assertRefused(
                told(evidence(new float[0], null, new float[] {0.5f})),
                "the number of suppressed boxes 0.5, which must be a whole");
        assertRefused(
                new Detections(
                        new float[8],
                        new int[2],
                        new float[2],
                        evidence(new float[0], new float[] {0, 0, 0, 0, 0, 0, 0, Float.NaN}, null)),
                "row 0 (image a): detection 1 has the variance NaN, which must be at least 0 and finite");
    }

    /** An extension may ask for a detection as such, which may not have it. */
    @Test
    void aConfidenceOfOthersAboveOneIsRefusedHoweverLittle() {
        assertRefused(ofConfidence(Math.nextUp(1f)), "confidence 1.0000001, which must be in [0, 1]");
    }

    private static Detections ofConfidence(float confidence) {
        return new Detections(
                new float[] {0, 0, 9, 9}, new int[1], new float[] {confidence}, evidence(new float[0], null, null));
    }

    private static Detections told(Detections.Evidence evidence) {
        return new Detections(new float[] {0, 0, 9, 9}, new int[1], new float[1], evidence);
    }

    private static Detections ofBox(float... sides) {
        return new Detections(sides, new int[1], new float[1], evidence(new float[0], null, null));
    }

    private static Detections.Evidence evidence(
            float[] probabilities, float @Nullable [] variances, float @Nullable [] suppressed) {
        return new Detections.Evidence(probabilities, new float[0], new float[0], variances, suppressed);
    }

    private void assertRefused(Detections found, String why) {
        ParquetFolder files = files();
        FileTree.delete(folder.resolve("a folder, with # and ü"));
        write(files, "0", List.of(image("a"), image("b")), List.of(found, Detections.none()));
        assertRefused(files, why);
    }

    /** Rounding may put a box of HUALE's own a little beyond the border, and distributions are printed with few digits. */
    @Test
    void numbersThatAreOffByRoundingAreTaken() {
        ParquetFolder files = files();
        Detections found = new Detections(
                new float[] {-1e-4f, 0, 64.0001f, 48},
                new int[] {1},
                new float[] {1},
                evidence(new float[] {0.333f, 0.333f, 0.333f}, new float[4], new float[] {3}));
        write(files, "0", List.of(image("a"), image("b")), List.of(found, Detections.none()));
        assertThat(readForeign(files)).usingRecursiveComparison().isEqualTo(found);
    }
}
