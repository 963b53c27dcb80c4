package org.huale.dataset.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;

class ImageIdentityTest {

    private static Dataset dataset(String... ids) {
        List<ImageRecord> images = Stream.of(ids)
                .map(id -> new ImageRecord(new ImageId(id), Path.of("x", id), new ImageSize(9, 9), List.of()))
                .toList();
        return new Dataset("d", ClassNames.of("a"), images);
    }

    private static ImageIdentity positions(String... ids) {
        Dataset dataset = dataset(ids);
        return new ImageIdentity(dataset, CocoNumbering.ofPositions(dataset), false);
    }

    /** The numbers 10, 20, 30, ... */
    private static ImageIdentity stated(String... ids) {
        Dataset dataset = dataset(ids);
        long[] numbers =
                IntStream.rangeClosed(1, ids.length).mapToLong(i -> 10L * i).toArray();
        List<ImageId> images = dataset.images().stream().map(ImageRecord::id).toList();
        return new ImageIdentity(dataset, CocoNumbering.of(images, numbers, new long[] {1}), true);
    }

    /** Longs are numbers, all else texts. */
    private static ImageIdentity.Resolution resolve(ImageIdentity identity, Object... references) {
        List<ImageReference> all = Stream.of(references)
                .map(it -> it instanceof Long number ? ImageReference.of(number) : ImageReference.of((String) it))
                .toList();
        return identity.resolve("found.json", all);
    }

    private static void assertRead(ImageIdentity.Resolution resolution, Reading reading, String... images) {
        assertThat(resolution.reading()).isEqualTo(reading);
        assertThat(resolution.images().values()).extracting(ImageId::value).containsExactly(images);
    }

    private static void assertRefused(ImageIdentity identity, String message, Object... references) {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> resolve(identity, references))
                .withMessageStartingWith("found.json: ")
                .withMessageContaining(message);
    }

    @Test
    void positionsAreTakenWhereFileNamesAreNoNumbers() {
        assertRead(resolve(positions("a.jpg", "b.jpg"), 2L, 1L), Reading.NUMBERS, "b.jpg", "a.jpg");
    }

    @Test
    void fileNamesThatAreNumbersAreTakenWherePositionsDoNotFit() {
        ImageIdentity identity = positions("000004", "000001", "000009");
        assertRead(resolve(identity, 9L, 1L), Reading.STEM_NUMBERS, "000009", "000001");
    }

    @Test
    void whatPositionsAndFileNamesAgreeOnIsNotAmbiguous() {
        assertRead(resolve(positions("000001", "000002"), 1L, 2L), Reading.NUMBERS, "000001", "000002");
    }

    @Test
    void whatPositionsAndFileNamesDisagreeOnIsRefusedWithBoth() {
        assertRefused(
                positions("000002", "000001"),
                "its 2 images can be read by number in the data set, where 1 is 000002, and by the number that the file"
                        + " name is, where it is 000001",
                1L,
                2L);
    }

    @Test
    void numbersThatTheDataSetStatesNeedNoSecondReading() {
        assertRead(resolve(stated("20.jpg", "10.jpg"), 10L, 20L), Reading.NUMBERS, "20.jpg", "10.jpg");
    }

    @Test
    void statedNumbersThatDoNotFitGiveWayToFileNames() {
        assertRead(resolve(stated("0007.jpg", "0008.jpg"), 7L, 8L), Reading.STEM_NUMBERS, "0007.jpg", "0008.jpg");
    }

    @Test
    void textsMayBeStatedNumbers() {
        assertRead(resolve(stated("a.jpg", "b.jpg"), "20", "10"), Reading.NUMBERS, "b.jpg", "a.jpg");
        assertRefused(positions("a.jpg", "b.jpg"), "image \"2\" is none of the data set's 2 images", "2", "1");
    }

    @Test
    void textsThatAreStatedNumbersAndNamesOfOtherImagesAreRefused() {
        assertRefused(stated("20.jpg", "10.jpg"), "by name, where \"10\" is 10.jpg, and by number", "10", "20");
    }

    @Test
    void zerosInFrontMakeATextAName() {
        assertRead(resolve(stated("0020.jpg", "0010.jpg"), "0010"), Reading.NAMES, "0010.jpg");
    }

    @Test
    void namesArePathsOrFileNamesWithOrWithoutExtension() {
        ImageIdentity identity = positions("x/a.jpg", "x/b.png", "y/c.d.png", "e");
        assertRead(
                resolve(identity, "x/a.jpg", "b", "c.d.png", "y/c.d", "e"),
                Reading.NAMES,
                "x/a.jpg",
                "x/b.png",
                "y/c.d.png",
                "y/c.d.png",
                "e");
    }

    @Test
    void aNameOfSeveralImagesIsRefusedUnlessItIsAnId() {
        assertRefused(positions("x/a.jpg", "y/a.jpg"), "image \"a\" is the name of several images", "a");
        assertRead(resolve(positions("a", "y/a"), "a"), Reading.NAMES, "a");
    }

    @Test
    void numbersOfSeveralFilesAreNobodys() {
        assertRefused(positions("x/07.jpg", "y/7.jpg"), "image 7 is none of the data set's 2 images", 7L);
    }

    @Test
    void theFirstThatIsNoImageIsNamedByTheReadingThatFitsBest() {
        assertRefused(
                positions("a", "b", "c"),
                "image 9 is none of the data set's 3 images; read by number in the data set," + " 2 of 3 are",
                1L,
                9L,
                3L);
    }

    @Test
    void noReferencesAreNoMistake() {
        assertRead(resolve(positions("a")), Reading.NAMES);
    }

    @Test
    void theLogSaysWhatWasTaken() {
        assertThat(resolve(positions("a.jpg"), "a").words()).isEqualTo("1 image by name");
        assertThat(resolve(positions("a.jpg", "b"), 1L, 2L).words()).isEqualTo("2 images by number in the data set");
    }
}
