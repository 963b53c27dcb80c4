package org.huale.acquire.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.huale.acquire.store.CompanyDetector.id;
import static org.huale.acquire.store.CompanyDetector.ids;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.huale.config.ConfigJson;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredPredictionsTest {
    private static final Set<EvidencePart> ALL = EnumSet.allOf(EvidencePart.class);
    private static final Dataset POOL = CompanyDetector.pool(20);

    @TempDir
    private Path folder;

    @Test
    void givesTheOrderAskedForAndDetectsInNoImageTwice() {
        CompanyDetector detector = new CompanyDetector();
        try (StoredPredictions store = StoredPredictions.open(folder, () -> detector, POOL, ALL)) {
            assertThat(order(store, ids(7, 2, 11, 2))).containsExactlyElementsOf(ids(7, 2, 11, 2));
            assertThat(order(store, ids(11, 3, 7))).containsExactlyElementsOf(ids(11, 3, 7));
            store.all(View.FLIPPED, ids(3));
            assertThat(store.forwards()).isEqualTo(Map.of("original", 4, "flipped", 1));
        }
        assertThat(detector.forwards)
                .containsExactly(
                        "original i0002", "original i0007", "original i0011", "original i0003", "flipped i0003");
        assertThat(detector.closed).isTrue();
    }

    @Test
    void whatIsStoredNeedsNoDetector() {
        Detections before;
        try (StoredPredictions store = StoredPredictions.open(folder, CompanyDetector::new, POOL, ALL)) {
            before = one(store, View.FLIPPED, 5);
        }
        try (StoredPredictions store = withoutDetector(ALL)) {
            assertSame(one(store, View.FLIPPED, 5), before);
            assertThat(store.classes().names()).containsExactly("a", "b");
            assertThat(store.evidence()).contains(EvidencePart.VARIANCES);
            assertThat(store.forwards()).isEqualTo(Map.of("flipped", 1));
            assertThat(store.all(View.FLIPPED, List.of())).isEmpty();
        }
        assertSame(before, given(View.FLIPPED, 5));
        assertThat(before.boxes()).as("mapped back").startsWith(89.5f).hasSize(8);
    }

    @Test
    void annotationsOfThePoolAreNotShown() {
        try (StoredPredictions store = withoutDetector(ALL)) {
            assertThat(store.record(id(3)).annotations()).isEmpty();
            assertThat(store.record(id(3)).size()).isEqualTo(CompanyDetector.SIZE);
            assertThatThrownBy(() -> store.record(id(20)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("i0020");
        }
    }

    @Test
    void keepsOnlyThePartsAskedFor() {
        try (StoredPredictions store =
                StoredPredictions.open(folder, CompanyDetector::new, POOL, Set.of(EvidencePart.VARIANCES))) {
            Detections.Evidence evidence =
                    requireNonNull(one(store, View.ORIGINAL, 2).evidence());
            assertThat(evidence.features()).isEmpty();
            assertThat(evidence.probabilities()).isEmpty();
            assertThat(evidence.localizationVariances()).hasSize(8);
            assertThat(evidence.suppressed()).isNull();
        }
        try (StoredPredictions store = StoredPredictions.open(
                folder.resolve("counts"), CompanyDetector::new, POOL, Set.of(EvidencePart.SUPPRESSED))) {
            assertThat(requireNonNull(one(store, View.ORIGINAL, 2).evidence()).suppressed())
                    .containsExactly(2, 3);
        }
        try (StoredPredictions store =
                StoredPredictions.open(folder.resolve("bare"), CompanyDetector::new, POOL, Set.of())) {
            assertThat(one(store, View.ORIGINAL, 2).evidence()).isNull();
        }
    }

    @Test
    void aPartThatTheDetectorDoesNotGiveIsMissedAtOnce() {
        CompanyDetector bare = new CompanyDetector();
        bare.told = Set.of();
        try (StoredPredictions store =
                StoredPredictions.open(folder, () -> bare, POOL, Set.of(EvidencePart.PROBABILITIES))) {
            assertThatThrownBy(() -> one(store, View.ORIGINAL, 2))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining("no probabilities");
        }
        assertThat(bare.forwards).as("before the first image").isEmpty();
    }

    /** Suppressed boxes are asked for in vain, and features are not asked for. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsKnownOfDetectionsIsTheSameAsLongAsNothingIsStoredAndAfterwards(boolean vectorsFirst) {
        Set<EvidencePart> asked =
                EnumSet.of(EvidencePart.PROBABILITIES, EvidencePart.VARIANCES, EvidencePart.SUPPRESSED);
        Set<EvidencePart> known = EnumSet.of(EvidencePart.PROBABILITIES, EvidencePart.VARIANCES);
        CompanyDetector detector = new CompanyDetector();
        detector.told = EnumSet.complementOf(EnumSet.of(EvidencePart.SUPPRESSED));
        try (StoredPredictions store = StoredPredictions.open(folder, () -> detector, POOL, asked)) {
            assertThat(store.evidence()).as("nothing is stored").isEqualTo(known);
            if (vectorsFirst) {
                store.forEachVector("numbers", ids(2), (image, vector) -> {});
            } else {
                assertThat(requireNonNull(one(store, View.ORIGINAL, 2).evidence())
                                .suppressed())
                        .isNull();
            }
            assertThat(store.evidence()).as("something is stored").isEqualTo(known);
        }
        try (StoredPredictions store = withoutDetector(asked)) {
            assertThat(store.evidence()).as("gone on with").isEqualTo(known);
        }
    }

    /** What that had kept it took for known, though the detector never had it; which file is read first does not matter. */
    @ParameterizedTest
    @ValueSource(strings = {"original", "flipped"})
    void besideAFileOfAnEarlierVersionOnlyThatIsKnownWhichAllFilesHave(String old) {
        Set<EvidencePart> asked = EnumSet.of(EvidencePart.PROBABILITIES, EvidencePart.SUPPRESSED);
        RecordFile.create(
                        folder.resolve(old + ".predictions"),
                        new StoreHeader(
                                StoreHeader.FORMAT,
                                old,
                                Map.of(),
                                List.copyOf(asked),
                                List.of("a", "b"),
                                true,
                                Map.of(),
                                true,
                                null))
                .close();
        CompanyDetector detector = new CompanyDetector();
        detector.told = EnumSet.complementOf(EnumSet.of(EvidencePart.SUPPRESSED));
        try (StoredPredictions store = StoredPredictions.open(folder, () -> detector, POOL, asked)) {
            assertThat(store.evidence()).as("by the old file alone").isEqualTo(asked);
            one(store, View.ORIGINAL, 2);
            one(store, View.FLIPPED, 2);
            assertThat(store.evidence()).containsExactly(EvidencePart.PROBABILITIES);
        }
    }

    @Test
    void killedAtAnyByteItGoesOnToTheSameBytes() throws IOException {
        Set<EvidencePart> kept = Set.of(EvidencePart.VARIANCES);
        byte[] whole = wholeFile(8, kept);
        for (int length = headerLength(whole); length <= whole.length; length++) {
            Files.write(folder.resolve("original.predictions"), Arrays.copyOf(whole, length));
            try (StoredPredictions store = StoredPredictions.open(folder, CompanyDetector::new, POOL, kept)) {
                store.all(View.ORIGINAL, firstIds(8));
                assertThat(store.forwards()).isEqualTo(Map.of("original", 8));
            }
            assertThat(Files.readAllBytes(folder.resolve("original.predictions")))
                    .as("cut at %d of %d", length, whole.length)
                    .isEqualTo(whole);
        }
    }

    @Test
    void bytesThatNeverReachedTheDiskAreCutOffToo() throws IOException {
        byte[] whole = wholeFile(20, ALL);
        for (int zeros = 1; zeros < whole.length - headerLength(whole); zeros += 7) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, whole.length - zeros, whole.length, (byte) 0);
            Path path = folder.resolve("zeros");
            Files.createDirectories(path);
            Files.write(path.resolve("original.predictions"), torn);
            RecordFile file = RecordFile.open(path.resolve("original.predictions"));
            List<Frame.Entry> seen = new ArrayList<>();
            file.scan((entry, offset) -> {
                assertThat(Frame.checksumOf(file.record(offset, entry.length(), entry.checksum())))
                        .isEqualTo(entry.checksum());
                seen.add(entry);
            });
            file.close();
            assertThat(seen).hasSizeLessThan(20);
        }
    }

    @Test
    void aRunThatBrokeOffInABatchGoesOnWithThatBatch() {
        CompanyDetector first = new CompanyDetector();
        first.stopAfter = 8;
        List<ImageId> all = firstIds(20);
        try (StoredPredictions store = StoredPredictions.open(folder, () -> first, POOL, ALL)) {
            assertThatThrownBy(() -> store.all(View.ORIGINAL, all)).hasMessage("power off");
            assertThat(store.forwards()).as("two whole batches of three").isEqualTo(Map.of("original", 6));
        }
        CompanyDetector second = new CompanyDetector();
        try (StoredPredictions store = StoredPredictions.open(folder, () -> second, POOL, ALL)) {
            store.all(View.ORIGINAL, all);
        }
        assertThat(second.forwards).hasSize(14).startsWith("original i0006");
    }

    @Test
    void predictionsMadeOtherwiseAreRefused() {
        open(Map.of("weights", "aa", "batch", "2"), Set.of(EvidencePart.FEATURES))
                .close();
        try (StoredPredictions store = open(Map.of("weights", "aa", "batch", "2"), Set.of(EvidencePart.FEATURES))) {
            store.all(View.ORIGINAL, ids(1));
        }
        assertThatThrownBy(() -> open(Map.of("weights", "bb", "batch", "2"), Set.of(EvidencePart.FEATURES)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("original.predictions")
                .hasMessageContaining("weights aa, now bb")
                .hasMessageNotContaining("batch");
        assertThatThrownBy(() -> open(Map.of("weights", "aa", "batch", "2"), ALL))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("kept of the evidence [FEATURES], now needed");
        open(Map.of("weights", "aa", "batch", "2"), Set.of()).close();
    }

    @Test
    void aFileOfSomethingElseIsRefusedAndLeftAlone() throws IOException {
        Path file = folder.resolve("original.predictions");
        for (byte[] content : List.of(new byte[0], "not predictions at all".getBytes(UTF_8), damagedHeader())) {
            Files.write(file, content);
            assertThatThrownBy(() -> withoutDetector(ALL))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining("original.predictions");
            assertThat(Files.readAllBytes(file)).isEqualTo(content);
        }
    }

    @Test
    void aDamagedRecordIsNotTakenForAPrediction() throws IOException {
        byte[] whole = wholeFile(20, ALL);
        int middle = (headerLength(whole) + whole.length) / 2;
        whole[middle] ^= 1;
        Files.write(folder.resolve("original.predictions"), whole);
        CompanyDetector detector = new CompanyDetector();
        List<ImageId> all = firstIds(20);
        try (StoredPredictions store = StoredPredictions.open(folder, () -> detector, POOL, ALL)) {
            assertThatThrownBy(() -> store.all(View.ORIGINAL, all))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining("damaged at byte");
        }
    }

    /** Whoever reads one is told that it is damaged. */
    @Test
    void whatIsPreparedIsComputedAndWhatIsStoredNotRead() throws IOException {
        byte[] whole = wholeFile(20, ALL);
        whole[(headerLength(whole) + whole.length) / 2] ^= 1;
        Files.write(folder.resolve("original.predictions"), whole);
        CompanyDetector detector = new CompanyDetector();
        try (StoredPredictions store = StoredPredictions.open(folder, () -> detector, POOL, ALL)) {
            store.prepare(View.ORIGINAL, firstIds(20));
            store.prepare(View.FLIPPED, List.of());
            store.prepare(View.FLIPPED, ids(7, 2));
            assertThat(detector.forwards).containsExactly("flipped i0002", "flipped i0007");
            assertThat(store.all(View.FLIPPED, ids(2, 7))).hasSize(2);
            assertThat(detector.forwards).hasSize(2);
            assertThatThrownBy(() -> store.all(View.ORIGINAL, firstIds(20))).hasMessageContaining("damaged at byte");
        }
    }

    @Test
    void vectorsAreComputedOnceAndCountedByTheirName() {
        CompanyDetector detector = new CompanyDetector();
        try (StoredPredictions store = StoredPredictions.open(folder, () -> detector, POOL, ALL)) {
            assertThat(store.describes("numbers")).isTrue();
            assertThat(store.describes("colours")).isFalse();
            List<ImageId> order = new ArrayList<>();
            store.forEachVector("numbers", ids(7, 2, 7), (image, vector) -> order.add(image));
            assertThat(order).containsExactlyElementsOf(ids(7, 2, 7));
            store.forEachVector("numbers", ids(2, 3), (image, vector) -> {});
            store.forEachVector("numbers", List.of(), (image, vector) -> {});
            store.all(View.ORIGINAL, ids(2));
            assertThat(store.forwards()).isEqualTo(Map.of("numbers", 3, "original", 1));
        }
        assertThat(detector.forwards)
                .containsExactly("numbers i0002", "numbers i0007", "numbers i0003", "original i0002");
    }

    @Test
    void vectorsAndClassStatisticsThatAreStoredNeedNoDetector() {
        float[] given = givenVector(5);
        try (StoredPredictions store = StoredPredictions.open(folder, CompanyDetector::new, POOL, Set.of())) {
            assertThat(vector(store, 5)).containsExactly(given);
            assertThat(store.classStatistics().get("quality")).containsExactly(0.1f, Float.MIN_VALUE);
        }
        try (StoredPredictions store = withoutDetector(ALL)) {
            assertThat(store.describes("numbers")).isTrue();
            assertThat(vector(store, 5)).containsExactly(given);
            assertThat(store.classStatistics()).containsOnlyKeys("quality");
            assertThat(store.classStatistics().get("quality")).containsExactly(0.1f, Float.MIN_VALUE);
            assertThat(store.classes().names()).containsExactly("a", "b");
            assertThat(store.evidence()).contains(EvidencePart.VARIANCES);
        }
    }

    @Test
    void aVectorThatTheDetectorDoesNotGiveIsRefused() {
        try (StoredPredictions store = StoredPredictions.open(folder, CompanyDetector::new, POOL, ALL)) {
            assertThatThrownBy(() -> store.forEachVector("colours", ids(1), (image, vector) -> {}))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining("gives no colours of images");
            assertThat(store.forwards()).isEmpty();
        }
    }

    @Test
    void vectorsOfAnotherDetectorAreRefused() {
        try (StoredPredictions store = open(Map.of("weights", "aa"), Set.of())) {
            store.forEachVector("numbers", ids(1), (image, vector) -> {});
        }
        assertThatThrownBy(() -> open(Map.of("weights", "bb"), Set.of()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("numbers.vectors")
                .hasMessageContaining("weights aa, now bb");
    }

    @Test
    void killedAtAnyByteVectorsGoOnToTheSameBytes() throws IOException {
        Path file = folder.resolve("numbers.vectors");
        byte[] whole;
        try (StoredPredictions store = StoredPredictions.open(folder, CompanyDetector::new, POOL, ALL)) {
            store.forEachVector("numbers", firstIds(8), (image, vector) -> {});
        }
        whole = Files.readAllBytes(file);
        for (int length = headerLength(whole); length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (StoredPredictions store = StoredPredictions.open(folder, CompanyDetector::new, POOL, ALL)) {
                store.forEachVector("numbers", firstIds(8), (image, vector) -> {});
                assertThat(store.forwards()).isEqualTo(Map.of("numbers", 8));
            }
            assertThat(Files.readAllBytes(file))
                    .as("cut at %d of %d", length, whole.length)
                    .isEqualTo(whole);
        }
    }

    @Test
    void filesFromBeforeHeadersSaidMoreCanBeRead() {
        String json = """
                {"format": 1, "view": "original", "origin": {}, "kept": [], "classes": ["a"], "variances": false}""";
        StoreHeader header = ConfigJson.read(json, StoreHeader.class);
        assertThat(header.statistics()).isEmpty();
        assertThat(header.namesItsClasses()).as("as was taken for granted then").isTrue();
        assertThat(ConfigJson.write(header)).as("hashes of it stay").doesNotContain("told");
    }

    /** They say of variances alone whether the detector predicts them. */
    @Test
    void ofFilesFromBeforeWhatIsKeptWasKnown() {
        String json = """
                {"format": 1, "view": "original", "origin": {}, "kept": ["probabilities", "variances", "suppressed"],
                 "classes": ["a"], "variances": false}""";
        StoreHeader header = ConfigJson.read(json, StoreHeader.class);
        assertThat(header.evidence()).containsExactly(EvidencePart.PROBABILITIES, EvidencePart.SUPPRESSED);
        header.requireFits("a.predictions", Map.of(), EnumSet.of(EvidencePart.VARIANCES, EvidencePart.SUPPRESSED));
    }

    @Test
    void aSecondUserOfTheFolderIsRefused() {
        try (StoredPredictions store = withoutDetector(ALL)) {
            assertThatThrownBy(() -> withoutDetector(ALL))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining("another process");
            assertThat(store.forwards()).isEmpty();
        }
        withoutDetector(ALL).close();
    }

    private StoredPredictions open(Map<String, String> identity, Set<EvidencePart> keep) {
        return StoredPredictions.open(folder, new StoredPredictions.Origin(identity, CompanyDetector::new), POOL, keep);
    }

    private StoredPredictions withoutDetector(Set<EvidencePart> keep) {
        return StoredPredictions.open(
                folder,
                () -> {
                    throw new AssertionError("opened the detector");
                },
                POOL,
                keep);
    }

    private static List<ImageId> firstIds(int count) {
        return ids(IntStream.range(0, count).toArray());
    }

    private byte[] wholeFile(int count, Set<EvidencePart> kept) throws IOException {
        Path path = folder.resolve("whole");
        try (StoredPredictions store = StoredPredictions.open(path, CompanyDetector::new, POOL, kept)) {
            store.all(View.ORIGINAL, firstIds(count));
        }
        return Files.readAllBytes(path.resolve("original.predictions"));
    }

    private byte[] damagedHeader() throws IOException {
        byte[] whole = wholeFile(20, ALL);
        whole[20] ^= 1;
        return whole;
    }

    private static int headerLength(byte[] whole) {
        return 8 + 4 + ByteBuffer.wrap(whole).getInt(8) + 4;
    }

    private static List<ImageId> order(StoredPredictions store, List<ImageId> asked) {
        List<ImageId> order = new ArrayList<>();
        store.forEach(View.ORIGINAL, asked, (image, found) -> order.add(image));
        return order;
    }

    private static Detections one(StoredPredictions store, View view, int number) {
        return store.all(view, ids(number)).values().iterator().next();
    }

    private static float[] vector(StoredPredictions store, int number) {
        List<float[]> vectors = new ArrayList<>();
        store.forEachVector("numbers", ids(number), (image, vector) -> vectors.add(vector));
        assertThat(vectors).hasSize(1);
        return vectors.get(0);
    }

    /** What the detector hands over of an image that is alone in its batch, whatever is made of it then. */
    private static Detections given(View view, int number) {
        List<Detections> given = new ArrayList<>();
        new CompanyDetector().detect(List.of(POOL.images().get(number)), view, (image, found) -> given.add(found));
        return given.get(0);
    }

    private static float[] givenVector(int number) {
        List<float[]> given = new ArrayList<>();
        new CompanyDetector()
                .describe(List.of(POOL.images().get(number)), "numbers", (image, vector) -> given.add(vector));
        return given.get(0);
    }

    private static void assertSame(Detections a, Detections b) {
        assertThat(a).usingRecursiveComparison().isEqualTo(b);
    }
}
