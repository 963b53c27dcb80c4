package org.huale.inbox.cvat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.huale.inbox.partner.PartnerStub.status;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.detect.training.StoppedException;
import org.huale.geometry.Box;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.NewRequest;
import org.huale.inbox.content.Review;
import org.huale.inbox.content.WantedImage;
import org.huale.inbox.partner.PartnerDoor;
import org.huale.inbox.partner.PartnerStub;
import org.huale.inbox.partner.RunWithPartner;
import org.huale.problem.HualeException;
import org.huale.problem.Logged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What a run asks for becomes one task, and a completed job comes in whole or not at all. */
class CvatDoorTest extends RunWithPartner {
    private CvatStub cvat;
    private NewRequest asked;

    @BeforeEach
    void ask() throws IOException {
        cvat = new CvatStub();
        asked = request(5);
        inbox.requests().put(asked);
    }

    @AfterEach
    void close() {
        cvat.close();
    }

    private static CvatOptions options(String url, String project) {
        return new CvatOptions(url, project, "", 2, CvatStage.ANNOTATION, 0.5);
    }

    private CvatDoor door(CvatOptions options, String token) {
        return door(options, token, Duration.ofHours(1));
    }

    private CvatDoor door(CvatOptions options, String token, Duration answer) {
        return new CvatDoor(
                new CvatDoor.Setup(run, options, CvatToken.of(name -> token, ""), cycle -> given(), patience(answer)));
    }

    private CvatDoor door() {
        return door(options(cvat.url() + "/", ""), CvatStub.PERSONAL);
    }

    private String exchange() {
        return exchange(door());
    }

    @Test
    void aRequestIsOneTaskInTheOrderOfWantWithGuessesAndScores() {
        String said = exchange();
        exchange();
        assertThat(said).contains("project 'HUALE " + run.getFileName() + "': " + cvat.url() + "/tasks/");
        assertThat(cvat.tasks).hasSize(1);
        assertThat(cvat.task().told.path("name").asString()).startsWith("HUALE cycle-2, run 17");
        assertThat(cvat.task().files).containsExactly("a0.png", "a1.png", "a2.png", "a3.png", "a4.png");
        assertThat(cvat.task().jobs).hasSize(3);
        assertThat(cvat.task().shapes).as("one is below the threshold").hasSize(4);
        assertThat(cvat.task().shapes.get(1).toString())
                .isEqualTo("{\"type\":\"rectangle\",\"label_id\":" + cvat.labelOf("square")
                        + ",\"frame\":1,\"points\":[16.0,12.0,32.0,36.0],\"source\":\"auto\",\"score\":0.7}");
        assertThat(cvat.headers).allMatch(it -> it.equals("application/vnd.cvat+json null"));
    }

    @Test
    void aCompletedJobCountsAsAWholeWithEmptyAndDeletedImages() {
        exchange();
        cvat.task().shapes.removeAll();
        cvat.draw(0, "square", "rectangle", 16, 12, 32, 36);
        cvat.draw(2, "square", "rectangle", 1, 1, 9, 9);
        cvat.task().deleted.add(3);
        cvat.set(0, "annotation", "completed");
        cvat.set(1, "annotation", "in progress");
        exchange();
        assertThat(finished().annotations())
                .isEqualTo(Map.of(image(0), List.of(Annotation.of(new Box(16, 12, 32, 36), 1)), image(1), List.of()));
        assertThat(finished().skipped()).isEmpty();
        cvat.set(1, "annotation", "completed");
        exchange();
        assertThat(objects(2)).hasSize(1);
        assertThat(finished().skipped()).isEqualTo(Map.of(image(3), "deleted in CVAT"));
        assertThat(finished().open()).containsExactly(image(4));
    }

    @Test
    void aJobThatIsRejectedOrInReviewIsOpenAgain() {
        exchange();
        cvat.set(0, "annotation", "completed");
        exchange();
        assertThat(finished().annotations()).containsOnlyKeys(image(0), image(1));
        cvat.set(0, "annotation", "rejected");
        exchange();
        assertThat(finished().annotations()).isEmpty();
        cvat.set(0, "validation", "new");
        exchange();
        assertThat(finished().annotations()).isEmpty();
        cvat.set(0, "acceptance", "completed");
        exchange();
        assertThat(objects(0)).as("with its guess").hasSize(1);
    }

    /** How often a job was read. */
    private long reads(int job) {
        return cvat.count(
                "GET /api/jobs/" + cvat.task().jobs.get(job).path("id").asLong() + "/annotations");
    }

    @Test
    void aCompletedJobIsReadOnceUntilSomebodyChangesIt() {
        CvatDoor door = door();
        exchange(door);
        cvat.task().shapes.removeAll();
        cvat.draw(0, "square", "rectangle", 16, 12, 32, 36);
        cvat.set(0, "annotation", "completed");
        exchange(door);
        exchange(door);
        assertThat(reads(0)).isEqualTo(1);
        cvat.set(1, "annotation", "completed");
        exchange(door);
        assertThat(List.of(reads(0), reads(1))).containsExactly(1L, 1L);
        assertThat(finished().annotations()).containsOnlyKeys(image(0), image(1), image(2), image(3));
        assertThat(objects(0)).containsExactly(Annotation.of(new Box(16, 12, 32, 36), 1));
        cvat.draw(1, "disc", "rectangle", 1, 1, 9, 9);
        cvat.set(0, "annotation", "completed"); // as somebody has saved it again
        exchange(door);
        assertThat(List.of(reads(0), reads(1))).containsExactly(2L, 1L);
        assertThat(objects(1)).containsExactly(Annotation.of(new Box(1, 1, 9, 9), 0));
        cvat.set(0, "annotation", "in progress");
        exchange(door);
        assertThat(finished().annotations()).containsOnlyKeys(image(2), image(3));
        cvat.set(0, "annotation", "completed");
        exchange(door);
        assertThat(finished().annotations()).containsOnlyKeys(image(0), image(1), image(2), image(3));
    }

    /** As of a copy of its file from another day. */
    @Test
    void whatTheInboxLacksComesInAgainThoughTheJobWasRead() {
        CvatDoor door = door();
        exchange(door);
        cvat.set(0, "annotation", "completed");
        exchange(door);
        Inbox read = inbox;
        inbox = Inbox.open(run.resolve("copy.sqlite"), clock);
        read.close();
        inbox.requests().put(asked);
        assertThat(finished().annotations()).isEmpty();
        exchange(door);
        assertThat(reads(0)).isEqualTo(1);
        assertThat(finished().annotations()).containsOnlyKeys(image(0), image(1));
    }

    @Test
    void whatHasToBeMendedOrChangesWithoutTheJobIsReadAgain() {
        CvatDoor door = door();
        exchange(door);
        cvat.task().shapes.removeAll();
        cvat.draw(0, "disc", "rectangle", 1, 1, 9, 9);
        cvat.draw(2, "disc", "points", 3, 4);
        cvat.task().deleted.add(1);
        cvat.set(0, "annotation", "completed");
        cvat.set(1, "annotation", "completed");
        for (int i = 0; i < 2; i++) {
            assertThat(exchange(door)).contains("a shape of the kind 'points' has no box");
        }
        assertThat(List.of(reads(0), reads(1))).containsExactly(1L, 2L);
        assertThat(finished().skipped()).containsOnlyKeys(image(1));
        cvat.task().deleted.removeAll();
        cvat.task().shapes.remove(1);
        exchange(door);
        assertThat(finished().annotations()).containsOnlyKeys(image(0), image(1), image(2), image(3));
        giveNameAway();
        assertThat(exchange(door)).contains("class 'disc': may be any of [ring, disc]");
        ((ObjectNode) cvat.labels.values().iterator().next().get(0)).put("name", "star");
        assertThat(exchange(door)).contains("class 'star' is unknown");
        assertThat(finished().annotations()).containsOnlyKeys(image(1), image(2), image(3));
    }

    @Test
    void theStageFromWhichJobsCountMayBeALaterOne() {
        CvatDoor later = door(
                new CvatOptions(cvat.url(), "", "cells-and-more", 2, CvatStage.VALIDATION, 0.5), CvatStub.PERSONAL);
        exchange(later);
        cvat.set(0, "annotation", "completed");
        exchange(later);
        assertThat(finished().annotations()).isEmpty();
        cvat.set(0, "validation", "completed");
        exchange(later);
        assertThat(finished().annotations()).hasSize(2);
        assertThat(cvat.headers).allMatch(it -> it.endsWith(" cells-and-more"));
    }

    @Test
    void whatIsNoUprightBoxIsItsFrame() {
        exchange();
        cvat.task().shapes.removeAll();
        cvat.draw(0, "disc", "rectangle", 10, 10, 30, 20);
        ((ObjectNode) cvat.task().shapes.get(0)).put("rotation", 90.0);
        cvat.draw(0, "disc", "polygon", 3, 4, 9.5, 6, 5, 12);
        cvat.draw(0, "disc", "ellipse", 20, 20, 28, 16);
        cvat.draw(0, "disc", "mask", 0, 4, 3, 5, 4, 6);
        cvat.set(0, "annotation", "completed");
        exchange();
        assertThat(objects(0).stream().map(Annotation::box))
                .containsExactly(
                        new Box(15, 5, 25, 25), new Box(3, 4, 9.5, 12), new Box(12, 16, 28, 24), new Box(3, 5, 5, 7));
        cvat.draw(2, "disc", "points", 3, 4);
        cvat.set(1, "annotation", "completed");
        assertThat(exchange()).contains("image night/a2: shape 5002: a shape of the kind 'points' has no box");
        assertThat(finished().annotations()).containsOnlyKeys(image(0), image(1), image(3));
    }

    @Test
    void classesAreFoundThoughTheirNamesLoseBlanksThere() {
        inbox.requests().changeClasses(KEY, ClassNames.of("disc ", " square"), Map.of(0, 0, 1, 1));
        exchange();
        exchange();
        assertThat(cvat.count("PATCH /api/projects/"))
                .as("labels are there once")
                .isZero();
        assertThat(cvat.task().shapes.get(1).path("label_id").asLong()).isEqualTo(cvat.labelOf("square"));
        cvat.task().shapes.removeAll();
        cvat.draw(0, "square", "rectangle", 16, 12, 32, 36);
        cvat.set(0, "annotation", "completed");
        exchange();
        assertThat(objects(0)).containsExactly(Annotation.of(new Box(16, 12, 32, 36), 1));
    }

    @Test
    void aTrackIsItsShapeInEachImage() {
        CvatDoor one = door(new CvatOptions(cvat.url(), "", "", 5, CvatStage.ANNOTATION, 0.5), CvatStub.PERSONAL);
        exchange(one);
        cvat.task().shapes.removeAll();
        ObjectNode track = cvat.task().tracks.addObject().put("frame", 0).put("label_id", cvat.labelOf("square"));
        track.putArray("shapes")
                .add(CvatStub.shape(-1, 0, "rectangle", 10, 10, 20, 20))
                .add(CvatStub.shape(-1, 2, "rectangle", 20, 10, 30, 20))
                .add(CvatStub.shape(-1, 4, "rectangle", 20, 10, 30, 20).put("outside", true));
        cvat.set(0, "annotation", "completed");
        exchange(one);
        assertThat(objects(1)).containsExactly(Annotation.of(new Box(15, 10, 25, 20), 1));
        assertThat(objects(3)).containsExactly(Annotation.of(new Box(20, 10, 30, 20), 1));
        assertThat(objects(4)).isEmpty();
    }

    @Test
    void aLabelThatWasAddedThereWaitsUntilTheRunHasIt() {
        exchange();
        cvat.labels.values().iterator().next().add(CvatStub.label(901, "star")).add(CvatStub.label(902, "ring"));
        cvat.draw(0, "star", "rectangle", 1, 1, 9, 9);
        cvat.draw(1, "ring", "rectangle", 1, 1, 9, 9);
        cvat.set(0, "annotation", "completed");
        assertThat(exchange()).contains("class 'star' is unknown", "huale classes " + run + " add NAME");
        assertThat(finished().annotations()).containsOnlyKeys(image(1));
        assertThat(objects(1)).as("by the former name").contains(Annotation.of(new Box(1, 1, 9, 9), 0));
        inbox.requests().changeClasses(KEY, ClassNames.of("disc", "square", "star", "cross"), Map.of(0, 0, 1, 1));
        exchange();
        assertThat(objects(0)).hasSize(2);
        assertThat(cvat.labelOf("cross")).as("added to the run's own project").isPositive();
    }

    @Test
    void aCorrectionThatCannotBeTakenOpensTheImageAgain() {
        exchange();
        cvat.set(0, "annotation", "completed");
        exchange();
        assertThat(finished().annotations()).containsOnlyKeys(image(0), image(1));
        cvat.draw(0, "disc", "points", 3, 4);
        cvat.set(0, "annotation", "completed");
        assertThat(exchange()).contains("a shape of the kind 'points' has no box");
        assertThat(finished().annotations()).containsOnlyKeys(image(1));
        cvat.task().shapes.remove(cvat.task().shapes.size() - 1);
        exchange();
        assertThat(finished().annotations()).containsOnlyKeys(image(0), image(1));
    }

    @Test
    void aNameThatGotAnotherMeaningOpensOnlyWhatWasChangedSince() {
        exchange();
        cvat.task().shapes.removeAll();
        cvat.draw(0, "disc", "rectangle", 1, 1, 9, 9);
        cvat.draw(1, "disc", "rectangle", 1, 1, 9, 9);
        cvat.set(0, "annotation", "completed");
        exchange();
        giveNameAway();
        assertThat(exchange()).contains("class 'disc': may be any of [ring, disc]");
        List<Annotation> came = List.of(Annotation.of(new Box(1, 1, 9, 9), 0));
        assertThat(finished().annotations()).isEqualTo(Map.of(image(0), came, image(1), came));
        cvat.draw(1, "disc", "rectangle", 20, 1, 30, 9);
        cvat.set(0, "annotation", "completed");
        exchange();
        assertThat(finished().annotations()).containsOnlyKeys(image(0));
    }

    /** As where an answer is lost and asked for again. */
    @Test
    void aClassThatTheRunGotAfterTheImagesWereFirstAskedForIsNotToBeAdded() {
        exchange();
        cvat.labels.values().iterator().next().add(CvatStub.label(901, "star"));
        cvat.draw(0, "star", "rectangle", 1, 1, 9, 9);
        cvat.set(0, "annotation", "completed");
        latest = ClassNames.of("disc", "square", "star");
        assertThat(exchange())
                .contains("class 'star' is unknown", "before the run had the classes [star]")
                .doesNotContain("huale classes");
    }

    @Test
    void whatWasMadeBeforeACrashIsFoundAgain() {
        for (String step :
                List.of("POST /api/projects", "POST /api/tasks", "POST /api/tasks/7/data/", "PATCH /api/tasks/")) {
            cvat.fault(step, 1, cvat.doneAndBrokenOff());
        }
        for (int i = 0; i < 4; i++) {
            assertThat(exchange()).as("time " + i).contains("Nothing was taken");
        }
        exchange();
        assertThat(cvat.projects).hasSize(1);
        assertThat(cvat.tasks).hasSize(1);
        assertThat(cvat.task().files).hasSize(5);
        assertThat(cvat.task().shapes).as("guesses, once").hasSize(4);
        assertThat(run.resolve("cvat/cycle-2.json")).exists();
    }

    @Test
    void guessesDoNotGoOverWhatPeopleHaveDrawn() {
        cvat.fault("PATCH /api/tasks/", 1, status(500, ""));
        assertThat(exchange()).contains("fails (500 to PATCH");
        cvat.draw(0, "disc", "rectangle", 1, 1, 9, 9);
        exchange();
        assertThat(cvat.task().shapes).hasSize(1);
    }

    @Test
    void imagesThatTakeTheirTimeAreWaitedFor() {
        cvat.creation = "started";
        assertThat(exchange()).contains("is still taking in the images of task");
        cvat.creation = "finished";
        exchange();
        assertThat(cvat.tasks).hasSize(1);
        assertThat(cvat.count("POST /api/tasks?") + cvat.count("DELETE")).isZero();
        assertThat(cvat.task().shapes).hasSize(4);
    }

    @Test
    void aTaskThatCannotTakeItsImagesIsSaidAndMadeAnew() {
        cvat.creation = "failed";
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(this::exchange)
                .withMessageContaining("cannot take the images of task")
                .withMessageContaining("no space left");
        cvat.creation = "finished";
        exchange();
        assertThat(cvat.count("DELETE /api/tasks/")).isEqualTo(1);
        assertThat(cvat.tasks).hasSize(1);
        assertThat(cvat.task().files).hasSize(5);
    }

    @Test
    void outagesAndRateLimitsAreWaitedOutAndNothingIsHalfTaken() {
        exchange();
        cvat.set(0, "annotation", "completed");
        cvat.set(1, "annotation", "completed");
        long second = cvat.task().jobs.get(1).path("id").asLong();
        cvat.fault("GET /api/jobs/" + second, 9, status(502, ""));
        assertThat(exchange()).contains("fails (502 to GET /api/jobs/" + second, "Nothing was taken");
        assertThat(finished().annotations()).isEmpty();
        cvat.close();
        assertThat(exchange()).contains("cannot be reached");
    }

    @Test
    void aPauseThatTheServerAsksForIsKept() {
        exchange();
        cvat.set(0, "annotation", "completed");
        cvat.fault("GET /api/jobs", 1, exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            PartnerStub.send(exchange, 429, "{\"detail\":\"Request was throttled.\"}");
        });
        exchange();
        assertThat(finished().annotations()).hasSize(2);
    }

    @Test
    void aJobThatChangesWhileItIsReadIsNotTaken() {
        exchange();
        cvat.set(0, "annotation", "completed");
        long first = cvat.task().jobs.get(0).path("id").asLong();
        cvat.fault("GET /api/jobs/" + first, 1, exchange -> {
            cvat.set(0, "annotation", "in progress");
            PartnerStub.send(exchange, 200, "{\"shapes\":[],\"tracks\":[],\"tags\":[]}");
        });
        exchange();
        assertThat(finished().annotations()).isEmpty();
    }

    @Test
    void aDeletedTaskOrProjectIsSaidAndNoneIsMadeInSilence() {
        exchange();
        cvat.tasks.clear();
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(this::exchange)
                .withMessageContaining("any more: it was deleted")
                .withMessageContaining("cycle-2.json");
        cvat.projects.clear();
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(this::exchange)
                .withMessageContaining("has no project 3: it was deleted");
        assertThat(cvat.projects).isEmpty();
        assertThat(cvat.tasks).isEmpty();
    }

    /** As the message advises. */
    @Test
    void afterADeletedTaskWhatIsFinishedStaysAndTheOthersGoOutAgain() throws IOException {
        exchange();
        cvat.task().shapes.removeAll();
        cvat.draw(0, "square", "rectangle", 1, 1, 9, 9);
        cvat.draw(1, "disc", "rectangle", 1, 1, 9, 9);
        cvat.set(0, "annotation", "completed");
        exchange();
        review(0, Review.Verdict.ACCEPT);
        review(1, Review.Verdict.SEND_BACK);
        InboxImage accepted = there(0);
        cvat.tasks.clear();
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(this::exchange)
                .withMessageContaining("To hand out what is not finished, delete " + run.resolve("cvat/cycle-2.json"));
        Files.delete(run.resolve("cvat/cycle-2.json"));
        assertThat(exchange()).as("nothing is missed").doesNotContain("such as");
        assertThat(cvat.task().files).containsExactly("a1.png", "a2.png", "a3.png", "a4.png");
        assertThat(cvat.task().shapes).as("guesses of these").hasSize(3);
        assertThat(cvat.task().shapes.get(0).path("frame").asInt()).isZero();
        cvat.set(0, "annotation", "completed");
        exchange();
        assertThat(there(0)).isEqualTo(accepted);
        assertThat(finished().annotations()).containsOnlyKeys(image(0), image(1), image(2));
    }

    @Test
    void anImageThatWasFinishedElsewhereAtTheHandOutIsMissedOnceItIsSentBack() throws IOException {
        cvat.fault("POST /api/tasks/", 1, cvat.doneAndBrokenOff());
        assertThat(exchange()).contains("Nothing was taken");
        finish(3);
        assertThat(exchange()).doesNotContain("such as");
        assertThat(cvat.tasks).hasSize(1);
        assertThat(cvat.task().files).containsExactly("a0.png", "a1.png", "a2.png", "a4.png");
        review(3, Review.Verdict.SEND_BACK);
        assertThat(exchange())
                .contains(
                        "1 images wait that are not in CVAT, such as night/a3",
                        "huale label " + run,
                        "delete task " + cvat.task().told.path("id").asLong() + " there",
                        "cycle-2.json");
        cvat.tasks.clear();
        Files.delete(run.resolve("cvat/cycle-2.json"));
        assertThat(exchange()).doesNotContain("such as");
        assertThat(cvat.task().files).hasSize(5);
    }

    private static List<String> warningsOf(Class<?> logging, Runnable work) {
        return Logged.by(logging, Level.WARN, work::run);
    }

    /** Asks for other images by the same key, as where the inbox was moved away; in CVAT they are called like those before. */
    private void askForOthers() {
        Inbox before = inbox;
        inbox = Inbox.open(run.resolve("others.sqlite"), clock);
        before.close();
        List<WantedImage> others = asked.images().stream()
                .map(it -> new WantedImage(
                        new ImageId(it.name().value().replace("night/", "day/")),
                        it.file(),
                        it.size(),
                        it.why(),
                        it.guesses()))
                .toList();
        inbox.requests().put(new NewRequest(KEY, asked.classes(), "", others));
    }

    /** Forgets what the images of the task are, as earlier versions did. */
    private void forgetImages() throws IOException {
        ObjectNode told = cvat.task().told;
        told.put("name", told.path("name").asString("").replaceAll(", images .*", ""));
        Files.writeString(
                run.resolve("cvat/cycle-2.json"),
                "{\"project\":3,\"task\":" + told.path("id").asLong() + "}");
    }

    @Test
    void aTaskOfOtherImagesIsNotReadThoughTheyAreCalledTheSame() throws IOException {
        exchange();
        long first = cvat.task().told.path("id").asLong();
        cvat.set(0, "annotation", "completed");
        askForOthers();
        List<String> heard = warningsOf(CvatDoor.class, this::exchange);
        assertThat(finished().annotations()).isEmpty();
        assertThat(cvat.tasks).hasSize(2);
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0)).contains("Task " + first + " is of other images");
        assertThat(warningsOf(CvatDoor.class, this::exchange)).isEmpty();
        Files.delete(run.resolve("cvat/cycle-2.json"));
        exchange();
        assertThat(cvat.tasks).as("the new one is found again").hasSize(2);
        assertThat(finished().annotations()).isEmpty();
    }

    @Test
    void aTaskOfAnEarlierVersionGoesOn() throws IOException {
        exchange();
        forgetImages();
        cvat.set(0, "annotation", "completed");
        exchange();
        assertThat(finished().annotations()).containsOnlyKeys(image(0), image(1));
        Files.delete(run.resolve("cvat/cycle-2.json"));
        cvat.set(1, "annotation", "completed");
        exchange();
        assertThat(finished().annotations()).containsOnlyKeys(image(0), image(1), image(2), image(3));
        assertThat(cvat.tasks).hasSize(1);
    }

    @Test
    void aTaskOfAnEarlierVersionWithImagesThatAreNotAskedForIsRefused() throws IOException {
        exchange();
        cvat.task().files.set(4, "b9.png");
        forgetImages();
        cvat.set(0, "annotation", "completed");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(this::exchange)
                .withMessageContaining("the image b9.png, which cycle-2 does not ask for")
                .withMessageContaining("delete " + run.resolve("cvat/cycle-2.json"));
        Files.delete(run.resolve("cvat/cycle-2.json"));
        exchange();
        assertThat(finished().annotations()).isEmpty();
        assertThat(cvat.tasks).hasSize(2);
        assertThat(cvat.count("DELETE")).isZero();
    }

    @Test
    void aTaskWithOpenJobsIsSaidOnceTheRunHasGoneOn() {
        CvatDoor door = door();
        exchange(door);
        cvat.set(0, "annotation", "completed");
        exchange(door);
        inbox.requests().complete(KEY);
        InboxRequest taken = inbox.requests().of(KEY).orElseThrow();
        long task = cvat.task().told.path("id").asLong();
        List<String> heard = warningsOf(PartnerDoor.class, () -> {
            door.leave(inbox, taken);
            door.leave(inbox, taken);
        });
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0))
                .startsWith("CVAT: 3 images of cycle-2 were not finished when the run went on; task " + task)
                .contains(cvat.url() + "/tasks/" + task, "Delete the task");
    }

    @Test
    void noTaskIsMadeWhereNothingIsLeftToDo() {
        for (int i = 0; i < 5; i++) {
            finish(i);
        }
        assertThat(exchange()).contains(cvat.url() + "/projects/3");
        assertThat(cvat.count("POST /api/tasks")).isZero();
        assertThat(run.resolve("cvat/cycle-2.json")).doesNotExist();
    }

    @Test
    void noGuessesGoIntoWhatIsFinishedWithoutObjects() throws IOException {
        exchange();
        cvat.task().shapes.removeAll();
        cvat.set(0, "annotation", "completed");
        exchange();
        Files.delete(run.resolve("cvat/cycle-2.json"));
        exchange();
        assertThat(objects(0)).isEmpty();
        assertThat(cvat.task().shapes).as("of the others").hasSize(2);
    }

    @Test
    void aProjectOfPeopleIsFoundByNameOrNumberAndKeepsItsLabels() {
        exchange(door(options(cvat.url(), "Cells & more"), CvatStub.PERSONAL));
        assertThat(cvat.projects.get(3L)).hasToString("{\"id\":3,\"name\":\"Cells & more\"}");
        cvat.labelsOf(3).remove(1);
        org.huale.storage.FileTree.delete(run.resolve("cvat"));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> exchange(door(options(cvat.url(), "3"), CvatStub.PERSONAL)))
                .withMessageContaining("lacks the classes [square]");
        cvat.labelsOf(3).add(CvatStub.label(905, "square").put("type", "polygon"));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> exchange(door(options(cvat.url(), "3"), CvatStub.PERSONAL)))
                .withMessageContaining("the labels [square] are not for boxes");
    }

    @Test
    void keysLoginsAndPersonalTokensOpenItAndAreNeverShown() throws IOException {
        cvat.accepted = "Token " + CvatStub.KEY;
        exchange(door(options(cvat.url(), ""), CvatStub.KEY));
        CvatDoor login = door(options(cvat.url(), ""), "ann:pass:word");
        cvat.accepted = "nothing";
        exchange(login);
        exchange(login);
        assertThat(cvat.logins).isEqualTo(1);
        cvat.accepted = "Token of another time";
        exchange(login);
        assertThat(cvat.logins).as("after a 401").isEqualTo(2);
        assertRefused("ann:wrong pass", "refuses the login (400: {\"non_field_errors\"");
        assertRefused("some.personal.access.token", "does not take the token (401: Invalid token.)");
        cvat.fault("GET /api/projects", 1, status(403, "{\"detail\":\"not with some.personal.access.token\"}"));
        assertRefused("some.personal.access.token", "not with (token)");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> CvatToken.of(name -> "s3cret", ""))
                .withMessageContaining("holds no token of CVAT")
                .withMessageNotContaining("s3cret");
        Path file = Files.writeString(run.resolve("token"), CvatStub.KEY + "\n");
        assertThat(CvatToken.of(name -> null, file.toString()).text()).isEqualTo(CvatStub.KEY);
    }

    /** In JSON, quotation marks and backslashes have a backslash before them. */
    @Test
    void aPasswordIsNotShownAsItStandsInAnAnswerEither() {
        for (String key : List.of("detail", "login")) {
            cvat.fault("POST /api/auth/login", 1, status(400, "{\"" + key + "\":\"not qu\\\"ote\\\\d\"}"));
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(() -> exchange(door(options(cvat.url(), ""), "ann:qu\"ote\\d")))
                    .withMessageContaining("not (token)")
                    .withMessageNotContaining("ote");
        }
    }

    @Test
    void hostileAnswersAreRefusedWithinBounds() {
        exchange();
        cvat.set(0, "annotation", "completed");
        cvat.fault("GET /api/jobs", 1, status(200, "{\"a\":\"" + "x".repeat(200_000) + "\"}"));
        assertSaid("more than 100000 bytes");
        cvat.fault("GET /api/jobs", 1, status(200, "<html>welcome</html>"));
        assertSaid("not JSON");
        cvat.fault("GET /api/jobs", 1, status(200, "[".repeat(5_000)));
        assertSaid("not JSON");
        cvat.fault("GET /api/jobs", 1, exchange -> {
            exchange.getResponseHeaders().set("Location", "http://elsewhere.example/");
            PartnerStub.send(exchange, 302, "");
        });
        assertSaid("'http://elsewhere.example/'");
        assertThat(finished().annotations()).isEmpty();
        exchange();
        assertThat(finished().annotations()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"results\":{}}",
                "{\"results\":null,\"count\":0}",
                "{\"count\":0}",
                "{}",
                "[]",
                "null",
                "3",
                ""
            })
    void whatIsNoListIsNotTakenForAnEmptyOne(String answer) {
        exchange();
        cvat.set(0, "annotation", "completed");
        cvat.fault("GET /api/jobs?", 1, status(200, answer));
        long task = cvat.task().told.path("id").asLong();
        assertSaid("answers GET /api/jobs?task_id=" + task + "&page=1&page_size=100 without a list 'results'");
        cvat.fault("GET /api/labels", 1, status(200, answer));
        assertSaid("without a list 'results'");
        cvat.fault("GET /api/tasks/" + task + "/data/meta", 1, status(200, answer));
        assertSaid("without a list 'frames'");
        assertThat(finished().annotations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"shapes\":{},\"tracks\":[]}", "{\"shapes\":[]}", ""})
    void aJobWithoutListsOfShapesIsNoJobWithoutObjects(String answer) {
        exchange();
        cvat.set(0, "annotation", "completed");
        long first = cvat.task().jobs.get(0).path("id").asLong();
        cvat.fault("GET /api/jobs/" + first, 1, status(200, answer));
        assertSaid("without a list '");
        assertThat(finished().annotations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"results\":[]}", "{\"results\":[{}],\"count\":\"many\"}", "{\"results\":[],\"count\":null}"})
    void aListThatDoesNotSayItsLengthIsRefused(String answer) {
        exchange();
        cvat.fault("GET /api/jobs?", 1, status(200, answer));
        assertSaid("without a number 'count'");
    }

    @Test
    void aServerThatNeverEndsItsAnswerIsGivenUp() {
        exchange();
        cvat.fault("GET /api/jobs", 9, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('[');
            exchange.getResponseBody().flush();
        });
        CvatDoor hurried = door(options(cvat.url() + "/", ""), CvatStub.PERSONAL, Duration.ofSeconds(1));
        assertThat(exchange(hurried)).contains("has not answered within 1 seconds");
    }

    /** As at Ctrl-C, where the server takes the question and says nothing. */
    @Test
    @Timeout(600) // of the hour that an answer may take
    void whoIsToStopDoesNotWaitForAnAnswer() {
        cvat.fault("GET /api/", 1, exchange -> stop.set(true));
        assertThatExceptionOfType(StoppedException.class).isThrownBy(this::exchange);
        stop.set(false);
        exchange();
        assertThat(cvat.tasks).hasSize(1);
    }

    /** Nor until the server has taken in the images, of which it is asked again and again. */
    @Test
    void whoIsToStopAsksNothingMore() {
        cvat.fault("GET /api/requests/", 1, exchange -> {
            stop.set(true);
            PartnerStub.send(exchange, 200, "{\"status\":\"started\"}");
        });
        assertThatExceptionOfType(StoppedException.class).isThrownBy(this::exchange);
        assertThat(cvat.count("GET /api/requests/")).isEqualTo(1);
    }

    private void assertSaid(String why) {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(this::exchange)
                .withMessageContaining(why)
                .withMessageNotContaining(CvatStub.PERSONAL);
    }

    private void assertRefused(String token, String why) {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> exchange(door(options(cvat.url(), ""), token)))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("wrong pass", "some.personal"));
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> options("", ""))
                .withMessageStartingWith("oracle.url: the address of CVAT is needed");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> options("http://ann:pw@cvat_server:8080", ""))
                .withMessage("oracle.url: must be an address like http://127.0.0.1:8080;"
                        + " names and passwords do not belong into it");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> new CvatOptions("http://x", "", "a b", 2, CvatStage.ANNOTATION, 0.5))
                .withMessageStartingWith("oracle.organization: ");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> new CvatOptions("http://x", "", "", 0, CvatStage.ANNOTATION, 0.5))
                .withMessageStartingWith("oracle.imagesPerJob: ");
    }
}
