package org.huale.inbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huale.inbox.InboxFixture.CLASSES;
import static org.huale.inbox.InboxFixture.SIZE;
import static org.huale.inbox.InboxFixture.box;
import static org.huale.inbox.InboxFixture.done;
import static org.huale.inbox.InboxFixture.doneWithoutReview;
import static org.huale.inbox.InboxFixture.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.inbox.Inbox;
import org.huale.inbox.InboxFixture.HandClock;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxEvent;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.NewRequest;
import org.huale.inbox.content.Review;
import org.huale.inbox.content.WantedImage;
import org.huale.inbox.cost.ImageCost;
import org.huale.laws.LawSeeds;
import org.huale.loop.oracle.Oracle;
import org.huale.report.curve.AnnotationSeconds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes in by any door is the answer, to the bit. */
class InboxOracleTest {
    private static final ImageId A = new ImageId("a0");
    private static final ImageId B = new ImageId("a1");
    private static final ImageId C = new ImageId("a2");
    private static final Oracle.Request REQUEST = new Oracle.Request(
            2,
            IntStream.range(0, 3)
                    .mapToObj(i -> new ImageRecord(new ImageId("a" + i), Path.of("a" + i + ".png"), SIZE, List.of()))
                    .toList());

    @TempDir
    private Path run;

    private final HandClock clock = new HandClock();
    private Oracle.Answer files = new Oracle.Pending(0, 3, "put files there");

    private InboxOracle.Setup setup(double enough) {
        return new InboxOracle.Setup(
                run,
                clock,
                enough,
                request -> new NewRequest(
                        InboxOracle.key(request.cycle()),
                        CLASSES,
                        "",
                        request.images().stream().map(WantedImage::of).toList()));
    }

    private Oracle alone(double enough) {
        return InboxOracle.alone(setup(enough));
    }

    private Oracle besideFiles() {
        return InboxOracle.beside(request -> files, setup(1));
    }

    private Inbox inbox() {
        return Inbox.open(run.resolve(Inbox.FILE), clock);
    }

    private void label(ImageState state, double left) {
        try (Inbox inbox = inbox()) {
            InboxImage image = inbox.leases().next("ann", OptionalLong.empty()).orElseThrow();
            inbox.work().save(save(image, "ann", state, box(0, 0, left, 40)));
        }
    }

    @Test
    void aRunWaitsUntilEveryImageIsDoneOrSkipped() {
        Oracle.Pending nothing = (Oracle.Pending) alone(1).annotate(REQUEST);
        assertThat(nothing.done()).isZero();
        assertThat(nothing.instruction()).contains("huale label " + run, "huale import " + run);
        label(ImageState.DONE, 1);
        label(ImageState.SKIPPED, 2);
        assertThat(((Oracle.Pending) alone(1).annotate(REQUEST)).done()).isEqualTo(2);
        label(ImageState.DONE, 3);
        Oracle.Complete answer = (Oracle.Complete) alone(1).annotate(REQUEST);
        assertThat(answer.annotations())
                .isEqualTo(Map.of(
                        A, List.of(box(0, 0, 1, 40).object()),
                        C, List.of(box(0, 0, 3, 40).object())));
        assertThat(answer.skipped()).isEqualTo(Map.of(B, "blurred"));
        assertThat(alone(1).annotate(REQUEST)).as("asked again, after a crash").isEqualTo(answer);
    }

    @Test
    void whereAShareIsEnoughTheRestIsLeftOutForGood() {
        alone(0.6).annotate(REQUEST);
        label(ImageState.DONE, 1);
        assertThat(alone(0.6).annotate(REQUEST)).isInstanceOf(Oracle.Pending.class);
        label(ImageState.DONE, 2);
        Oracle.Complete answer = (Oracle.Complete) alone(0.6).annotate(REQUEST);
        assertThat(answer.annotations()).containsOnlyKeys(A, B);
        assertThat(alone(1).annotate(REQUEST)).as("whatever is enough now").isEqualTo(answer);
    }

    @Test
    void skippedImagesAloneAreNeverEnough() {
        alone(0.3).annotate(REQUEST);
        label(ImageState.SKIPPED, 1);
        assertThat(alone(0.3).annotate(REQUEST)).isInstanceOf(Oracle.Pending.class);
        try (Inbox inbox = inbox()) {
            assertThat(inbox.requests().counts("cycle-2", "").isEnough(0.3))
                    .as("nor are their numbers")
                    .isFalse();
        }
        label(ImageState.DONE, 2);
        try (Inbox inbox = inbox()) {
            assertThat(inbox.requests().counts("cycle-2", "").isEnough(0.6)).isTrue();
            assertThat(inbox.requests().counts("cycle-2", "").isEnough(0.7)).isFalse();
        }
    }

    @Test
    void whatTheRunCannotGoOnWithIsOpenAgainWithAllThatIsFinished() {
        alone(1).annotate(REQUEST);
        for (int i = 0; i < 3; i++) {
            label(ImageState.SKIPPED, 1);
        }
        assertThat(((Oracle.Complete) alone(1).annotate(REQUEST)).annotations()).isEmpty();
        alone(1).reopen(2);
        alone(1).reopen(2);
        try (Inbox inbox = inbox()) {
            assertThat(inbox.events().after(0, 100).stream()
                            .filter(it -> it.kind().equals("reopen")))
                    .as("once")
                    .hasSize(1);
            inbox.work().save(done(inbox.images().of(1), "ann", box(0, 0, 1, 40)));
        }
        Oracle.Complete answer = (Oracle.Complete) alone(1).annotate(REQUEST);
        assertThat(answer.annotations()).containsOnlyKeys(A);
        assertThat(answer.skipped()).containsOnlyKeys(B, C);
    }

    @Test
    void filesAndThePageFillTheSameRequest() {
        besideFiles().annotate(REQUEST);
        label(ImageState.DONE, 1);
        List<Annotation> theirs = List.of(box(0, 1, 7, 8).object());
        files = new Oracle.Pending(1, 3, "two are missing", Map.of(B, theirs), Map.of());
        Oracle.Pending waiting = (Oracle.Pending) besideFiles().annotate(REQUEST);
        assertThat(waiting.done()).isEqualTo(2);
        assertThat(waiting.instruction()).contains("two are missing", "2 of 3 images are finished");
        files = new Oracle.Complete(Map.of(A, List.of(), B, theirs, C, List.of()));
        Oracle.Complete answer = (Oracle.Complete) besideFiles().annotate(REQUEST);
        assertThat(answer.annotations())
                .as("what a person did on the page stays")
                .isEqualTo(Map.of(A, List.of(box(0, 0, 1, 40).object()), B, theirs, C, List.of()));
    }

    @Test
    void whatFilesSetAsideIsSetAsideInTheInboxWhileTheRunWaits() {
        files = new Oracle.Pending(1, 3, "two are missing", Map.of(), Map.of(B, "too dark"));
        Oracle.Pending waiting = (Oracle.Pending) besideFiles().annotate(REQUEST);
        assertThat(waiting.done()).isEqualTo(1);
        assertThat(waiting.skipped()).isEqualTo(Map.of(B, "too dark"));
        label(ImageState.DONE, 1);
        label(ImageState.DONE, 2);
        Oracle.Complete answer = (Oracle.Complete) besideFiles().annotate(REQUEST);
        assertThat(answer.annotations()).containsOnlyKeys(A, C);
        assertThat(answer.skipped()).isEqualTo(Map.of(B, "too dark"));
    }

    @Test
    void whatFilesNoLongerSetAsideIsAskedForAgain() {
        files = new Oracle.Pending(1, 3, "two are missing", Map.of(), Map.of(A, "too dark", B, "too dark"));
        besideFiles().annotate(REQUEST);
        files = new Oracle.Pending(1, 3, "two are missing", Map.of(), Map.of(B, "too dark"));
        assertThat(((Oracle.Pending) besideFiles().annotate(REQUEST)).skipped()).isEqualTo(Map.of(B, "too dark"));
        label(ImageState.DONE, 1);
        label(ImageState.SKIPPED, 1);
        Oracle.Complete answer = (Oracle.Complete) besideFiles().annotate(REQUEST);
        assertThat(answer.annotations()).containsOnlyKeys(A);
        assertThat(answer.skipped()).as("by hand, too").isEqualTo(Map.of(B, "too dark", C, "blurred"));
    }

    @Test
    void peopleAnswerWhoMayBringNewImages() {
        assertThat(alone(1).asksPeople()).isTrue();
        assertThat(besideFiles().asksPeople()).isTrue();
    }

    @Test
    void aRequestThatIsNoCyclesHasNone() {
        for (int cycle : List.of(-1, 0, 12)) {
            assertThat(InboxOracle.cycle(InboxOracle.key(cycle))).hasValue(cycle);
        }
        for (String key : List.of("measure", "measure-2", "cycle-", "cycle-two")) {
            assertThat(InboxOracle.cycle(key)).as(key).isEmpty();
        }
    }

    @Test
    void anotherProgramIsADoorUntilTheRequestIsTaken() {
        List<String> asked = new ArrayList<>();
        Door door = new Door() {
            @Override
            public String exchange(Inbox inbox, InboxRequest request) {
                asked.add(request.key());
                return "work there";
            }

            @Override
            public void leave(Inbox inbox, InboxRequest taken) {
                asked.add("left " + taken.key());
            }
        };
        Oracle oracle = InboxOracle.beside(door, setup(0.3));
        Oracle.Pending waiting = (Oracle.Pending) oracle.annotate(REQUEST);
        assertThat(waiting.instruction()).isEqualTo("0 of 3 images are finished.\nwork there");
        label(ImageState.DONE, 1);
        oracle.annotate(REQUEST);
        oracle.annotate(REQUEST);
        assertThat(asked).as("not when it is complete").containsExactly("cycle-2", "cycle-2", "left cycle-2");
    }

    @Test
    void whatFilesHoldComesOutOfTheInboxBitForBit() {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        Map<ImageId, List<Annotation>> annotations = new TreeMap<>();
        for (ImageRecord image : REQUEST.images()) {
            annotations.put(
                    image.id(),
                    IntStream.range(0, random.nextInt(5))
                            .mapToObj(i -> drawn(random))
                            .toList());
        }
        files = new Oracle.Complete(annotations);
        Oracle.Complete answer = (Oracle.Complete) besideFiles().annotate(REQUEST);
        assertThat(answer.annotations()).as("seed " + seed).isEqualTo(annotations);
    }

    private static Annotation drawn(SplittableRandom random) {
        double x = random.nextDouble(60);
        double y = random.nextDouble(40);
        Box box = new Box(x, y, x + random.nextDouble(1e-3, 64 - x), y + random.nextDouble(1e-3, 48 - y));
        return new Annotation(
                box.clippedTo(SIZE),
                random.nextInt(2),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextDouble());
    }

    @Test
    void whatItCostIsWrittenWhenTheRequestIsTaken() throws IOException {
        alone(1).annotate(REQUEST);
        for (int i = 1; i <= 3; i++) {
            label(ImageState.DONE, i);
        }
        alone(1).annotate(REQUEST);
        assertThat(Files.readString(run.resolve("annotation-seconds.csv")))
                .isEqualTo("image,seconds\na0,2.500\na1,2.500\na2,2.500\n");
        assertThat(Files.readString(run.resolve("annotation-costs.csv"))).isEqualTo("""
                        annotator,class,images,boxes,seconds,seconds_per_image,seconds_per_box
                        ,,3,3,7.500,2.500,2.500
                        ,disc,3,3,7.500,,2.500
                        ann,,3,3,7.500,2.500,2.500
                        ann,disc,3,3,7.500,,2.500
                        """);
        assertThat(run.resolve("annotation-agreement.csv")).doesNotExist();
    }

    /** As after the advice to move a damaged inbox away: what was measured is in no inbox any more. */
    @Test
    void whatWasMeasuredStaysWhereTheInboxIsAnother() throws IOException {
        annotate(REQUEST);
        Path costs = run.resolve("annotation-costs.csv");
        String first = Files.readString(costs);
        moveInboxAway("first.sqlite");
        annotate(request(3, "b0"));
        assertThat(Files.readString(run.resolve("annotation-seconds.csv")))
                .isEqualTo("image,seconds\na0,2.500\na1,2.500\na2,2.500\nb0,2.500\n");
        assertThat(costs).content().contains("\n,,1,1,2.500,");
        assertThat(run.resolve("annotation-costs-before-1.csv")).content().isEqualTo(first);
        annotate(request(4, "c0"));
        assertThat(costs).content().contains("\n,,2,2,5.000,");
        assertThat(run.resolve("annotation-costs-before-2.csv"))
                .as("set aside once")
                .doesNotExist();
        moveInboxAway("second.sqlite");
        annotate(request(5, "d0"));
        assertThat(run.resolve("annotation-costs-before-1.csv")).content().isEqualTo(first);
        assertThat(run.resolve("annotation-costs-before-2.csv")).content().contains("\n,,2,2,5.000,");
        assertThat(AnnotationSeconds.read(run.resolve("annotation-seconds.csv")).byImage())
                .containsOnlyKeys("a0", "a1", "a2", "b0", "c0", "d0");
    }

    private static Oracle.Request request(int cycle, String image) {
        return new Oracle.Request(
                cycle, List.of(new ImageRecord(new ImageId(image), Path.of(image + ".png"), SIZE, List.of())));
    }

    private void annotate(Oracle.Request request) {
        alone(1).annotate(request);
        for (int i = 1; i <= request.images().size(); i++) {
            label(ImageState.DONE, i);
        }
        assertThat(alone(1).annotate(request)).isInstanceOf(Oracle.Complete.class);
    }

    private void moveInboxAway(String name) throws IOException {
        Files.move(run.resolve(Inbox.FILE), run.resolve(name));
    }

    /** Nobody has finished there what the run has taken since. */
    @Test
    void anOlderInboxTakesNoSecondsBack() throws IOException {
        alone(1).annotate(REQUEST);
        label(ImageState.DONE, 1);
        Path copy = Files.copy(run.resolve(Inbox.FILE), run.resolve("copy.sqlite"));
        label(ImageState.DONE, 2);
        label(ImageState.DONE, 3);
        alone(1).annotate(REQUEST);
        Files.copy(copy, run.resolve(Inbox.FILE), StandardCopyOption.REPLACE_EXISTING);
        try (Inbox inbox = inbox()) {
            InboxOracle.closeBefore(inbox, 3);
        }
        annotate(request(3, "b0"));
        assertThat(Files.readString(run.resolve("annotation-seconds.csv")))
                .isEqualTo("image,seconds\na0,2.500\na1,2.500\na2,2.500\nb0,2.500\n");
        assertThat(run.resolve("annotation-costs-before-1.csv")).content().contains("\n,,3,3,7.500,");
    }

    /** Whoever has opened them with another program may have changed their form. */
    @Test
    void secondsThatCannotBeReadAreSetAside() throws IOException {
        annotate(REQUEST);
        Path file = Files.writeString(run.resolve("annotation-seconds.csv"), "image;seconds\na0;2,5\n");
        annotate(request(3, "b0"));
        assertThat(run.resolve("annotation-seconds-before-1.csv")).content().isEqualTo("image;seconds\na0;2,5\n");
        assertThat(AnnotationSeconds.read(file).byImage()).containsOnlyKeys("a0", "a1", "a2", "b0");
    }

    /** Boxes of all images together need not fit into memory, nor all lines of the log with theirs. */
    @Test
    void whatItCostIsReadOneImageAfterTheOther() {
        alone(1).annotate(REQUEST);
        Map<ImageId, Integer> boxes = new TreeMap<>();
        try (Inbox inbox = inbox()) {
            ImageCost.all(inbox).forEach(cost -> {
                boxes.put(cost.image().name(), cost.boxes().size());
                if (cost.image().name().equals(A)) {
                    inbox.work().save(done(inbox.images().of(2), "ann", box(0, 0, 1, 40)));
                }
            });
            assertThat(boxes).as("after the first another got a box").isEqualTo(Map.of(A, 0, B, 1, C, 0));
            inbox.work().review(2, 1, new Review("rev", Review.Verdict.ACCEPT, ""), 4);
            List<InboxEvent> lines = inbox.events().timed(0, 10);
            assertThat(lines).extracting(InboxEvent::kind).containsExactly("save", "review");
            assertThat(lines.get(0).what()).contains("\"seconds\":2.5").doesNotContain("boxes", "outcomes");
            assertThat(inbox.events().timed(lines.get(0).id(), 1)).containsExactly(lines.get(1));
        }
    }

    @Test
    void secondsAreReadBackWhateverImagesAreCalled() throws IOException {
        List<String> names = List.of(" a.jpg", "=HYPERLINK(1).jpg", "a,b.jpg");
        Oracle.Request request = new Oracle.Request(
                2,
                names.stream()
                        .map(it -> new ImageRecord(new ImageId(it), Path.of(it), SIZE, List.of()))
                        .toList());
        alone(1).annotate(request);
        for (int i = 1; i <= names.size(); i++) {
            label(ImageState.DONE, i);
        }
        alone(1).annotate(request);
        Path file = run.resolve(AnnotationSeconds.FILE);
        assertThat(Files.readString(file))
                .isEqualTo("image,seconds\n a.jpg,2.500\n'=HYPERLINK(1).jpg,2.500\n\"a,b.jpg\",2.500\n");
        assertThat(AnnotationSeconds.read(file).byImage()).containsOnlyKeys(names);
    }

    @Test
    void aReviewersTimeBelongsToTheImageThatWasReviewed() throws IOException {
        alone(1).annotate(REQUEST);
        for (int i = 1; i <= 3; i++) {
            label(ImageState.DONE, i);
        }
        try (Inbox inbox = inbox()) {
            Review accepted = new Review("rev", Review.Verdict.ACCEPT, "");
            InboxImage reviewed = inbox.work().review(1, 1, accepted, 4);
            assertThat(reviewed.seconds()).isEqualTo(6.5);
            inbox.work().review(2, 1, new Review("eve", Review.Verdict.ACCEPT, ""));
        }
        alone(1).annotate(REQUEST);
        assertThat(Files.readString(run.resolve("annotation-seconds.csv")))
                .isEqualTo("image,seconds\na0,6.500\na1,2.500\na2,2.500\n");
        assertThat(Files.readString(run.resolve("annotation-costs.csv")))
                .as("nobody measured the time of the other reviewer")
                .isEqualTo("""
                        annotator,class,images,boxes,seconds,seconds_per_image,seconds_per_box
                        ,,3,3,11.500,3.833,3.833
                        ,disc,3,3,11.500,,3.833
                        ann,,3,3,7.500,2.500,2.500
                        ann,disc,3,3,11.500,,3.833
                        rev,,1,0,4.000,4.000,
                        """);
    }

    /** Somebody may go on with what another has finished. */
    @Test
    void whoseBoxesBothAreAgreesWithNobody() {
        alone(1).annotate(REQUEST);
        try (Inbox inbox = inbox()) {
            inbox.requests().overlap("cycle-2", 1);
            for (int i = 0; i < 3; i++) {
                InboxImage first =
                        inbox.leases().next("ann", OptionalLong.empty()).orElseThrow();
                inbox.work().save(done(first, "ann", box(0, 0, 0, 10)));
                InboxImage second =
                        inbox.leases().next("bob", OptionalLong.empty()).orElseThrow();
                InboxImage bobs = inbox.work().save(done(second, "bob", box(0, 1, 0, 10)));
                inbox.work().save(doneWithoutReview(bobs, "ann", box(0, 0, 0, 10)));
            }
        }
        alone(1).annotate(REQUEST);
        assertThat(run.resolve("annotation-costs.csv")).exists();
        assertThat(run.resolve("annotation-agreement.csv")).doesNotExist();
    }

    @Test
    void agreementIsToldWhereTwoHaveDoneTheSame() throws IOException {
        alone(1).annotate(REQUEST);
        try (Inbox inbox = inbox()) {
            inbox.requests().overlap("cycle-2", 1);
            for (int i = 0; i < 3; i++) {
                InboxImage first =
                        inbox.leases().next("ann", OptionalLong.empty()).orElseThrow();
                inbox.work().save(done(first, "ann", box(0, 0, 0, 10), box(1, 0, 50, 60)));
                InboxImage second =
                        inbox.leases().next("bob", OptionalLong.empty()).orElseThrow();
                inbox.work().save(done(second, "bob", box(0, 0, 0, 10), box(1, 1, 50, 60)));
            }
        }
        alone(1).annotate(REQUEST);
        assertThat(Files.readString(run.resolve("annotation-agreement.csv"))).isEqualTo("""
                        class,images,first_boxes,second_boxes,pairs,agreement,mean_iou
                        disc,3,6,3,3,0.6667,1.0000
                        square,3,0,3,0,0.0000,
                        """);
        assertThat(Files.readString(run.resolve("annotation-costs.csv")))
                .as("the seconds of an image are shared among its boxes")
                .isEqualTo("""
                        annotator,class,images,boxes,seconds,seconds_per_image,seconds_per_box
                        ,,6,12,15.000,2.500,1.250
                        ,disc,6,9,11.250,,1.250
                        ,square,3,3,3.750,,1.250
                        ann,,3,6,7.500,2.500,1.250
                        ann,disc,3,6,7.500,,1.250
                        bob,,3,6,7.500,2.500,1.250
                        bob,disc,3,3,3.750,,1.250
                        bob,square,3,3,3.750,,1.250
                        """);
    }
}
