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
import org.huale.dataset.file.IdNumbers;
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
        return ImageIdentity.of(dataset, CocoNumbering.ofPositions(dataset));
    }

    /** The numbers 10, 20, 30, ... */
    private static ImageIdentity stated(String... ids) {
        Dataset dataset = dataset(ids);
        long[] numbers =
                IntStream.rangeClosed(1, ids.length).mapToLong(i -> 10L * i).toArray();
        List<ImageId> images = dataset.images().stream().map(ImageRecord::id).toList();
        return ImageIdentity.of(dataset, CocoNumbering.of(images, numbers, new long[] {1}));
    }

    /** Longs are numbers, strings texts. */
    private static ImageIdentity.Resolution resolve(ImageIdentity identity, Object... references) {
        References all = new References();
        for (int i = 0; i < references.length; i++) {
            String place = "found.json: entry [" + i + "]";
            all.add(reference(references[i]), () -> place);
        }
        return identity.resolve("found.json", all);
    }

    private static Reference reference(Object it) {
        if (it instanceof Reference reference) {
            return reference;
        }
        return it instanceof Long number ? Reference.of(number) : Reference.of((String) it);
    }

    private static void assertRead(ImageIdentity.Resolution resolution, Reading reading, String... images) {
        assertThat(resolution.reading()).isEqualTo(reading);
        assertThat(resolution.images()).extracting(ImageId::value).containsExactly(images);
    }

    private static void assertRefused(ImageIdentity identity, String message, Object... references) {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> resolve(identity, references))
                .withMessageStartingWith("found.json: ")
                .withMessageContaining(message);
    }

    @Test
    void positionsAreTakenWhereFileNamesAreNoNumbers() {
        assertRead(resolve(positions("a.jpg", "b.jpg"), 2L, 1L), Reading.POSITIONS, "b.jpg", "a.jpg");
    }

    @Test
    void fileNamesThatAreNumbersAreTakenWherePositionsDoNotFit() {
        ImageIdentity identity = positions("000004", "000001", "000009");
        assertRead(resolve(identity, 9L, 1L), Reading.STEM_NUMBERS, "000009", "000001");
    }

    @Test
    void whatPositionsAndFileNamesAgreeOnIsNotAmbiguous() {
        assertRead(resolve(positions("000001", "000002"), 1L, 2L), Reading.POSITIONS, "000001", "000002");
    }

    @Test
    void whatPositionsAndFileNamesDisagreeOnIsRefusedWithBoth() {
        assertRefused(
                positions("000002", "000001"),
                "its 2 images can be read by position in the data set, counted from 1, where 1 is 000002, and by the number"
                        + " that the file name is, where it is 000001",
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
        assertRefused(positions("a.jpg", "b.jpg"), "image_id \"2\" is none of the 2 images", "2", "1");
    }

    /** Nanoseconds, as some programs number images; the last has more than 64 bits. */
    @Test
    void statedNumbersMayHaveAllDigitsThatFit() {
        Dataset dataset = dataset("a.jpg", "b.jpg");
        List<ImageId> images = dataset.images().stream().map(ImageRecord::id).toList();
        long[] numbers = {1718000000123456789L, IdNumbers.of("9223372036854775808")};
        ImageIdentity identity = ImageIdentity.of(dataset, CocoNumbering.of(images, numbers, new long[] {1}));
        assertRead(resolve(identity, 1718000000123456789L), Reading.NUMBERS, "a.jpg");
        assertRead(resolve(identity, "1718000000123456789"), Reading.NUMBERS, "a.jpg");
        assertRead(resolve(identity, "9223372036854775808"), Reading.NUMBERS, "b.jpg");
        assertThat(IdNumbers.plain("9223372036854775808")).isEmpty();
        assertThat(IdNumbers.plain("-9223372036854775808")).hasValue(Long.MIN_VALUE);
    }

    @Test
    void textsThatAreStatedNumbersAndNamesOfOtherImagesAreRefused() {
        assertRefused(
                stated("20.jpg", "10.jpg"),
                "by name, where \"10\" is 10.jpg, and by the numbers that the data set states",
                "10",
                "20");
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
        assertRefused(positions("x/a.jpg", "y/a.jpg"), "image_id \"a\" is the name of several images", "a");
        assertRead(resolve(positions("a", "y/a"), "a"), Reading.NAMES, "a");
    }

    @Test
    void numbersOfSeveralFilesAreNobodys() {
        assertRefused(positions("x/07.jpg", "y/7.jpg"), "image_id 7 is none of the 2 images", 7L);
    }

    @Test
    void theFirstThatIsNoImageIsNamedByTheReadingThatFitsBest() {
        assertRefused(
                positions("a", "b", "c"),
                "entry [1]: image_id 9 is none of the 3 images; of 3 different ones in the file, 2 by position in the data"
                        + " set, counted from 1, 0 by the number that the file name is are",
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
        assertThat(resolve(positions("a.jpg"), "a").words()).isEqualTo("1 entry names 1 image by name");
        assertThat(resolve(positions("a.jpg", "b"), 1L, 2L, 1L).words())
                .isEqualTo("3 entries name 2 images by position in the data set, counted from 1");
    }

    @Test
    void whatNobodyStatedIsNoted() {
        assertThat(resolve(positions("x.jpg", "0009.jpg"), 9L).notes())
                .singleElement()
                .asString()
                .isEqualTo(
                        "found.json: 1 entry names 1 image by the number that the file name is, such as 9 for 0009.jpg");
        assertThat(resolve(positions("a.jpg", "b.jpg"), 1L).notes()).hasSize(1);
        assertThat(resolve(stated("a.jpg", "b.jpg"), 10L).notes()).isEmpty();
        assertThat(resolve(positions("a.jpg"), "a").notes()).isEmpty();
    }

    @Test
    void statedNumbersThatAreNamesOfOtherImagesAreSaidToBe() {
        assertThat(resolve(stated("20.jpg", "10.jpg"), 10L, 20L).notes())
                .singleElement()
                .asString()
                .contains("where 10 is 20.jpg", "where it is 10.jpg", "file_name");
    }

    @Test
    void aFileNameInAnEntryWins() {
        Reference second = Reference.of(1).withFileName("b.jpg");
        assertRead(resolve(positions("a.jpg", "b.jpg"), second), Reading.FILE_NAMES, "b.jpg");
        assertRefused(
                positions("a.jpg", "b.jpg"),
                "entry [0]: file_name \"c.jpg\" is none of the 2 images",
                Reference.of(1).withFileName("c.jpg"));
    }

    @Test
    void fileNamesInSomeEntriesDecideWhatNumbersAre() {
        ImageIdentity identity = positions("000002.jpg", "000001.jpg");
        assertRead(
                resolve(identity, Reference.of(2).withFileName("000002.jpg"), 1L),
                Reading.STEM_NUMBERS,
                "000002.jpg",
                "000001.jpg");
        assertRead(
                resolve(identity, Reference.of(1).withFileName("000002.jpg"), 2L),
                Reading.POSITIONS,
                "000002.jpg",
                "000001.jpg");
    }

    @Test
    void numbersAndNamesOfOneProgramAreReadTogether() {
        assertRead(resolve(positions("cat.jpg", "0007.jpg"), 7L, "cat"), Reading.STEM_NUMBERS, "0007.jpg", "cat.jpg");
    }

    @Test
    void textsMayHaveADecimalPoint() {
        assertRead(resolve(stated("a.jpg", "b.jpg"), "20.0"), Reading.NUMBERS, "b.jpg");
    }

    @Test
    void pathsMayBeginElsewhere() {
        ImageIdentity identity = positions("train/a.jpg", "val/a.jpg", "b.jpg", "train/b.jpg");
        assertRead(
                resolve(identity, "/data/val/a.jpg", "C:\\x\\train\\b.jpg", "./b.jpg"),
                Reading.NAMES,
                "val/a.jpg",
                "train/b.jpg",
                "b.jpg");
    }

    @Test
    void otherFoldersAndExtensionsCountWhereNothingElseFits() {
        ImageIdentity identity = positions("train/a.jpg", "train/b c.jpg");
        ImageIdentity.Resolution resolution = resolve(identity, "val/a.png", "http://h/b%20c.jpg?x=1");
        assertRead(resolution, Reading.BASE_NAMES, "train/a.jpg", "train/b c.jpg");
        assertThat(resolution.notes()).hasSize(1);
    }

    @Test
    void imagesOfTwoFoldersAreNotOneImage() {
        assertRefused(
                positions("train/a.jpg"), "image_id \"test/a.jpg\" is none of the 1 images", "val/a.jpg", "test/a.jpg");
    }

    @Test
    void accentsMayBeDecomposed() {
        assertRead(resolve(positions("\u00fc.jpg"), "u\u0308.jpg"), Reading.NAMES, "\u00fc.jpg");
    }

    @Test
    void imagesWithoutNumbersHaveNames() {
        Dataset dataset = dataset("a.jpg", "0004.jpg");
        assertRead(resolve(ImageIdentity.ofNames(dataset), 4L), Reading.STEM_NUMBERS, "0004.jpg");
        assertRefused(ImageIdentity.ofNames(dataset), "which have names and no numbers", 1L);
    }
}
