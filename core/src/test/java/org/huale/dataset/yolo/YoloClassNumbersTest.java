package org.huale.dataset.yolo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.Samples;
import org.huale.image.OrientationPolicy;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether classes of label files are counted from 0 or from 1, seen from all rows together. */
class YoloClassNumbersTest {
    @TempDir
    private Path folder;

    /** A data set of the classes cat, dog and fox with a row for each number. */
    private String locator(String numbers) {
        String[] all = numbers.split(" ");
        for (int i = 0; i < all.length; i++) {
            Samples.image(folder.resolve("images/" + i + ".png"), Samples.SIZE, i);
            Samples.text(folder.resolve("labels/" + i + ".txt"), all[i] + " 0.5 0.5 0.25 0.5\n");
        }
        return "yolo:" + Samples.text(folder.resolve("data.yaml"), "train: images\nnames: [cat, dog, fox]\n");
    }

    private static List<Integer> classes(DatasetReading reading) {
        return reading.dataset().images().stream()
                .map(image -> image.annotations().get(0).classIndex())
                .toList();
    }

    private static Problem first(String locator) {
        return DatasetLocator.parse(locator)
                .read(OrientationPolicy.APPLY)
                .problems()
                .get(0);
    }

    @Test
    void aCountFromOneThatReachesTheNumberOfNamesIsRefusedAsAWhole() {
        String locator = locator("1 2 3 1");
        String words =
                "none of 4 rows has class 0, 'cat'; their numbers go from 1 to 3, those of the 3 names from 0 to 2;"
                        + " if they are counted from 1, say so behind the name, as in '" + locator + "?firstClass=1'";
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> DatasetLocator.parse(locator).read())
                .withMessage(locator + ": " + words);
        assertThat(first(locator)).isEqualTo(Problem.unusable(locator, words));
    }

    @Test
    void whoSaysSoIsBelieved() {
        DatasetReading reading =
                DatasetLocator.parse(locator("1 2 3 1") + "?firstClass=1").read();
        assertThat(classes(reading)).containsExactly(0, 1, 2, 0);
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void whereNoRowHasClassZeroItIsSaid() {
        String locator = locator("1 2 1");
        assertThat(classes(DatasetLocator.parse(locator).read())).containsExactly(1, 2, 1);
        Problem said = first(locator);
        assertThat(said.severity()).isEqualTo(Problem.Severity.NOTE);
        assertThat(said.what())
                .contains(
                        "none of 3 rows has class 0, 'cat'", "from 1 to 2", "read as counted from 0", "?firstClass=1'");
        assertThat(DatasetLocator.parse(locator + "?firstClass=0").read().problems())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "0 1 2", "0 2 2 2", "2 0"})
    void nothingIsSaidOfWhatCanOnlyBeMeantSo(String numbers) {
        assertThat(DatasetLocator.parse(locator(numbers)).read().problems()).isEmpty();
    }

    @Test
    void labelsOfALongerListOfNamesAreRefusedAsAWhole() {
        String locator = locator("0 3 4 1 7");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> DatasetLocator.parse(locator).read())
                .withMessage(locator
                        + ": 3 of 5 rows have class numbers above 2, that of the last name, up to 7, and 1 have 0;"
                        + " names are missing, or the labels belong to another list of names");
    }

    @Test
    void oneSlipIsARowThatIsLost() {
        DatasetReading reading = DatasetLocator.parse(locator("0 3 1")).read();
        assertThat(reading.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what())
                        .isEqualTo("class must be a whole number from 0 to 2, got '3'; dropped"));
    }

    @Test
    void withACountFromOneZeroIsNoClass() {
        DatasetReading reading =
                DatasetLocator.parse(locator("1 0 3") + "?firstClass=1").read();
        assertThat(reading.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what())
                        .isEqualTo("class must be a whole number from 1 to 3, got '0'; dropped"));
    }

    @Test
    void formatsThatNameClassesTakeNoCount() {
        Path voc = Samples.voc(folder, Samples.object("cat", 2, 2, 9, 9));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() ->
                        DatasetLocator.parse("voc:" + voc + "?firstClass=1").read())
                .withMessageContaining("VOC names classes or states their numbers; firstClass= cannot be given");
    }
}
