package org.huale.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.huale.inbox.InboxFixture.box;
import static org.huale.inbox.InboxFixture.done;
import static org.huale.inbox.InboxFixture.doneWithoutReview;
import static org.huale.inbox.InboxFixture.request;
import static org.huale.inbox.InboxFixture.save;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.geometry.Box;
import org.huale.inbox.InboxFixture.HandClock;
import org.huale.inbox.content.Brought;
import org.huale.inbox.content.FinishedRequest;
import org.huale.inbox.content.GuessOutcome;
import org.huale.inbox.content.ImageEntry;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.content.InboxEvent;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.Lease;
import org.huale.inbox.content.Person;
import org.huale.inbox.content.RequestCounts;
import org.huale.inbox.content.Review;
import org.huale.inbox.content.Save;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
    private static final OptionalLong FIRST = OptionalLong.empty();

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock();
    private Inbox inbox;

    @BeforeEach
    void open() {
        inbox = Inbox.open(folder.resolve(Inbox.FILE), clock);
    }

    @AfterEach
    void close() {
        inbox.close();
    }

    private InboxImage next(String who) {
        return inbox.leases().next(who, FIRST).orElseThrow();
    }

    @Test
    void whatIsSavedIsThereAfterOpeningAgainToTheBit() {
        inbox.requests().put(request("initial", 2));
        InboxImage image = next("ann");
        Annotation odd = new Annotation(new Box(0.1, 1.0 / 3, 63.999999999999, 48), 1, true, true, Math.PI);
        InboxBox taken = new InboxBox(7, odd, OptionalInt.of(0));
        inbox.work()
                .save(new Save(
                        image.id(),
                        0,
                        "ann",
                        ImageState.DONE,
                        "",
                        3.25,
                        List.of(taken, box(2, 0, 5, 6)),
                        Map.of(0, GuessOutcome.MOVED)));
        close();
        open();
        InboxImage now = inbox.images().of(image.id());
        assertThat(now.boxes()).containsExactly(taken, box(2, 0, 5, 6));
        assertThat(now.guesses().get(0).outcome()).isEqualTo(GuessOutcome.MOVED);
        assertThat(now.revision()).isEqualTo(1);
        assertThat(now.seconds()).isEqualTo(3.25);
        assertThat(now.state()).isEqualTo(ImageState.DONE);
        assertThat(now.annotator()).isEqualTo("ann");
        assertThat(now.lease()).isEmpty();
        assertThat(now.why()).isEqualTo("{\"score\":0}");
        assertThat(inbox.events().after(0, 10)).extracting(e -> e.kind()).containsExactly("request", "save");
    }

    @Test
    void aRequestIsPutInOnceAndForOneSetOfImages() {
        inbox.requests().put(request("initial", 2));
        inbox.requests().put(request("initial", 2));
        assertThat(inbox.requests().all()).hasSize(1);
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> inbox.requests().put(request("initial", 3)))
                .withMessageContainingAll(
                        "other images (2, now 3, of which 2 are the same)", "has chosen again", "move it away");
    }

    @Test
    void theImagesOfARequestComeInTheOrderOfWantAndEachOnce() {
        inbox.requests().put(request("initial", 3));
        inbox.requests().overlap("initial", 1);
        assertThat(inbox.requests().images("initial"))
                .containsExactly(new ImageId("a0"), new ImageId("a1"), new ImageId("a2"));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> inbox.requests().images("cycle-0"))
                .withMessageContaining("there is no request cycle-0");
    }

    /** The page saves each stroke. */
    @Test
    void theLogNamesTheBoxesOfAnImageOnceItIsFinished() {
        inbox.requests().put(request("initial", 1));
        InboxImage draft =
                inbox.work().save(save(next("ann"), "ann", ImageState.OPEN, box(0, 0, 1, 2), box(1, 1, 3, 4)));
        inbox.work().save(done(draft, "ann", box(0, 0, 1, 2)));
        assertThat(inbox.events().after(1, 10))
                .extracting(InboxEvent::what)
                .containsExactly(
                        "{\"state\":\"open\",\"seconds\":2.5,\"boxes\":2}",
                        "{\"state\":\"done\",\"seconds\":2.5,\"boxes\":[[0,\"disc\",1.0,1.5,2.0,40.0]],\"outcomes\":{}}");
    }

    @Test
    void aChangeFromAnOldRevisionIsAConflictThatTellsWhatIsThere() {
        inbox.requests().put(request("initial", 1));
        InboxImage image = next("ann");
        inbox.work().save(save(image, "ann", ImageState.OPEN, box(0, 0, 1, 2)));
        assertThatExceptionOfType(InboxConflict.class)
                .isThrownBy(() -> inbox.work().save(save(image, "ann", ImageState.DONE)))
                .withMessageContaining("changed by ann since (revision 1, the change was made from 0)")
                .satisfies(e -> assertThat(e.current().boxes()).containsExactly(box(0, 0, 1, 2)));
    }

    @Test
    void nobodyGetsAnImageThatSomebodyElseHas() {
        inbox.requests().put(request("initial", 2));
        InboxImage first = next("ann");
        InboxImage second = next("bob");
        assertThat(first.rank()).isZero();
        assertThat(second.rank()).isEqualTo(1);
        assertThat(inbox.leases().next("cyd", FIRST)).isEmpty();
        assertThat(inbox.requests().counts("initial", "cyd")).isEqualTo(new RequestCounts(2, 0, 0, 0, 2, 2));
        assertThat(inbox.requests().counts("initial", "ann").leasedByOthers()).isEqualTo(1);
        assertThatExceptionOfType(InboxConflict.class)
                .isThrownBy(() -> inbox.work().save(done(first, "bob")))
                .withMessageContaining("ann is at work on it");
        assertThat(next("ann").id()).as("what one has comes first").isEqualTo(first.id());
    }

    @Test
    void aLeaseEndsWithItsTimeAndIsRenewedByWhoHasIt() {
        inbox.requests().put(request("initial", 1));
        InboxImage image = next("ann");
        assertThat(image.lease()).contains(new Lease("ann", clock.instant().plus(Leases.LENGTH)));
        clock.advance(Leases.LENGTH.minusMillis(1));
        assertThat(inbox.leases().next("bob", FIRST)).isEmpty();
        inbox.leases().take(image.id(), "ann");
        clock.advance(Duration.ofMillis(1));
        assertThat(inbox.leases().next("bob", FIRST)).isEmpty();
        clock.advance(Leases.LENGTH.minusMillis(1));
        assertThat(next("bob").id()).isEqualTo(image.id());
        assertThatExceptionOfType(InboxConflict.class)
                .isThrownBy(() -> inbox.leases().take(image.id(), "ann"));
        inbox.leases().release(image.id(), "ann");
        assertThatExceptionOfType(InboxConflict.class)
                .isThrownBy(() -> inbox.leases().take(image.id(), "ann"));
        inbox.leases().release(image.id(), "bob");
        inbox.leases().take(image.id(), "ann");
    }

    @Test
    void aClockThatIsSetBackKeepsNoImageFromAnybody() {
        inbox.requests().put(request("initial", 2));
        InboxImage image = next("ann");
        clock.advance(Duration.ofHours(-1));
        assertThat(inbox.images().of(image.id()).lease()).isEmpty();
        assertThat(inbox.images().list("initial")).allMatch(it -> it.state() == ImageState.OPEN);
        assertThat(inbox.leases().anyOf("initial")).isFalse();
        assertThat(inbox.requests().counts("initial", "bob").leasedByOthers()).isZero();
        assertThat(next("bob").id()).isEqualTo(image.id());
        assertThat(inbox.leases().anyOf("initial")).isTrue();
        assertThat(next("ann").id()).as("what bob has by now").isNotEqualTo(image.id());
    }

    @Test
    void afterAnImageComesTheNextOneAndThenTheBeginning() {
        inbox.requests().put(request("initial", 3));
        List<InboxImage> all = inbox.images().list("initial").stream()
                .map(entry -> inbox.images().of(entry.id()))
                .toList();
        assertThat(inbox.leases()
                        .next("ann", OptionalLong.of(all.get(0).id()))
                        .orElseThrow()
                        .rank())
                .isEqualTo(1);
        assertThat(inbox.leases()
                        .next("ann", OptionalLong.of(all.get(2).id()))
                        .orElseThrow()
                        .rank())
                .isZero();
    }

    @Test
    void whatIsSentBackIsItsAnnotatorsFirstAndKeepsItsNoteUntilItIsDoneAgain() {
        inbox.requests().put(request("initial", 2));
        InboxImage image = inbox.work().save(done(next("ann"), "ann", box(0, 0, 1, 2)));
        InboxImage back = inbox.work().review(image.id(), 1, new Review("rev", Review.Verdict.SEND_BACK, "too wide"));
        assertThat(back.state()).isEqualTo(ImageState.SENT_BACK);
        assertThat(next("bob").rank()).isEqualTo(1);
        InboxImage again = next("ann");
        assertThat(again.id()).isEqualTo(image.id());
        InboxImage draft = inbox.work().save(save(again, "ann", ImageState.OPEN, box(0, 0, 1, 2)));
        assertThat(draft.state()).isEqualTo(ImageState.SENT_BACK);
        assertThat(draft.review().orElseThrow().note()).isEqualTo("too wide");
        InboxImage finished = inbox.work().save(done(draft, "ann", box(0, 0, 1, 3)));
        assertThat(finished.state()).isEqualTo(ImageState.DONE);
        assertThat(finished.review()).isEmpty();
    }

    @Test
    void whoCorrectsAnothersWorkIsItsReviewer() {
        inbox.requests().put(request("initial", 1));
        InboxImage image = inbox.work().save(done(next("ann"), "ann", box(0, 0, 1, 2)));
        InboxImage corrected = inbox.work().save(done(image, "rev", box(0, 1, 1, 2)));
        assertThat(corrected.annotator()).isEqualTo("ann");
        assertThat(corrected.review()).contains(new Review("rev", Review.Verdict.CORRECT, ""));
    }

    /** Nor does an annotator outdo a reviewer: of what two have done, what one accepted counts. */
    @Test
    void anAnnotatorWhoChangesAnothersWorkReviewsNothing() {
        inbox.requests().put(request("initial", 1));
        inbox.requests().overlap("initial", 1);
        InboxImage anns = inbox.work().save(doneWithoutReview(next("ann"), "ann", box(0, 0, 1, 2)));
        InboxImage bobs = inbox.work().save(doneWithoutReview(next("bob"), "bob", box(0, 1, 1, 2)));
        inbox.work().review(bobs.id(), bobs.revision(), new Review("rev", Review.Verdict.ACCEPT, ""));
        InboxImage changed = inbox.work().save(doneWithoutReview(anns, "cyd", box(0, 0, 1, 3)));
        assertThat(changed.review()).isEmpty();
        assertThat(changed.annotator()).isEqualTo("cyd");
        assertThat(finished().annotations().get(anns.name()))
                .containsExactly(box(0, 1, 1, 2).object());
    }

    @Test
    void whatAnAnnotatorChangesIsAcceptedNoLonger() {
        inbox.requests().put(request("initial", 1));
        InboxImage image = inbox.work().save(done(next("ann"), "ann", box(0, 0, 1, 2)));
        InboxImage accepted =
                inbox.work().review(image.id(), image.revision(), new Review("rev", Review.Verdict.ACCEPT, ""));
        assertThat(inbox.work()
                        .save(doneWithoutReview(accepted, "bob", box(0, 0, 1, 3)))
                        .review())
                .isEmpty();
    }

    /** Also by way of the list of images. */
    @Test
    void nobodyIsTheirOwnSecondAnnotator() {
        inbox.requests().put(request("initial", 1));
        inbox.requests().overlap("initial", 1);
        InboxImage first = next("ann");
        InboxImage second = inbox.images()
                .of(inbox.images().numbers("initial", first.name()).get(1));
        assertNotForTwice(second); // while she is at the first
        inbox.work().save(done(first, "ann", box(0, 0, 1, 2)));
        assertNotForTwice(second);
        inbox.leases().take(second.id(), "bob");
        inbox.leases().take(second.id(), "bob");
        InboxImage bobs = inbox.work().save(done(second, "bob", box(0, 0, 1, 2)));
        inbox.leases().take(second.id(), "ann"); // to review it
        assertThat(inbox.work().save(done(bobs, "ann", box(0, 1, 1, 2))).review())
                .contains(new Review("ann", Review.Verdict.CORRECT, ""));
    }

    private void assertNotForTwice(InboxImage second) {
        String why = "image " + second.id() + ": you are its other annotator, and an image needs two different people";
        assertThatExceptionOfType(InboxConflict.class)
                .isThrownBy(() -> inbox.leases().take(second.id(), "ann"))
                .withMessage(why);
        assertThatExceptionOfType(InboxConflict.class)
                .isThrownBy(() -> inbox.work().save(done(second, "ann", box(0, 0, 1, 2))))
                .withMessage(why);
    }

    /** The page saves each stroke, so that a skipped image is open from the first one on. */
    @Test
    void whoDrawsOnASkippedImageGoesOnAlsoAsItsOtherAnnotator() {
        inbox.requests().put(request("initial", 1));
        inbox.requests().overlap("initial", 1);
        InboxImage skipped = inbox.work().save(save(next("ann"), "ann", ImageState.SKIPPED));
        inbox.work().save(done(next("bob"), "bob"));
        assertThat(toReview("bob", FIRST)).contains(skipped.id());
        InboxImage first = inbox.work().save(save(skipped, "bob", ImageState.OPEN, box(0, 0, 1, 2)));
        inbox.leases().take(skipped.id(), "bob");
        InboxImage second = inbox.work().save(save(first, "bob", ImageState.OPEN, box(0, 0, 1, 2), box(1, 0, 3, 4)));
        InboxImage drawn = inbox.work().save(done(second, "bob", box(0, 0, 1, 2), box(1, 0, 3, 4)));
        inbox.work().review(drawn.id(), drawn.revision(), new Review("bob", Review.Verdict.ACCEPT, ""));
        assertThat(finished().annotations().get(drawn.name())).hasSize(2);
        inbox.work().review(drawn.id(), drawn.revision() + 1, new Review("rev", Review.Verdict.SEND_BACK, ""));
        assertThat(next("bob").id()).as("what is theirs to do again").isEqualTo(drawn.id());
    }

    private Optional<Long> toReview(String who, OptionalLong after) {
        return inbox.leases().nextToReview(who, after).map(InboxImage::id);
    }

    @Test
    void aReviewerGetsWhatIsFinishedAndNobodyHasAcceptedNorHas() {
        inbox.requests().put(request("initial", 4));
        InboxImage first = inbox.work().save(done(next("ann"), "ann"));
        InboxImage second = inbox.work().save(save(next("ann"), "ann", ImageState.SKIPPED));
        InboxImage third = inbox.work().save(done(next("ann"), "ann"));
        assertThat(toReview("rev", FIRST)).contains(first.id());
        assertThat(toReview("bob", FIRST)).contains(second.id());
        assertThat(toReview("bob", OptionalLong.of(second.id()))).contains(third.id());
        assertThat(toReview("rev", OptionalLong.of(first.id()))).isEmpty();
        inbox.leases().release(second.id(), "bob");
        assertThat(toReview("rev", OptionalLong.of(third.id())))
                .as("from the beginning")
                .contains(first.id());
        inbox.work().review(first.id(), first.revision(), new Review("rev", Review.Verdict.ACCEPT, ""));
        assertThat(inbox.images().list("initial"))
                .extracting(ImageEntry::isAccepted)
                .containsExactly(true, false, false, false);
        assertThat(toReview("rev", OptionalLong.of(first.id()))).contains(second.id());
        assertThat(inbox.leases().waitsForReview(FIRST)).isTrue();
        inbox.requests().complete("initial");
        assertThat(toReview("rev", FIRST)).isEmpty();
        assertThat(inbox.leases().waitsForReview(FIRST)).isFalse();
    }

    /** Each page of a reviewer asks with every change of the inbox. */
    @Test
    void whereNothingWaitsForAReviewNobodyWaitsForWhoeverIsSaving() {
        inbox.requests().put(request("initial", 2));
        InboxImage only = inbox.work().save(done(next("ann"), "ann"));
        OptionalLong after = OptionalLong.of(only.id());
        try (Database other = Database.open(folder.resolve(Inbox.FILE), Schema.CURRENT)) {
            boolean none = other.change(() -> toReview("rev", after).isEmpty());
            assertThat(none).isTrue();
        }
        assertThat(inbox.leases().waitsForReview(after)).isFalse();
        assertThat(inbox.leases().waitsForReview(FIRST)).isTrue();
    }

    @Test
    void whatDoesNotFitTheImageIsRefused() {
        inbox.requests().put(request("initial", 1));
        InboxImage image = next("ann");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> inbox.work().save(done(image, "ann", box(0, 2, 1, 2))))
                .withMessageContaining("class must be below 2, got 2");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> inbox.work().save(done(image, "ann", box(0, 0, 1, 64.5))))
                .withMessageContaining("reaches outside its image of 64x48");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> inbox.work().save(done(image, "ann", box(0, 0, 2, 2))))
                .withMessageContaining("has no extent");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> done(image, "ann", box(4, 0, 1, 2), box(4, 0, 1, 2)))
                .withMessageContaining("two boxes have the id 4");
        assertThat(inbox.images().of(image.id()).revision()).isZero();
    }

    @Test
    void aSecondAnnotatorGetsTheSameImageAndTheAcceptedWorkCounts() {
        inbox.requests().put(request("initial", 4));
        assertThat(inbox.requests().overlap("initial", 0.5)).isEqualTo(2);
        assertThat(inbox.requests().overlap("initial", 0.5)).isEqualTo(2);
        assertThat(inbox.images().list("initial")).hasSize(6);
        InboxImage zero = inbox.work().save(done(next("ann"), "ann"));
        InboxImage one = inbox.work().save(done(next("ann"), "ann", box(0, 0, 1, 2)));
        assertThat(one.name()).isEqualTo(new ImageId("a1"));
        assertThat(next("ann").name()).as("nobody is his own second annotator").isEqualTo(new ImageId("a2"));
        InboxImage second = next("bob");
        assertThat(second.name()).isEqualTo(one.name());
        assertThat(second.guesses()).hasSize(1);
        second = inbox.work().save(done(second, "bob", box(0, 1, 1, 2)));
        assertThat(finished().annotations().get(one.name()))
                .containsExactly(box(0, 0, 1, 2).object());
        inbox.work().review(second.id(), second.revision(), new Review("rev", Review.Verdict.ACCEPT, ""));
        assertThat(finished().annotations().get(one.name()))
                .containsExactly(box(0, 1, 1, 2).object());
        assertThat(finished().annotations().get(zero.name())).isEmpty();
        assertThat(inbox.requests().counts("initial", "bob")).isEqualTo(new RequestCounts(4, 2, 0, 0, 2, 1));
    }

    private FinishedRequest finished() {
        return inbox.images().finished("initial");
    }

    @Test
    void nothingChangesInACompletedRequest() {
        inbox.requests().put(request("initial", 2));
        InboxImage image = next("ann");
        inbox.requests().complete("initial");
        assertThatExceptionOfType(InboxConflict.class)
                .isThrownBy(() -> inbox.work().save(done(image, "ann")))
                .withMessageContaining("the run has taken request initial already");
        assertThat(inbox.leases().next("bob", FIRST)).isEmpty();
        assertThat(inbox.requests().current()).isEmpty();
    }

    @Test
    void whatIsBroughtIntoACompletedRequestIsRefused() {
        InboxRequest asked = inbox.requests().put(request("initial", 1));
        ImageId name = new ImageId("a0");
        inbox.requests().complete("initial");
        for (Brought brought : List.of(
                new Brought(asked, "files", Map.of(name, List.of()), Map.of()),
                new Brought(asked, "files", Map.of(), Map.of(), Set.of(name), Map.of()))) {
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(() -> inbox.work().bring(brought))
                    .withMessage(folder.resolve(Inbox.FILE)
                            + ": the run has taken request initial meanwhile; nothing was taken");
        }
        assertThat(inbox.images().of(1).revision()).isZero();
        inbox.requests().reopen("initial");
        inbox.work().bring(new Brought(asked, "files", Map.of(name, List.of()), Map.of()));
        assertThat(finished().annotations()).containsOnlyKeys(name);
    }

    @Test
    void whatIsBroughtTwiceIsTakenOnceAndNeverReplacesAPersonsWork() {
        InboxRequest asked = inbox.requests().put(request("initial", 3));
        inbox.work().save(done(next("ann"), "ann", box(0, 0, 1, 2)));
        ImageId a0 = new ImageId("a0");
        ImageId a1 = new ImageId("a1");
        ImageId a2 = new ImageId("a2");
        Brought brought = new Brought(
                asked,
                "files",
                Map.of(a0, List.of(), a1, List.of(box(0, 1, 3, 4).object())),
                Map.of(a2, "broken"));
        assertThat(inbox.work().bring(brought)).containsExactly(a0);
        long events = inbox.events().last();
        assertThat(inbox.work().bring(brought)).containsExactly(a0);
        assertThat(inbox.events().last()).isEqualTo(events);
        assertThat(finished().annotations())
                .isEqualTo(Map.of(
                        a0,
                        List.of(box(0, 0, 1, 2).object()),
                        a1,
                        List.of(box(0, 1, 3, 4).object())));
        assertThat(finished().skipped()).isEqualTo(Map.of(a2, "broken"));
        assertThat(inbox.work().bring(new Brought(asked, "files", Map.of(a1, List.of()), Map.of())))
                .isEmpty();
        assertThat(finished().annotations().get(a1)).isEmpty();
    }

    @Test
    void aDoorOpensAgainWhatItBroughtAndNothingElse() {
        InboxRequest asked = inbox.requests().put(request("initial", 3));
        inbox.work().save(done(next("ann"), "ann", box(0, 0, 1, 2)));
        ImageId a0 = new ImageId("a0");
        ImageId a1 = new ImageId("a1");
        Map<ImageId, List<Annotation>> brought =
                Map.of(a1, List.of(box(0, 1, 3, 4).object()));
        inbox.work().bring(new Brought(asked, "tool", brought, Map.of()));
        Brought back = new Brought(asked, "tool", Map.of(), Map.of(), Set.of(a0, a1, new ImageId("a2")), Map.of());
        inbox.work().bring(new Brought(asked, "files", Map.of(), Map.of(), Set.of(a1), Map.of()));
        assertThat(finished().annotations()).containsOnlyKeys(a0, a1);
        inbox.work().bring(back);
        long events = inbox.events().last();
        inbox.work().bring(back);
        assertThat(inbox.events().last()).as("once").isEqualTo(events);
        assertThat(finished().annotations()).containsOnlyKeys(a0);
        assertThat(inbox.images().of(2).boxes()).containsExactly(box(0, 1, 3, 4));
        inbox.work().bring(new Brought(asked, "tool", brought, Map.of()));
        assertThat(finished().annotations())
                .isEqualTo(Map.of(a0, List.of(box(0, 0, 1, 2).object()), a1, brought.get(a1)));
    }

    @Test
    void classesOfARequestChangeWithTheirBoxesAndNobodyOverwritesThat() {
        inbox.requests().put(request("initial", 1));
        InboxImage image =
                inbox.work().save(save(next("ann"), "ann", ImageState.OPEN, box(0, 0, 1, 2), box(1, 1, 3, 4)));
        ClassNames now = ClassNames.of("box", "square", "disc");
        inbox.requests().changeClasses("initial", now, Map.of(0, 2, 1, 1));
        InboxImage changed = inbox.images().of(image.id());
        assertThat(inbox.requests().of("initial").orElseThrow().classes()).isEqualTo(now);
        assertThat(changed.boxes()).containsExactly(box(0, 2, 1, 2), box(1, 1, 3, 4));
        assertThat(changed.guesses().get(0).classIndex()).isEqualTo(2);
        assertThat(inbox.requests().classesInUse("initial")).containsExactly(1, 2);
        assertThatExceptionOfType(InboxConflict.class)
                .isThrownBy(() -> inbox.work().save(done(image, "ann")));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> inbox.requests().changeClasses("initial", ClassNames.of("box"), Map.of(1, 0)))
                .withMessageContaining("class 2 is in use");
        assertThat(inbox.images().of(image.id())).isEqualTo(changed);
    }

    @Test
    void aTokenOpensUntilItIsRevokedOrReplaced() {
        inbox.people().invite("ann", Person.Role.REVIEWER, "0123456789abcdef");
        assertThat(inbox.people().holderOf("0123456789abcdef"))
                .contains(new Person("ann", Person.Role.REVIEWER, false));
        inbox.people().invite("ann", Person.Role.ANNOTATOR, "0123456789abcdeX");
        assertThat(inbox.people().holderOf("0123456789abcdef")).isEmpty();
        inbox.people().revoke("ann");
        assertThat(inbox.people().holderOf("0123456789abcdeX")).isEmpty();
        assertThat(inbox.people().all()).containsExactly(new Person("ann", Person.Role.ANNOTATOR, true));
    }
}
