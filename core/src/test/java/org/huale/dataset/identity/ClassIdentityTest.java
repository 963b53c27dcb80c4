package org.huale.dataset.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.junit.jupiter.api.Test;

class ClassIdentityTest {
    private static final ClassNames CLASSES = ClassNames.of("cat", "dog", "3");

    private static ClassIdentity positions() {
        return new ClassIdentity(CLASSES, CocoNumbering.ofPositions(new Dataset("d", CLASSES, List.of())));
    }

    private static ClassIdentity stated(long... numbers) {
        return new ClassIdentity(CLASSES, CocoNumbering.of(List.of(), new long[0], numbers));
    }

    /** Longs are numbers, all else texts. */
    private static ClassIdentity.Resolution resolve(ClassIdentity identity, Object... categories) {
        References references = new References();
        for (int i = 0; i < categories.length; i++) {
            String place = "found.json: entry [" + i + "]";
            references.add(
                    categories[i] instanceof Long number ? Reference.of(number) : Reference.of((String) categories[i]),
                    () -> place);
        }
        return identity.resolve("found.json", references);
    }

    private static void assertRead(ClassIdentity.Resolution resolution, ClassReading reading, int... classes) {
        assertThat(resolution.reading()).isEqualTo(reading);
        assertThat(resolution.classes()).containsExactly(classes);
    }

    private static void assertRefused(ClassIdentity identity, String message, Object... categories) {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> resolve(identity, categories))
                .withMessageStartingWith("found.json: entry [")
                .withMessageContaining(message);
    }

    @Test
    void statedNumbersMayHaveAllDigitsThatFit() {
        ClassIdentity identity = stated(7, 1718000000123456789L, 9);
        assertRead(resolve(identity, 1718000000123456789L), ClassReading.NUMBERS, 1);
        assertRead(resolve(identity, "1718000000123456789"), ClassReading.NUMBERS, 1);
    }

    @Test
    void numbersAreThoseOfTheDataSet() {
        assertRead(resolve(stated(7, 9, 11), 11L, 7L), ClassReading.NUMBERS, 2, 0);
        assertRead(resolve(positions(), 3L, 1L), ClassReading.NUMBERS, 2, 0);
        assertThat(resolve(positions(), 3L, 1L).notes()).isEmpty();
    }

    @Test
    void aZeroThatNobodyStatedBeginsTheCount() {
        ClassIdentity.Resolution resolution = resolve(positions(), 0L, 2L);
        assertRead(resolution, ClassReading.FROM_ZERO, 0, 2);
        assertThat(resolution.notes())
                .singleElement()
                .asString()
                .contains("counted from 0, in all 2 entries: 0 is 'cat'", "own numbers are 1 'cat', 2 'dog', 3 '3'");
    }

    @Test
    void aZeroThatIsStatedIsANumberLikeOthers() {
        assertRead(resolve(stated(0, 1, 2), 0L, 1L), ClassReading.NUMBERS, 0, 1);
    }

    @Test
    void numbersOfAnotherCountAreRefusedAsAWhole() {
        assertRefused(
                positions(), "category_id 0 is none of the data set's 3 classes; of 3 different numbers", 1L, 0L, 5L);
        assertRefused(positions(), "category_id 17 is none", 1L, 17L);
        assertRefused(stated(1, 3, 18), "category_id 0 is none", 0L, 1L, 79L);
    }

    @Test
    void countsThatAllFitWhereStatedNumbersDoNotAreTaken() {
        assertRead(resolve(stated(5, 6, 9), 1L, 3L), ClassReading.FROM_ONE, 0, 2);
        assertRead(resolve(stated(1, 2, 9), 0L, 2L), ClassReading.FROM_ZERO, 0, 2);
    }

    @Test
    void twoCountsThatBothFitAreRefused() {
        assertRefused(
                stated(5, 6, 9), "by position, counted from 1 and by position, counted from 0, which differ", 1L, 2L);
    }

    @Test
    void someClassesThatACocoFileDoesNotStateAreNothing() {
        assertRead(resolve(stated(1, 3, 18), 3L, 44L), ClassReading.NUMBERS, 1, ClassIdentity.UNKNOWN);
    }

    @Test
    void namesAreNames() {
        assertRead(resolve(positions(), "dog", "cat", "fox"), ClassReading.NAMES, 1, 0, ClassIdentity.UNKNOWN);
        assertRefused(positions(), "\"fox\" is none of the data set's classes", "fox", "hen");
        assertRefused(positions(), "2 is a number, others are names", "dog", 2L);
    }

    @Test
    void numbersMayBeTexts() {
        assertRead(resolve(positions(), "1", "2.0"), ClassReading.NUMBERS, 0, 1);
        assertRead(resolve(positions(), "0", "1"), ClassReading.FROM_ZERO, 0, 1);
    }

    @Test
    void aTextThatIsANumberAndTheNameOfAnotherClassIsRefused() {
        assertRefused(stated(3, 4, 5), "category_id \"3\" can be read", "3");
    }

    @Test
    void noReferencesAreNoMistake() {
        assertRead(resolve(positions()), ClassReading.NUMBERS);
    }

    @Test
    void anotherCountThatFitsAsWellIsTold() {
        assertThat(resolve(positions(), 1L, 2L, 2L).notes())
                .singleElement()
                .extracting(Problem::what)
                .isEqualTo(
                        "category_id is read by the data set's numbers, in all 3 entries: 1 is 'cat'. All fit by position,"
                                + " counted from 0, too, where it would be 'dog': --category-ids from-0 reads them so");
        assertThat(resolve(stated(0, 1, 2), 1L).notes())
                .singleElement()
                .asString()
                .contains("from-1");
        assertThat(resolve(stated(7, 9, 11), 7L).notes()).isEmpty();
    }

    @Test
    void whoSaysHowToReadIsBelieved() {
        ClassIdentity fromZero = positions().asked(Optional.of(ClassReading.named("from-0")));
        assertRead(resolve(fromZero, 1L, 2L), ClassReading.FROM_ZERO, 1, 2);
        assertThat(resolve(fromZero, 1L, 2L).notes()).isEmpty();
        assertRefused(
                fromZero, "category_id 3 is no class by position, counted from 0; the data set's 3 classes", 1L, 3L);
        assertRead(
                resolve(stated(5, 6, 9).asked(Optional.of(ClassReading.FROM_ONE)), 1L, 2L),
                ClassReading.FROM_ONE,
                0,
                1);
        assertRead(
                resolve(stated(1, 3, 18).asked(Optional.of(ClassReading.NUMBERS)), 3L, 2L),
                ClassReading.NUMBERS,
                1,
                ClassIdentity.UNKNOWN);
        assertRead(resolve(stated(3, 4, 5).asked(Optional.of(ClassReading.NAMES)), "3"), ClassReading.NAMES, 2);
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> ClassReading.named("zero"))
                .withMessage("--category-ids: must be own, from-1, from-0, names, got 'zero'");
    }
}
