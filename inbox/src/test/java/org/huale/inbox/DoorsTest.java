package org.huale.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.huale.inbox.InboxFixture.box;
import static org.huale.inbox.InboxFixture.done;
import static org.huale.inbox.InboxFixture.request;
import static org.huale.inbox.InboxFixture.save;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.geometry.Box;
import org.huale.inbox.InboxFixture.HandClock;
import org.huale.inbox.content.Brought;
import org.huale.inbox.content.GuessOutcome;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.Review;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A door that is visited again and again brings the same again and again, while people work on the page. */
class DoorsTest {
    private static final ImageId NAME = new ImageId("a0");
    private static final InboxBox OLD = box(0, 0, 1, 2);
    private static final InboxBox NEW = box(0, 1, 3, 4);

    @TempDir
    private Path folder;

    private Inbox inbox;

    @BeforeEach
    void open() {
        inbox = Inbox.open(folder.resolve(Inbox.FILE), new HandClock());
        inbox.requests().put(request("initial", 1));
    }

    @AfterEach
    void close() {
        inbox.close();
    }

    /** The request as it is. */
    private InboxRequest asked() {
        return inbox.requests().of("initial").orElseThrow();
    }

    private Set<ImageId> bring(InboxBox... boxes) {
        return inbox.work()
                .bring(new Brought(
                        asked(),
                        "tool",
                        Map.of(NAME, Stream.of(boxes).map(InboxBox::object).toList()),
                        Map.of()));
    }

    private void takeBack() {
        inbox.work().bring(new Brought(asked(), "tool", Map.of(), Map.of(), Set.of(NAME), Map.of()));
    }

    private InboxImage image() {
        return inbox.images().of(inbox.images().numbers("initial", NAME).get(0));
    }

    private void review(Review.Verdict verdict, String note) {
        inbox.work().review(image().id(), image().revision(), new Review("rev", verdict, note));
    }

    @Test
    void whatAReviewerCorrectedStays() {
        bring(OLD);
        inbox.work().save(done(image(), "rev", NEW));
        InboxImage corrected = image();
        assertThat(bring(OLD)).containsExactly(NAME);
        assertThat(bring(box(0, 0, 5, 6)))
                .as("also where the door says something new")
                .containsExactly(NAME);
        takeBack();
        assertThat(image()).isEqualTo(corrected);
    }

    @Test
    void whatAReviewerCorrectedAndThenAcceptedStays() {
        bring(OLD);
        inbox.work().save(done(image(), "rev", NEW));
        review(Review.Verdict.ACCEPT, "");
        InboxImage accepted = image();
        assertThat(bring(OLD)).containsExactly(NAME);
        assertThat(image()).isEqualTo(accepted);
    }

    @Test
    void whatAReviewerOnlyAcceptedIsReplacedByTheDoorsNewVersion() {
        bring(OLD);
        review(Review.Verdict.ACCEPT, "");
        assertThat(bring(NEW)).isEmpty();
        assertThat(image().boxes()).containsExactly(NEW);
        assertThat(image().review()).isEmpty();
    }

    @Test
    void whatIsSentBackStaysSoUntilTheDoorBringsSomethingElse() {
        bring(OLD);
        review(Review.Verdict.SEND_BACK, "too wide");
        assertThat(bring(OLD)).isEmpty();
        assertThat(image().state()).isEqualTo(ImageState.SENT_BACK);
        assertThat(image().review().orElseThrow().note()).isEqualTo("too wide");
        bring(NEW);
        assertThat(image().state()).isEqualTo(ImageState.DONE);
        assertThat(image().boxes()).containsExactly(NEW);
    }

    @Test
    void aCorrectionThatIsSentBackDoesNotMakeTheOldBoxesNewOnes() {
        bring(OLD);
        inbox.work().save(done(image(), "rev", NEW));
        review(Review.Verdict.SEND_BACK, "as I began");
        bring(OLD);
        assertThat(image().state()).isEqualTo(ImageState.SENT_BACK);
        assertThat(image().boxes()).containsExactly(NEW);
    }

    @Test
    void whatIsSentBackIsDoneAgainWhereItWasFinishedThereOnceMore() {
        bring(OLD);
        review(Review.Verdict.SEND_BACK, "look again");
        takeBack();
        takeBack();
        assertThat(image().revision()).as("once").isEqualTo(3);
        assertThat(image().review().orElseThrow().note()).isEqualTo("look again");
        bring(OLD);
        assertThat(image().state()).isEqualTo(ImageState.DONE);
    }

    @Test
    void whatHasNoObjectIsDoneAgainWhereItWasFinishedThereOnceMore() {
        bring();
        takeBack();
        assertThat(image().state()).isEqualTo(ImageState.OPEN);
        bring();
        assertThat(image().state()).isEqualTo(ImageState.DONE);
    }

    @Test
    void whatWasKeptOutFinishesNothingThatIsSentBackUntilItDiffers() {
        inbox.work().save(done(image(), "ada", NEW));
        assertThat(bring(OLD)).containsExactly(NAME);
        review(Review.Verdict.SEND_BACK, "too wide");
        InboxImage back = image();
        long events = inbox.events().last();
        assertThat(bring(OLD)).isEmpty();
        assertThat(image()).isEqualTo(back);
        assertThat(inbox.events().last()).isEqualTo(events);
        bring(box(0, 0, 5, 6));
        assertThat(image().state()).isEqualTo(ImageState.DONE);
        assertThat(image().boxes()).containsExactly(box(0, 0, 5, 6));
    }

    @Test
    void whatWasKeptOutFinishesAnImageOnceItIsFinishedThereOnceMore() {
        inbox.work().save(done(image(), "ada", NEW));
        bring(OLD);
        takeBack();
        review(Review.Verdict.SEND_BACK, "too wide");
        long events = inbox.events().last();
        takeBack();
        takeBack();
        assertThat(inbox.events().last()).as("once").isEqualTo(events + 1);
        bring(OLD);
        assertThat(image().state()).isEqualTo(ImageState.DONE);
        assertThat(image().boxes()).containsExactly(OLD);
    }

    @Test
    void whatADoorSaidJustAsAPersonDidIsNothingNewOnceThatIsSentBack() {
        inbox.work().save(done(image(), "ada", OLD));
        assertThat(bring(OLD)).isEmpty();
        review(Review.Verdict.SEND_BACK, "too wide");
        InboxImage back = image();
        bring(OLD);
        assertThat(image()).isEqualTo(back);
    }

    @Test
    void aBoxThatCameOfAGuessAnswersForIt() {
        Annotation nearly = Annotation.of(new Box(1, 2, 3, 3.5), 1);
        inbox.work().bring(new Brought(asked(), "tool", Map.of(NAME, List.of(OLD.object(), nearly)), Map.of()));
        assertThat(image().boxes()).containsExactly(OLD, new InboxBox(1, nearly, OptionalInt.of(0)));
        assertThat(image().guesses().get(0).outcome()).isEqualTo(GuessOutcome.RECLASSED);
    }

    @Test
    void aMarkIsSomethingNew() {
        bring(OLD);
        review(Review.Verdict.SEND_BACK, "a crowd");
        Annotation object = OLD.object();
        Annotation crowd = new Annotation(object.box(), object.classIndex(), false, true, object.area());
        inbox.work().bring(new Brought(asked(), "tool", Map.of(NAME, List.of(crowd)), Map.of()));
        assertThat(image().state()).isEqualTo(ImageState.DONE);
    }

    @Test
    void whatSomebodyHasTakenUpAgainIsNotFinishedByTheSameOldBoxes() {
        bring(OLD);
        review(Review.Verdict.SEND_BACK, "too wide");
        InboxImage draft = inbox.work().save(save(image(), "ann", ImageState.OPEN, NEW));
        bring(OLD);
        assertThat(image()).isEqualTo(draft);
        inbox.work().bring(new Brought(asked(), "tool", Map.of(), Map.of(NAME, "broken")));
        assertThat(image().state()).isEqualTo(ImageState.SKIPPED);
        InboxImage unskipped = inbox.work().save(save(image(), "ann", ImageState.OPEN, NEW));
        inbox.work().bring(new Brought(asked(), "tool", Map.of(), Map.of(NAME, "broken")));
        assertThat(image()).isEqualTo(unskipped);
        assertThat(inbox.leases().next("ann", OptionalLong.empty())).isPresent();
    }

    @Test
    void theSameOldBoxesAreNoNewOnesByTheNewNameOfTheirClass() {
        bring(OLD);
        review(Review.Verdict.SEND_BACK, "too wide");
        inbox.requests().changeClasses("initial", ClassNames.of("ring", "square"), Map.of(0, 0, 1, 1));
        InboxImage draft = inbox.work().save(save(image(), "ann", ImageState.OPEN, NEW));
        bring(OLD);
        assertThat(image()).isEqualTo(draft);
        bring(box(0, 0, 1, 3));
        assertThat(image().state()).as("other sides").isEqualTo(ImageState.DONE);
    }

    /** Their numbers would be those of other classes. */
    @Test
    void whatWasReadBeforeTheClassesChangedIsRefused() {
        InboxRequest before = asked();
        inbox.requests().changeClasses("initial", ClassNames.of("thing"), Map.of(0, 0, 1, 0));
        Map<ImageId, List<Annotation>> found = Map.of(NAME, List.of(OLD.object()));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> inbox.work().bring(new Brought(before, "import", found, Map.of())))
                .withMessageContaining("the classes changed meanwhile, from [disc, square] to [thing]")
                .withMessageContaining("nothing was taken");
        assertThat(image().state()).isEqualTo(ImageState.OPEN);
        assertThat(inbox.work().bring(new Brought(asked(), "import", found, Map.of())))
                .isEmpty();
        assertThat(image().boxes()).containsExactly(OLD);
    }

    @Test
    void anotherClassThatThereWasBeforeIsSomethingNew() {
        bring(OLD);
        review(Review.Verdict.SEND_BACK, "a square");
        bring(box(0, 1, 1, 2));
        assertThat(image().state()).isEqualTo(ImageState.DONE);
    }
}
