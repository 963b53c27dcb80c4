package org.huale.acquire.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huale.acquire.ClassDistributions;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.JsonStream;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionsFileTest {
    private static final List<ImageRecord> IMAGES = List.of(
            image("train/a.jpg", "train/a.jpg"), image("000005", "JPEGImages/000005.png"), image("val/a.jpg", "a.jpg"));
    private static final Dataset POOL = new Dataset("pool", ClassNames.of("cat", "dog"), IMAGES);
    private static final CocoNumbering NUMBERS =
            CocoNumbering.of(IMAGES.stream().map(ImageRecord::id).toList(), new long[] {70, 50, 60}, new long[] {3, 9});

    @Test
    void theMostConfidentComesFirstAndEqualOnesInTheOrderOfTheFile() {
        PredictionsFile file = read(
                entry("70, 'category_id': 3, 'bbox': [1, 2, 30, 40], 'score': 0.25"),
                entry("50, 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 0.5"),
                entry("70, 'category_id': 9, 'bbox': [5, 5, 5, 5], 'score': 0.75"),
                entry("70, 'category_id': 3, 'bbox': [6, 5, 5, 5], 'score': 0.75"));
        Detections found = found(file, View.ORIGINAL, "train/a.jpg");
        assertThat(found.confidences()).containsExactly(0.75f, 0.75f, 0.25f);
        assertThat(found.classes()).containsExactly(1, 0, 0);
        assertThat(found.boxes()).containsExactly(5, 5, 10, 10, 6, 5, 11, 10, 1, 2, 31, 42);
        assertThat(file.detections(View.ORIGINAL)).isEqualTo(4);
        assertThat(file.imagesWithDetections()).isEqualTo(2);
    }

    @Test
    void memoryThatRunsOutIsToldAsTheFilesFault() {
        JsonStream large = new JsonStream("large.json", () -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertThatThrownBy(() -> PredictionsFile.read(large, POOL, NUMBERS, Optional.empty()))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("large.json: takes more memory to read");
        assertThatThrownBy(() -> PredictionsFile.ofHanded(large, POOL))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("large.json: takes more memory to read");
    }

    @Test
    void anImageWithoutEntriesHasNoDetections() {
        assertThat(found(read(), View.ORIGINAL, "000005").count()).isZero();
    }

    @Test
    void withoutMoreFieldsThereAreOriginalsOnly() {
        PredictionsFile file = read(entry("70, 'category_id': 3, 'bbox': [1, 2, 3, 4], 'score': 0.25"));
        assertThat(file.has(View.ORIGINAL)).isTrue();
        assertThat(file.has(View.FLIPPED)).isFalse();
        assertThat(file.evidence()).doesNotContain(EvidencePart.VARIANCES);
        assertThat(file.problems()).singleElement().asString().contains("no class probabilities");
        assertThatThrownBy(() -> found(file, View.FLIPPED, "000005"))
                .isInstanceOf(HualeException.class)
                .hasMessage("p.json: the strategy asks for predictions of the view flipped, but no entry is of it");
    }

    @Test
    void evidenceAndMirroredImagesAreRead() {
        String evidence = ", 'probabilities': [0.1, 0.7, 0.2], 'localization_variances': [0.1, 0.2, 0.3, 0.4]";
        PredictionsFile file = read(
                entry("70, 'category_id': 3, 'bbox': [1, 2, 3, 4], 'score': 0.5, 'view': 'flipped'" + evidence),
                entry("70, 'category_id': 3, 'bbox': [0, 2, 3, 4], 'score': 0.7, 'view': 'original'" + evidence));
        Detections flipped = found(file, View.FLIPPED, "train/a.jpg");
        assertThat(flipped.boxes()).containsExactly(1, 2, 4, 6);
        Detections.Evidence read =
                Objects.requireNonNull(found(file, View.ORIGINAL, "train/a.jpg").evidence());
        assertThat(read.probabilities()).containsExactly(0.1f, 0.7f, 0.2f);
        assertThat(read.localizationVariances()).containsExactly(0.1f, 0.2f, 0.3f, 0.4f);
        assertThat(file.evidence()).contains(EvidencePart.VARIANCES);
        assertThat(file.problems()).isEmpty();
    }

    /** Strategies of others read them as those of a detector. */
    @Test
    void withoutProbabilitiesTheyFollowFromTheScores() {
        PredictionsFile file = read(
                entry("70, 'category_id': 9, 'bbox': [1, 2, 3, 4], 'score': 0.25"),
                entry("70, 'category_id': 3, 'bbox': [1, 2, 3, 4], 'score': 0.1"));
        Detections found = found(file, View.ORIGINAL, "train/a.jpg");
        assertThat(Objects.requireNonNull(found.evidence()).probabilities())
                .containsExactly(0.75f, 0, 0.25f, 0.9f, 0.1f, 0);
        for (int i = 0; i < found.count(); i++) {
            assertThat(new ClassDistributions(found, 2).of(i))
                    .as("as strategies of HUALE would read it without")
                    .containsExactly(new ClassDistributions(found.withoutEvidence(), 2).of(i), within(1e-7));
        }
        Detections.Evidence ofNone =
                Objects.requireNonNull(found(file, View.ORIGINAL, "000005").evidence());
        assertThat(ofNone.probabilities()).isEmpty();
        assertThat(ofNone.localizationVariances()).as("not in the file").isNull();
    }

    /** Over many classes, distributions take far more memory than all else. */
    @Test
    void onlyTheEvidenceThatIsAskedForIsToldAndGiven() {
        String sides = ", 'localization_variances': [0.1, 0.2, 0.3, 0.4]";
        PredictionsFile file = read(entry("70, 'category_id': 3, 'bbox': [1, 2, 3, 4], 'score': 0.5" + sides));
        PredictionsFile bare = file.giving(Set.of());
        assertThat(bare.evidence()).isEmpty();
        assertThat(found(bare, View.ORIGINAL, "train/a.jpg").evidence()).isNull();
        PredictionsFile some = file.giving(EnumSet.of(EvidencePart.VARIANCES, EvidencePart.SUPPRESSED));
        assertThat(some.evidence()).containsExactly(EvidencePart.VARIANCES);
        Detections.Evidence evidence =
                Objects.requireNonNull(found(some, View.ORIGINAL, "train/a.jpg").evidence());
        assertThat(evidence.probabilities()).isEmpty();
        assertThat(evidence.localizationVariances()).containsExactly(0.1f, 0.2f, 0.3f, 0.4f);
        evidence = Objects.requireNonNull(
                found(file.giving(Set.of(EvidencePart.PROBABILITIES)), View.ORIGINAL, "train/a.jpg")
                        .evidence());
        assertThat(evidence.probabilities()).containsExactly(0.5f, 0.5f, 0);
        assertThat(evidence.localizationVariances()).isNull();
    }

    @Test
    void ofAPoolWithoutClassesTheyAreAsManyAsTheHighestCategorySays() {
        Dataset plain = new Dataset("plain", new ClassNames(List.of()), IMAGES);
        String second = entry("1, 'category_id': 2, 'bbox': [1, 2, 3, 4], 'score': 0.25");
        Detections found = found(read(plain, list(second)), View.ORIGINAL, "train/a.jpg");
        assertThat(Objects.requireNonNull(found.evidence()).probabilities()).containsExactly(0.75f, 0, 0.25f);
    }

    @Test
    void boxesThatADetectionSuppressedAreRead() {
        String sound = "70, 'category_id': 3, 'bbox': [1, 2, 3, 4], 'score': ";
        PredictionsFile file = read(entry(sound + "0.5, 'suppressed': 0"), entry(sound + "0.7, 'suppressed': 12"));
        Detections found = found(file, View.ORIGINAL, "train/a.jpg");
        assertThat(Objects.requireNonNull(found.evidence()).suppressed()).containsExactly(12, 0);
        file = read(entry(sound + "0.5, 'suppressed': null"));
        found = found(file, View.ORIGINAL, "train/a.jpg");
        assertThat(Objects.requireNonNull(found.evidence()).suppressed()).isNull();
        assertThatThrownBy(() -> read(entry(sound + "0.5"), entry(sound + "0.5, 'suppressed': 3")))
                .hasMessageContaining("suppressed have 0, 0 and 1 numbers, in those before 0, 0 and 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"50", "'000005'", "'000005.png'", "50.0"})
    void imagesGoByNumberIdOrFileName(String image) {
        PredictionsFile file = read(entry(image + ", 'category_id': 3, 'bbox': [1, 2, 3, 4], 'score': 0.25"));
        assertThat(found(file, View.ORIGINAL, "000005").count()).isEqualTo(1);
    }

    @Test
    void boxesAreClippedToTheImage() {
        PredictionsFile file = read(entry("70, 'category_id': 3, 'bbox': [-5, 90, 300, 20], 'score': 0.25"));
        assertThat(found(file, View.ORIGINAL, "train/a.jpg").boxes()).containsExactly(0, 90, 200, 100);
    }

    @Test
    void unknownCategoriesAreLeftOutAndReported() {
        PredictionsFile file = read(
                entry("70, 'category_id': 3, 'bbox': [1, 2, 3, 4], 'score': 0.25"),
                entry("70, 'category_id': 55, 'bbox': [1, 2, 3, 4], 'score': 0.25"));
        assertThat(file.detections(View.ORIGINAL)).isEqualTo(1);
        assertThat(file.problems().get(0))
                .asString()
                .contains("1 detections of categories", "entry [1]: category_id 55");
    }

    @Test
    void aPoolWithoutClassesTakesCategoriesAsNumbers() {
        Dataset plain = new Dataset("plain", new ClassNames(List.of()), IMAGES);
        String three = "70, 'category_id': 3, 'bbox': [1, 2, 3, 4], 'score': 0.25";
        PredictionsFile file = read(plain, list(entry(three.replace("70", "1"))));
        assertThat(file.classes().names()).containsExactly("class 1", "class 2", "class 3");
        assertThat(found(file, View.ORIGINAL, "train/a.jpg").classes()).containsExactly(2);
        assertThatThrownBy(() ->
                        read(plain, list(entry(three.replace("70", "1") + ", 'probabilities': [0.5, 0.25, 0.25]"))))
                .hasMessageContaining("category_id must be in [1, 2] for a pool without classes, is 3");
        assertThatThrownBy(() -> read(plain, list(entry(three.replace("70", "1").replace("d': 3", "d': 1000000000")))))
                .hasMessageContaining("category_id must be in [1, 10000]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "8, 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 1 | image_id 8 is none of the 3 images",
                "' ', 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 1 | image_id \" \" is none",
                "'a.jpg', 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 1 | is the name of several images",
                "70, 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 1.5 | score must be a probability in [0, 1], is 1.5",
                "70, 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 1e999 | score must be finite",
                "70, 'category_id': 3, 'bbox': [0, 0, -1, 1], 'score': 1 | width and a height of at least 0",
                "70, 'category_id': 3, 'bbox': [1e308, 0, 1e308, 1], 'score': 1 | bbox [1.0E308",
                "70, 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 1, 'view': 'up' | view must be",
                "70, 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 1, 'view': 7 | view must be",
                "70, 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 1, 'probabilities': [1, 0] | must have 3: background",
                "70, 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 1, 'probabilities': [3, -2, 0] | must be at least 0",
                "70, 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 1, 'probabilities': [3, 2, 0] | sum to 1",
                "70, 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 1, 'probabilities': 1 | must be a list of numbers",
                "70, 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 1, 'localization_variances': [1, 2] | four numbers",
                "70, 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 1, 'suppressed': 1.5 | must be a whole number in [0",
                "70, 'category_id': 3, 'bbox': [0, 0, 1, 1], 'score': 1, 'suppressed': -1 | must be a whole number in [0",
                "70, 'category_id': 3, 'bbox': [0, 0, 1, 1] | has no score",
            })
    void whatIsWrongIsSaidWithItsPlace(String fields, String message) {
        String sound = entry("70, 'category_id': 3, 'bbox': [1, 2, 3, 4], 'score': 0.25");
        boolean first = fields.contains("probabilities") || fields.contains("variances");
        String[] entries = first ? new String[] {entry(fields)} : new String[] {sound, entry(fields)};
        assertThatThrownBy(() -> read(entries))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("p.json: entry [" + (first ? 0 : 1) + "]: ")
                .hasMessageContaining(message);
    }

    @Test
    void someEntriesWithProbabilitiesAndSomeWithoutAreRefused() {
        String bare = "70, 'category_id': 3, 'bbox': [1, 2, 3, 4], 'score': 0.25";
        assertThatThrownBy(() -> read(entry(bare), entry(bare + ", 'probabilities': [0.5, 0.5, 0]")))
                .hasMessageContaining("entry [1]: all entries must have the same fields");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                " | not a file of predictions",
                "{} | not a file of predictions",
                "[3] | entry [0]: must be an object",
                "[{] | not valid JSON at line 1",
                "[ | not valid JSON at line 1",
                "[] [] | more follows after the list"
            })
    void otherFilesAreRefused(String text, String message) {
        assertThatThrownBy(() -> read(POOL, text == null ? "" : text))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("p.json")
                .hasMessageContaining(message);
    }

    @Test
    void aFolderIsNotReadAsJson() {
        Path folder = Path.of("src");
        assertThatThrownBy(() -> PredictionsFile.read(JsonStream.of(folder), POOL, NUMBERS, Optional.empty()))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("src: cannot be read");
    }

    @Test
    void thousandsOfDetectionsInAnImageAreRefused() {
        String[] entries = IntStream.rangeClosed(0, FoundInImage.MOST)
                .mapToObj(i -> entry("70, 'category_id': 3, 'bbox': [1, 2, 3, 4], 'score': 0.25"))
                .toArray(String[]::new);
        assertThatThrownBy(() -> read(entries)).hasMessageContaining("entry [1000]: image 70 has more than 1000");
    }

    @Test
    void featuresCannotBeRead() {
        read().requireEnough(EnumSet.of(EvidencePart.PROBABILITIES, EvidencePart.VARIANCES, EvidencePart.SUPPRESSED));
        assertThatThrownBy(() -> read().requireEnough(Set.of(EvidencePart.FEATURES)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("the strategy needs features");
    }

    private static ImageRecord image(String id, String file) {
        return new ImageRecord(new ImageId(id), Path.of(file), new ImageSize(200, 100), List.of());
    }

    private static Detections found(PredictionsFile file, View view, String image) {
        return Objects.requireNonNull(
                file.all(view, List.of(new ImageId(image))).get(new ImageId(image)));
    }

    private static String entry(String fields) {
        return "{'image_id': " + fields + ", 'other': [{}]}";
    }

    private static String list(String... entries) {
        return List.of(entries).stream().collect(Collectors.joining(",\n", "[", "]"));
    }

    private static PredictionsFile read(String... entries) {
        return read(POOL, list(entries));
    }

    private static PredictionsFile read(Dataset pool, String text) {
        JsonStream stream = new JsonStream(
                "p.json", () -> new ByteArrayInputStream(text.replace('\'', '"').getBytes(UTF_8)));
        return PredictionsFile.read(
                stream, pool, pool.classes().count() > 0 ? NUMBERS : CocoNumbering.ofPositions(pool), Optional.empty());
    }
}
