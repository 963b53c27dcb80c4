package org.huale.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.aside.FormerNames;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassHistoryTest {
    private static final ClassNames ORIGINAL = ClassNames.of("cat", "car", "van");

    /** A class is added before anything is annotated, two are merged while cycle 0 waits, one is renamed after cycle 1. */
    private static final ClassHistory HISTORY = new ClassHistory(ORIGINAL, List.of())
            .with(new ClassHistory.Entry(ClassChange.add(List.of("dog")), 0, ClassHistory.NOTHING, "first"))
            .with(new ClassHistory.Entry(ClassChange.merge(List.of("van"), "car"), 1, -1, "second"))
            .with(new ClassHistory.Entry(ClassChange.rename("dog", "hound"), 2, 1, "third"));

    @TempDir
    private Path folder;

    @Test
    void eachCycleLearnsTheClassesOfItsTime() {
        assertThat(HISTORY.atCycle(0).to()).isEqualTo(ClassNames.of("cat", "car", "van", "dog"));
        assertThat(HISTORY.atCycle(1).to()).isEqualTo(ClassNames.of("cat", "car", "dog"));
        assertThat(HISTORY.atCycle(2).to()).isEqualTo(ClassNames.of("cat", "car", "hound"));
        assertThat(HISTORY.atCycle(9).to()).isEqualTo(HISTORY.latest());
        assertThat(HISTORY.after(0).places()).containsExactly(0, 1, 1, 2);
        assertThat(HISTORY.after(5).isNone()).isTrue();
    }

    @Test
    void annotationsAreReadInTheClassesThatTheyWereWrittenIn() {
        assertThat(HISTORY.ofAnnotations(-1).from()).isEqualTo(ClassNames.of("cat", "car", "van", "dog"));
        assertThat(HISTORY.ofAnnotations(-1).isNone()).isTrue();
        assertThat(HISTORY.ofAnnotations(0).from()).isEqualTo(ClassNames.of("cat", "car", "dog"));
        assertThat(HISTORY.ofAnnotations(1).places()).containsExactly(0, 1, 2);
        assertThat(HISTORY.ofAnnotations(1).to()).isEqualTo(HISTORY.latest());
        assertThat(HISTORY.sinceAnnotations(-1).places()).containsExactly(0, 1, 1, 2);
        assertThat(HISTORY.sinceAnnotations(2).isNone()).isTrue();
    }

    @Test
    void stepsFollowEachOtherToTheWhole() {
        ClassRenumbering whole = HISTORY.atCycle(0);
        for (int cycle = 0; cycle < 4; cycle++) {
            whole = whole.then(HISTORY.after(cycle));
        }
        assertThat(whole).isEqualTo(HISTORY.sinceTheBeginning());
        assertThat(HISTORY.atCycle(1).then(HISTORY.since(1))).isEqualTo(HISTORY.sinceTheBeginning());
    }

    @Test
    void aClassThatWasMergedAwayAndIsAddedAgainGetsNoneOfTheOldBoxes() {
        ClassNames two = ClassNames.of("car", "van");
        ClassHistory history = new ClassHistory(two, List.of())
                .with(new ClassHistory.Entry(ClassChange.merge(List.of("van"), "car"), 1, 0, "first"))
                .with(new ClassHistory.Entry(ClassChange.add(List.of("van")), 2, 1, "second"));
        ClassRenumbering whole = history.sinceTheBeginning();
        assertThat(whole.to()).isEqualTo(two);
        assertThat(whole.isNone()).isFalse();
        List<Annotation> old = List.of(Annotation.of(new Box(0, 0, 5, 5), 1));
        assertThat(whole.of(old))
                .isEqualTo(history.after(1).of(history.atCycle(1).of(old)));
        assertThat(whole.of(old)).extracting(Annotation::classIndex).containsExactly(0);
    }

    @Test
    void figuresAreComparableAsFarBackAsClassesOnlyGotOtherNames() {
        assertThat(ClassHistory.comparableSince(HISTORY.entries(), 0)).isZero();
        assertThat(ClassHistory.comparableSince(HISTORY.entries(), 1)).isEqualTo(1);
        assertThat(ClassHistory.comparableSince(HISTORY.entries(), 9)).isEqualTo(1);
        assertThat(ClassHistory.comparableSince(List.of(), 9)).isZero();
    }

    @Test
    void formerNamesLeadToThoseOfNow() {
        assertThat(HISTORY.formerNames(5)).isEqualTo(FormerNames.of(Map.of("van", "car", "dog", "hound")));
        ClassHistory back = HISTORY.with(
                new ClassHistory.Entry(ClassChange.add(List.of("dog")), 3, 1, "a class that is called dog again"));
        assertThat(back.formerNames(5)).isEqualTo(FormerNames.of(Map.of("van", "car")));
        assertThat(back.formerNames(2))
                .isEqualTo(new FormerNames(Map.of("van", "car"), Map.of("dog", List.of("hound", "dog"))));
        ClassHistory moved = back.with(new ClassHistory.Entry(ClassChange.rename("dog", "wolf"), 3, 1, "out of doubt"));
        assertThat(moved.formerNames(2).doubtful()).isEqualTo(Map.of("dog", List.of("hound", "wolf")));
        assertThat(moved.formerNames(5)).isEqualTo(FormerNames.of(Map.of("van", "car", "dog", "wolf")));
    }

    /** As where an answer is lost. */
    @Test
    void whatIsAskedForAgainIsAskedForInTheClassesOfThen() {
        ClassNames first = ClassNames.of("cat", "car", "van", "dog");
        assertThat(HISTORY.atRequest(-1).to()).isEqualTo(first);
        assertThat(HISTORY.atRequest(0).to()).isEqualTo(ClassNames.of("cat", "car", "dog"));
        assertThat(HISTORY.atRequest(2).to()).isEqualTo(HISTORY.latest());
        assertThat(HISTORY.toRequest(0, first).orElseThrow().places()).containsExactly(0, 1, 1, 2);
        assertThat(HISTORY.toRequest(0, HISTORY.latest())).isEmpty();
        assertThat(HISTORY.sinceRequest(0, HISTORY.latest()).orElseThrow().places())
                .containsExactly(0, 1, 2);
        assertThat(HISTORY.sinceRequest(-1, HISTORY.latest()).orElseThrow().places())
                .containsExactly(0, 1, 1, 2);
        assertThat(HISTORY.sinceRequest(0, first)).isEmpty();
        assertThat(HISTORY.formerNames(0)).isEqualTo(FormerNames.of(Map.of("van", "car", "hound", "dog")));
        assertThat(HISTORY.ofGuesses(0).orElseThrow().places()).containsExactly(0, 1, 1, 2);
    }

    /** Cycles 0 to 2 are trained, and the answers to the first are gone; or the second was trained again. */
    @Test
    void noAnswerIsAskedForInClassesThatTheNextDetectorHasNotLearned() {
        ClassHistory begun = new ClassHistory(ORIGINAL, List.of());
        ClassChange change = ClassChange.merge(List.of("van"), "car");
        ClassHistory gone = begun.with(new ClassHistory.Entry(change, 3, -1, "while the answer is gone"));
        assertThat(gone.atRequest(0).to()).isEqualTo(ORIGINAL);
        assertThat(gone.ofAnnotations(0).isNone()).isTrue();
        assertThat(gone.atRequest(2).to()).isEqualTo(gone.latest());
        ClassHistory again = begun.with(new ClassHistory.Entry(change, 1, 2, "while the training is gone"));
        assertThat(again.ofAnnotations(1).places()).containsExactly(0, 1, 1);
        assertThat(again.ofGuesses(1)).as("the detector knows no vans").isEmpty();
    }

    @Test
    void theFileGivesBackWhatWasWritten() throws IOException {
        assertThat(ClassHistory.in(folder, ORIGINAL)).isEqualTo(new ClassHistory(ORIGINAL, List.of()));
        Files.writeString(folder.resolve(ClassHistory.FILE), HISTORY.text());
        assertThat(ClassHistory.in(folder, ORIGINAL)).isEqualTo(HISTORY);
        assertThat(ClassHistory.entriesIn(folder)).isEqualTo(HISTORY.entries());
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> ClassHistory.in(folder, ClassNames.of("cat")))
                .withMessageContaining("begins with the classes [cat, car, van], the run with [cat]");
        Files.writeString(folder.resolve(ClassHistory.FILE), "{\"original\": [\"cat\"");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> ClassHistory.in(folder, ORIGINAL))
                .withMessageContaining("classes.json: damaged");
    }

    @Test
    void aDataSetAndCountsAreRenumbered() {
        Box box = new Box(0, 0, 5, 5);
        List<Annotation> objects = List.of(
                Annotation.of(box, 0), new Annotation(box, 2, true, false, 7), new Annotation(box, 1, false, true, 9));
        ImageRecord image = new ImageRecord(new ImageId("a"), Path.of("a.jpg"), new ImageSize(10, 10), objects);
        Dataset renumbered = HISTORY.sinceTheBeginning().of(new Dataset("set", ORIGINAL, List.of(image)));
        assertThat(renumbered.classes()).isEqualTo(HISTORY.latest());
        assertThat(renumbered.images().get(0).annotations())
                .containsExactly(
                        Annotation.of(box, 0),
                        new Annotation(box, 1, true, false, 7),
                        new Annotation(box, 1, false, true, 9));
        Dataset other = new Dataset("set", ClassNames.of("cat"), List.of());
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> HISTORY.sinceTheBeginning().of(other))
                .withMessageContaining("set: has the classes [cat]; the run began with [cat, car, van]");
        assertThat(HISTORY.sinceTheBeginning().counts(List.of(5, 3, 4))).containsExactly(5, 7, 0);
    }

    @Test
    void figuresOfRenamedClassesHaveTheNewNameAndThoseOfMergedOnesTheirOwn() {
        Evaluation.Counts counts = new Evaluation.Counts(1, 1, 0, 1);
        Evaluation evaluation = new Evaluation(
                "voc",
                counts,
                Map.of("AP", 0.5),
                ORIGINAL.names().stream()
                        .map(name -> new Evaluation.ClassEvaluation(name, counts, Map.of("AP", 0.5)))
                        .toList(),
                List.of());
        ClassRenumbering change = ClassChange.merge(List.of("car", "van"), "vehicle")
                .of(ORIGINAL)
                .then(ClassChange.rename("cat", "tiger").of(ClassNames.of("cat", "vehicle")));
        assertThat(RenamedFigures.of(evaluation, change).classes())
                .extracting(Evaluation.ClassEvaluation::name)
                .containsExactly("tiger", "car", "van");
    }
}
