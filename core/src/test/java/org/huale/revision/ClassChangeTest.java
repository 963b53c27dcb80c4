package org.huale.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.huale.dataset.ClassNames;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;

class ClassChangeTest {
    private static final ClassNames CLASSES = ClassNames.of("cat", "car", "dog", "van");

    private static void assertChange(ClassChange change, List<String> after, Integer... places) {
        ClassRenumbering made = change.of(CLASSES);
        assertThat(made.from()).isEqualTo(CLASSES);
        assertThat(made.to().names()).isEqualTo(after);
        assertThat(made.places()).containsExactly(places);
    }

    private static void assertRefused(ThrowingCallable change, String... words) {
        assertThatExceptionOfType(HualeException.class).isThrownBy(change).withMessageContainingAll(words);
    }

    @Test
    void newClassesComeLastSoThatNoNumberChanges() {
        assertChange(
                ClassChange.add(List.of("bus", "ant")), List.of("cat", "car", "dog", "van", "bus", "ant"), 0, 1, 2, 3);
    }

    @Test
    void aRenamedClassKeepsItsPlace() {
        assertChange(ClassChange.rename("dog", "hound"), List.of("cat", "car", "hound", "van"), 0, 1, 2, 3);
    }

    @Test
    void classesAreMergedIntoOneThatIsThere() {
        assertChange(ClassChange.merge(List.of("van"), "car"), List.of("cat", "car", "dog"), 0, 1, 2, 1);
        assertChange(ClassChange.merge(List.of("cat", "dog"), "van"), List.of("car", "van"), 1, 0, 1, 1);
        assertChange(ClassChange.merge(List.of("van", "car"), "car"), List.of("cat", "car", "dog"), 0, 1, 2, 1);
    }

    @Test
    void classesAreMergedIntoANewOneInThePlaceOfTheFirst() {
        assertChange(ClassChange.merge(List.of("van", "car"), "vehicle"), List.of("cat", "vehicle", "dog"), 0, 1, 2, 1);
    }

    @Test
    void whatCannotBeMadeIsRefusedByName() {
        assertRefused(
                () -> ClassChange.add(List.of("car")).of(CLASSES), "'car' is there already", "cat, car, dog, van");
        assertRefused(() -> ClassChange.rename("dogs", "hound").of(CLASSES), "no class 'dogs'; did you mean 'dog'?");
        assertRefused(() -> ClassChange.rename("dog", "cat").of(CLASSES), "'cat' is there already");
        assertRefused(() -> ClassChange.merge(List.of("car"), "car").of(CLASSES), "leaves all as it is");
        assertRefused(() -> ClassChange.merge(List.of("car", "bus"), "car").of(CLASSES), "no class 'bus'");
        assertRefused(() -> ClassChange.merge(List.of("car"), ""), "the name to end up with is missing");
        assertRefused(() -> ClassChange.add(List.of("bus", "bus")), "each once");
        assertRefused(() -> ClassChange.add(List.of()), "at least one name");
        assertRefused(() -> ClassChange.add(List.of(" bus")), "begin or end with a space");
        assertRefused(() -> ClassChange.rename("car", "a\tb"), "control character");
    }

    /** As Java takes them from the command line where the locale is none of UTF-8. */
    @Test
    void lettersThatCouldNotBeReadAreRefused() {
        String name = "K\uFFFD\uFFFDfer";
        assertRefused(() -> ClassChange.add(List.of("bus", name)), "class name '" + name, "LC_ALL=C.UTF-8");
        assertRefused(() -> ClassChange.rename("car", name), "class name '" + name);
        assertRefused(() -> ClassChange.merge(List.of("car", "van"), name), "class name '" + name);
    }

    /** What a run of an earlier version has can be read, and be called otherwise. */
    @Test
    void lettersThatCouldNotBeReadCanBeMended() {
        String name = "K\uFFFD\uFFFDfer";
        ClassNames kept = new ClassChange(ClassChange.Kind.ADD, List.of(name), "")
                .of(CLASSES)
                .to();
        assertThat(ClassChange.rename(name, "bug").of(kept).to().names())
                .containsExactly("cat", "car", "dog", "van", "bug");
    }
}
