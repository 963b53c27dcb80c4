package org.huale.inbox.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.huale.inbox.labelstudio.StudioStub.region;
import static org.huale.inbox.partner.PartnerStub.status;

import ch.qos.logback.classic.Level;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.training.StoppedException;
import org.huale.geometry.Box;
import org.huale.inbox.Inbox;
import org.huale.inbox.InboxFixture;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.NewRequest;
import org.huale.inbox.content.Review;
import org.huale.inbox.content.WantedImage;
import org.huale.inbox.cost.CostFiles;
import org.huale.inbox.cost.ImageCost;
import org.huale.inbox.partner.PartnerDoor;
import org.huale.inbox.partner.RunWithPartner;
import org.huale.problem.HualeException;
import org.huale.problem.Logged;
import org.huale.storage.FileTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a run asks for is handed out once, and what is submitted comes in whole or not at all. */
class LabelStudioDoorTest extends RunWithPartner {
    private StudioStub studio;

    @BeforeEach
    void ask() throws IOException {
        studio = new StudioStub();
        inbox.requests().put(request(4));
    }

    @AfterEach
    void close() {
        studio.close();
    }

    private LabelStudioDoor door(String project, String imagesUrl, String token) {
        String text = token.isEmpty() ? StudioStub.LEGACY : token;
        return new LabelStudioDoor(new LabelStudioDoor.Setup(
                run,
                new StudioOptions(studio.url() + "/", project, imagesUrl, 0.5),
                StudioToken.of(name -> text, ""),
                cycle -> given(),
                clock,
                patience(Duration.ofSeconds(token.isEmpty() ? 1 : 3600))));
    }

    private String exchange() {
        return exchange(door("", "", StudioStub.LEGACY));
    }

    @Test
    void aRequestIsHandedOutOnceWithGuessesInTheOrderOfWant() {
        String said = exchange();
        exchange();
        assertThat(said).contains(studio.url() + "/projects/4/data", "huale resume " + run);
        assertThat(studio.tasks).hasSize(4);
        assertThat(studio.project(4).path("model_version").asString()).isEqualTo("huale-cycle-2");
        assertThat(studio.task("night/a1").path("data").toString())
                .contains(
                        "\"image\":\"/data/upload/4/0a1b2c3d-a1.png\"",
                        "\"cycle\":2",
                        "\"rank\":2",
                        "\"why\":\"unsure\"");
        assertThat(studio.task("night/a1").path("predictions").path(0).toString())
                .isEqualTo(
                        "{\"model_version\":\"huale-cycle-2\",\"score\":0.25,\"result\":[{\"type\":\"rectanglelabels\","
                                + "\"from_name\":\"label\",\"to_name\":\"image\",\"original_width\":64,\"original_height\":48,"
                                + "\"image_rotation\":0,\"value\":{\"x\":25.0,\"y\":25.0,\"width\":25.0,\"height\":50.0,\"rotation\":0,"
                                + "\"rectanglelabels\":[\"square\"]},\"id\":\"guess-0\",\"score\":0.7}]}");
        assertThat(studio.task("night/a3")
                        .path("predictions")
                        .path(0)
                        .path("result")
                        .isEmpty())
                .as("below the threshold, and still in order")
                .isTrue();
        assertThat(studio.count("POST /api/projects/4/import")).isEqualTo(2);
    }

    @Test
    void submittedEmptySkippedAndUntouchedAreToldApart() {
        exchange();
        studio.annotate("night/a0", false, "[" + region("square", 25, 0) + "]");
        studio.annotate("night/a1", false, "[]");
        studio.annotate("night/a2", true, "[" + region("disc", 0, 0) + "]");
        ((ArrayNode) studio.task("night/a3").path("drafts")).addObject();
        exchange();
        assertThat(finished().annotations())
                .isEqualTo(Map.of(image(0), List.of(Annotation.of(new Box(16, 12, 32, 36), 1)), image(1), List.of()));
        assertThat(finished().skipped()).isEqualTo(Map.of(image(2), "skipped in Label Studio"));
        assertThat(finished().open()).containsExactly(image(3));
    }

    @Test
    void ofTwoAnnotatorsTheOneWithTheStarCountsOrElseTheLatest() {
        exchange();
        studio.annotate("night/a0", false, "[]").put("ground_truth", true);
        studio.annotate("night/a0", false, "[" + region("square", 25, 0) + "]");
        studio.annotate("night/a1", false, "[]");
        studio.annotate("night/a1", false, "[" + region("square", 25, 0) + "]");
        studio.annotate("night/a2", true, "[]");
        studio.annotate("night/a2", false, "[]");
        exchange();
        assertThat(objects(0)).isEmpty();
        assertThat(objects(1)).hasSize(1);
        assertThat(objects(2)).isEmpty();
    }

    @Test
    void theSecondsOfBothAnnotatorsAreTakenAndCountAsTheirs() throws IOException {
        exchange();
        studio.annotate("night/a0", false, "[" + region("square", 25, 0) + "]")
                .put("ground_truth", true)
                .put("lead_time", 10.5);
        ObjectNode second = studio.annotate("night/a0", false, "[]").put("lead_time", 4.0);
        studio.annotate("night/a1", true, "[]").put("lead_time", 3);
        studio.annotate("night/a2", false, "[]").putNull("lead_time");
        exchange();
        exchange();
        assertThat(costs())
                .isEqualTo(Map.of(
                        image(0), Map.of("ann@example.com", 10.5, "bo@example.com", 4.0),
                        image(1), Map.of("ann@example.com", 3.0)));
        second.put("lead_time", 6.0); // went on later
        exchange();
        assertThat(costs().get(image(0))).isEqualTo(Map.of("ann@example.com", 10.5, "bo@example.com", 6.0));
        assertThat(inbox.images().of(1).seconds()).isEqualTo(16.5);
        CostFiles.write(inbox, run);
        assertThat(Files.readString(run.resolve("annotation-costs.csv"))).isEqualTo("""
                        annotator,class,images,boxes,seconds,seconds_per_image,seconds_per_box
                        ,,2,1,19.500,9.750,19.500
                        ,square,1,1,16.500,,16.500
                        ann@example.com,,2,1,13.500,6.750,13.500
                        ann@example.com,square,1,1,16.500,,16.500
                        bo@example.com,,1,0,6.000,6.000,
                        """);
        assertThat(Files.readString(run.resolve("annotation-seconds.csv")))
                .as("of the others that are finished nobody knows it")
                .isEqualTo("image,seconds\nnight/a0,16.500\nnight/a1,3.000\nnight/a3,0.000\n");
    }

    /** Sums of them would be no numbers, and the run's files not be read any more. */
    @Test
    void secondsThatNobodyTakesCountAsNotMeasured() throws IOException {
        exchange();
        studio.annotate("night/a0", false, "[]").put("lead_time", 1e308);
        studio.annotate("night/a0", false, "[]").put("lead_time", 1e308).put("completed_by", 1);
        studio.annotate("night/a1", false, "[]").put("lead_time", 1e308);
        studio.annotate("night/a1", false, "[]").put("lead_time", 604_800);
        exchange();
        exchange();
        assertThat(costs()).isEqualTo(Map.of(image(1), Map.of("bo@example.com", 604_800.0)));
        assertThat(finished().annotations()).containsOnlyKeys(image(0), image(1));
        CostFiles.write(inbox, run);
        assertThat(Files.readString(run.resolve("annotation-seconds.csv"))).doesNotContain("Infinity", "E308");
    }

    private Map<ImageId, Map<String, Double>> costs() {
        Map<ImageId, Map<String, Double>> costs = new HashMap<>();
        ImageCost.all(inbox)
                .filter(ImageCost::isMeasured)
                .forEach(cost -> costs.put(cost.image().name(), cost.seconds()));
        return costs;
    }

    @Test
    void peopleWhoseNamesTheTokenMayNotSeeAreNumbers() {
        exchange();
        studio.annotate("night/a0", false, "[]").put("lead_time", 2);
        studio.fault("GET /api/users/", 1, status(403, "{\"detail\":\"no\"}"));
        exchange();
        assertThat(costs()).isEqualTo(Map.of(image(0), Map.of("Label Studio's user 1", 2.0)));
    }

    @Test
    void rotatedBoxesAreTakenAsTheirFrames() {
        exchange();
        studio.annotate("night/a0", false, "[" + region("disc", 50, 90) + "]");
        exchange();
        Box box = objects(0).get(0).box();
        assertThat(box.x1()).isCloseTo(8, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(box.y2()).isCloseTo(28, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void aTaskWithANewClassWaitsUntilTheRunHasIt() {
        exchange();
        studio.annotate("night/a0", false, "[" + region("disc", 0, 0) + "," + region("star", 50, 0) + "]");
        studio.annotate("night/a1", false, "[" + region("ring", 25, 0) + "]");
        assertThat(exchange()).contains("class 'star' is unknown", "huale classes " + run + " add NAME");
        assertThat(finished().annotations())
                .as("by the former name")
                .isEqualTo(Map.of(image(1), List.of(Annotation.of(new Box(16, 12, 32, 36), 0))));
        inbox.requests().changeClasses(KEY, ClassNames.of("disc", "square", "star"), Map.of(0, 0, 1, 1));
        exchange();
        assertThat(objects(0)).hasSize(2);
        assertThat(studio.project(4).path("label_config").asString()).contains("value=\"star\"");
    }

    /** The run would learn boxes that somebody has found to be wrong. */
    @Test
    void aCorrectionThatCannotBeTakenOpensTheImageAgainAndIsSaidThoughEnoughIsFinished() {
        exchange();
        studio.annotate("night/a0", false, "[" + region("disc", 0, 0) + "]");
        studio.annotate("night/a1", false, "[]");
        exchange();
        finish(2);
        studio.annotate("night/a0", false, "[" + region("star", 50, 0) + "]");
        studio.annotate("night/a2", false, "[" + region("star", 50, 0) + "]");
        List<String> heard = warningsOf(this::exchange);
        assertThat(finished().annotations())
                .as("but for what somebody finished on the page")
                .containsOnlyKeys(image(1), image(2));
        assertThat(heard).hasSize(2).allMatch(it -> it.startsWith("not taken from Label Studio: "));
        assertThat(heard.get(0)).contains("night/a0", "class 'star' is unknown");
        inbox.requests().changeClasses(KEY, ClassNames.of("disc", "square", "star"), Map.of(0, 0, 1, 1));
        exchange();
        assertThat(objects(0)).containsExactly(Annotation.of(new Box(32, 12, 48, 36), 2));
    }

    @Test
    void aNameThatGotAnotherMeaningOpensOnlyWhatWasChangedSince() {
        exchange();
        studio.annotate("night/a0", false, "[" + region("disc", 0, 0) + "," + region("square", 25, 0) + "]");
        studio.annotate("night/a1", false, "[" + region("disc", 0, 0) + "]");
        studio.annotate("night/a2", false, "[" + region("square", 0, 0) + "]");
        exchange();
        giveNameAway();
        assertThat(exchange()).contains("class 'disc': may be any of [ring, disc]");
        assertThat(finished().annotations()).containsOnlyKeys(image(0), image(1), image(2));
        assertThat(objects(0)).extracting(Annotation::classIndex).containsExactly(0, 1);
        studio.annotate("night/a1", false, "[" + region("disc", 50, 0) + "]");
        studio.annotate("night/a2", false, "[" + region("disc", 0, 0) + "]");
        exchange();
        assertThat(finished().annotations())
                .as("another box, and another class whatever the name means")
                .containsOnlyKeys(image(0));
    }

    private static List<String> warningsOf(Runnable work) {
        return Logged.by(PartnerDoor.class, Level.WARN, work::run);
    }

    @Test
    void whatWasMadeBeforeACrashIsFoundAgain() {
        studio.fault("POST /api/projects/", 1, studio.doneAndBrokenOff());
        assertThat(exchange()).contains("broke off", "Nothing was taken");
        studio.fault("POST /api/projects/4/import?return", 1, studio.doneAndBrokenOff());
        assertThat(exchange()).contains("broke off", "Nothing was taken");
        exchange();
        assertThat(studio.projects).hasSize(1);
        assertThat(studio.tasks).hasSize(4);
        assertThat(run.resolve("label-studio/cycle-2.json")).exists();
    }

    @Test
    void shortOutagesAreWaitedOutAndLongOnesSaid() {
        exchange();
        studio.annotate("night/a0", false, "[]");
        studio.fault("GET /api/projects/4/", 2, status(503, "<html>"));
        studio.fault("GET /api/projects/4/export", 1, exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            StudioStub.send(exchange, 429, "{\"detail\":\"Request was throttled.\"}");
        });
        exchange();
        assertThat(finished().annotations()).containsOnlyKeys(image(0));
        studio.annotate("night/a1", false, "[]");
        studio.fault("GET /api/projects/4/export", 9, status(502, ""));
        assertThat(exchange()).contains("fails (502 to GET /api/projects/4/export", "Nothing was taken");
        assertThat(finished().annotations()).containsOnlyKeys(image(0));
    }

    /** As at Ctrl-C, where the server gets images and says nothing. */
    @Test
    @Timeout(600) // of the hour that an answer may take
    void whoIsToStopDoesNotWaitForTheAnswerToImages() {
        studio.fault("POST /api/projects/4/import", 1, exchange -> stop.set(true));
        assertThatExceptionOfType(StoppedException.class).isThrownBy(this::exchange);
        stop.set(false);
        exchange();
        assertThat(studio.tasks).hasSize(4);
    }

    /** The server may ask for a pause of a second here. */
    @Test
    void whoIsToStopEndsAPause() {
        studio.fault("GET /api/projects/", 1, exchange -> {
            stop.set(true);
            exchange.getResponseHeaders().set("Retry-After", "1");
            StudioStub.send(exchange, 429, "");
        });
        assertThatExceptionOfType(StoppedException.class).isThrownBy(this::exchange);
        assertThat(studio.count("GET /api/projects/")).isEqualTo(1);
    }

    @Test
    void aLongPauseThatTheServerWantsIsNotWaitedFor() {
        studio.fault("GET /api/projects/", 1, exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "86400");
            StudioStub.send(exchange, 429, "");
        });
        assertThat(exchange()).contains("wants fewer requests (429");
        studio.close();
        assertThat(exchange()).contains("cannot be reached");
    }

    @Test
    void nothingIsTakenWhereTheServerBreaksOffHalfWay() throws IOException {
        inbox.requests().complete(KEY);
        NewRequest many = request(60);
        inbox.requests().put(new NewRequest("cycle-3", many.classes(), "", many.images()));
        InboxRequest request = inbox.requests().of("cycle-3").orElseThrow();
        LabelStudioDoor door = door("", "", StudioStub.LEGACY);
        door.exchange(inbox, request);
        assertThat(studio.count("POST /api/projects/4/import?commit_to_project=false"))
                .isEqualTo(2);
        studio.annotate("night/a0", false, "[]");
        String second = studio.asked.get(studio.asked.size() - 1);
        assertThat(second).startsWith("GET /api/projects/4/export");
        studio.fault(second, 1, this::brokenOff);
        studio.fault(second, 9, status(500, ""));
        assertThat(door.exchange(inbox, request)).contains("Nothing was taken");
        assertThat(inbox.images().finished("cycle-3").annotations()).isEmpty();
        assertThat(inbox.images().finished("cycle-3").open()).hasSize(60);
    }

    /** As what is told of tasks is forgotten after each answer. */
    @Test
    void theTasksOfAnImageThatWasHandedOutTwiceAreAskedForTogether() throws IOException {
        inbox.requests().complete(KEY);
        WantedImage[] images = IntStream.range(100, 151)
                .mapToObj(number -> wanted("b" + number, "b.png"))
                .toArray(WantedImage[]::new);
        Map<String, List<Integer>> tasks = new TreeMap<>();
        IntStream.range(100, 151).forEach(number -> tasks.put("b" + number, List.of(number)));
        tasks.put("b149", List.of(149, 999));
        Files.createDirectories(run.resolve("label-studio"));
        Files.writeString(
                run.resolve("label-studio/cycle-3.json"),
                JsonMapper.shared().writeValueAsString(Map.of("project", 4, "tasks", tasks)));
        door("", "", StudioStub.LEGACY).exchange(inbox, asked("cycle-3", images));
        List<String> exports = studio.asked.stream()
                .filter(it -> it.startsWith("GET /api/projects/4/export"))
                .toList();
        assertThat(exports).hasSize(2);
        assertThat(exports.get(0)).endsWith("&ids%5B%5D=147&ids%5B%5D=148");
        assertThat(exports.get(1)).endsWith("&ids%5B%5D=149&ids%5B%5D=999&ids%5B%5D=150");
    }

    private void brokenOff(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write('[');
        exchange.close();
    }

    @Test
    void personalTokensAreRenewedInTime() {
        studio.accepted = "nothing yet";
        LabelStudioDoor door = door("", "", StudioStub.PERSONAL);
        exchange(door);
        assertThat(studio.renewals).isEqualTo(1);
        clock.advance(Duration.ofMinutes(3));
        exchange(door);
        assertThat(studio.renewals).isEqualTo(1);
        clock.advance(Duration.ofMinutes(2));
        exchange(door);
        assertThat(studio.renewals).isEqualTo(2);
        studio.accepted = "Bearer of another time";
        exchange(door);
        assertThat(studio.renewals).as("after a 401").isEqualTo(3);
    }

    @Test
    void aWrongTokenIsSaidAndNoTokenIsEverShown() {
        assertRefused(door("", "", "f".repeat(40)), "does not take the token (401: Invalid token.)");
        assertRefused(door("", "", "aaa.bbb.ddd"), "Token is invalid or expired");
        String echo = "{\"detail\":\"you sent " + StudioStub.LEGACY + "\"}";
        studio.fault("GET /api/projects/", 1, status(403, echo));
        assertRefused(door("", "", StudioStub.LEGACY), "you sent (token)");
        assertThat(StudioToken.of(name -> StudioStub.LEGACY, "").toString()).doesNotContain("0123");
    }

    private void assertRefused(LabelStudioDoor door, String why) {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> exchange(door))
                .withMessageContaining(why)
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain("f".repeat(40), "aaa.bbb", "0123456789abcdef"));
    }

    @Test
    void tokensComeFromTheEnvironmentOrAFileAndAreNotSaidWhereTheyAreNone() throws IOException {
        Path file = Files.writeString(run.resolve("token"), StudioStub.PERSONAL + "\n");
        assertThat(StudioToken.of(name -> null, file.toString()).isPersonal()).isTrue();
        assertThat(StudioToken.of(name -> StudioStub.LEGACY, file.toString()).isPersonal())
                .isFalse();
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> StudioToken.of(name -> "s3cret", ""))
                .withMessageContaining("holds no token")
                .withMessageNotContaining("s3cret");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> StudioToken.of(name -> null, ""))
                .withMessageContaining(StudioToken.VARIABLE);
    }

    @Test
    void aDeletedProjectAndDeletedTasksAreSaid() {
        exchange();
        studio.annotate("night/a1", false, "[]");
        studio.tasks.remove(studio.task("night/a0").path("id").asLong());
        String missed = "1 images wait that are not in Label Studio, such as night/a0";
        assertThat(exchange()).contains(missed, "cycle-2.json");
        assertThat(finished().annotations()).containsOnlyKeys(image(1));
        studio.tasks.remove(studio.task("night/a1").path("id").asLong());
        assertThat(exchange()).as("what is finished is not missed").contains(missed);
        studio.projects.clear();
        assertRefused(door("", "", StudioStub.LEGACY), "has no project 4 any more");
        assertThat(studio.projects).as("no other is made in silence").isEmpty();
    }

    /** As the message advises. */
    @Test
    void afterADeletedProjectWhatIsFinishedStaysAndTheOthersGoOutAgain() {
        exchange();
        studio.annotate("night/a0", false, "[" + region("square", 25, 0) + "]");
        studio.annotate("night/a1", false, "[]");
        exchange();
        review(0, Review.Verdict.ACCEPT);
        review(1, Review.Verdict.SEND_BACK);
        InboxImage accepted = there(0);
        studio.projects.clear();
        studio.tasks.clear();
        FileTree.delete(run.resolve("label-studio"));
        assertThat(exchange()).as("nothing is missed").doesNotContain("such as");
        assertThat(studio.tasks.values().stream()
                        .map(task -> task.path("data").path("huale_id").asString("")))
                .containsExactly("night/a1", "night/a2", "night/a3");
        exchange();
        assertThat(there(0)).isEqualTo(accepted);
        assertThat(finished().annotations()).containsOnlyKeys(image(0));
    }

    @Test
    void anImageThatWasFinishedElsewhereAtTheHandOutIsMissedOnceItIsSentBack() throws IOException {
        studio.fault("POST /api/projects/4/import", 1, status(500, ""));
        assertThat(exchange()).contains("Nothing was taken");
        finish(3);
        assertThat(exchange()).doesNotContain("such as");
        assertThat(studio.tasks).hasSize(3);
        review(3, Review.Verdict.SEND_BACK);
        assertThat(exchange()).contains("1 images wait that are not in Label Studio, such as night/a3", "cycle-2.json");
        Files.delete(run.resolve("label-studio/cycle-2.json"));
        assertThat(exchange()).doesNotContain("such as");
        assertThat(studio.tasks).hasSize(4);
    }

    private long numberOf(String image) {
        return studio.task(image).path("id").asLong();
    }

    private void change(String image, String key, String value) {
        ((ObjectNode) studio.task(image).path("data")).put(key, value);
    }

    /** As of a server that was put back from a copy, and gave the numbers to tasks of others. */
    @Test
    void aTaskThatIsNotOfTheImageAndTheRunIsNotReadThoughItsNumberIsKnown() throws IOException {
        exchange();
        for (String image : List.of("night/a0", "night/a1", "night/a2")) {
            studio.annotate(image, false, "[]");
        }
        change("night/a0", "huale_id", "day/a0");
        change("night/a1", "huale_run", "1");
        assertThat(exchange()).contains("2 images wait that are not in Label Studio, such as night/a0", "cycle-2.json");
        assertThat(finished().annotations()).containsOnlyKeys(image(2));
        Path file = run.resolve("label-studio/cycle-2.json");
        ObjectNode kept = (ObjectNode) JsonMapper.shared().readTree(Files.readString(file));
        kept.remove("run");
        Files.writeString(file, kept.toString());
        assertThat(exchange()).as("of an earlier version").contains("1 images wait", "such as night/a0");
        assertThat(finished().annotations()).containsOnlyKeys(image(1), image(2));
    }

    /** As after the advice of an inbox that cannot be used. */
    @Test
    void theTasksGoOnThoughTheInboxIsANewOne() throws IOException {
        exchange();
        clock.advance(Duration.ofDays(1));
        Inbox before = inbox;
        inbox = Inbox.open(run.resolve("new.sqlite"), clock);
        before.close();
        inbox.requests().put(request(4));
        studio.annotate("night/a0", false, "[]");
        exchange();
        assertThat(studio.tasks).hasSize(4);
        assertThat(finished().annotations()).containsOnlyKeys(image(0));
    }

    /** Asks for those of the images again from a number on. */
    private InboxRequest askedAgain(int from, int to) throws IOException {
        NewRequest all = request(4);
        inbox.requests()
                .put(new NewRequest("cycle-3", all.classes(), "", all.images().subList(from, to)));
        return inbox.requests().of("cycle-3").orElseThrow();
    }

    @Test
    void aTaskThatWasLeftOverGoesOnWhereTheRunAsksForItsImageAgain() throws IOException {
        exchange();
        inbox.requests().complete(KEY);
        studio.annotate("night/a1", false, "[" + region("square", 25, 0) + "]");
        change("night/a3", "huale_run", "1");
        LabelStudioDoor door = door("", "", StudioStub.LEGACY);
        InboxRequest again = askedAgain(1, 4);
        door.exchange(inbox, again);
        door.exchange(inbox, again);
        assertThat(studio.tasks).as("but for that of another run").hasSize(5);
        assertThat(inbox.images().finished("cycle-3").annotations())
                .isEqualTo(Map.of(image(1), List.of(Annotation.of(new Box(16, 12, 32, 36), 1))));
        assertThat(studio.project(4).path("model_version").asString()).isEqualTo("huale-cycle-3");
        assertThat(studio.count("POST /api/predictions/")).isEqualTo(2);
        assertThat(studio.task("night/a2").path("predictions").path(1).toString())
                .as("the guesses of now, in the order of now")
                .startsWith("{\"model_version\":\"huale-cycle-3\",\"score\":0.3333333333333333,\"result\":[{");
        studio.annotate("night/a2", false, "[]");
        door.exchange(inbox, again);
        assertThat(inbox.images().finished("cycle-3").annotations()).containsOnlyKeys(image(1), image(2));
    }

    @Test
    void tasksThatAreLeftOverAreSaidOnceTheRunHasGoneOn() {
        LabelStudioDoor door = door("", "", StudioStub.LEGACY);
        exchange(door);
        studio.annotate("night/a0", false, "[]");
        exchange(door);
        inbox.requests().complete(KEY);
        InboxRequest taken = inbox.requests().of(KEY).orElseThrow();
        String all = "3 tasks of cycle-2 were not finished when the run went on: [" + numberOf("night/a1") + ", "
                + numberOf("night/a2") + ", " + numberOf("night/a3") + "].";
        List<String> heard = warningsOf(() -> {
            door.leave(inbox, taken);
            door.leave(inbox, taken);
        });
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0)).startsWith("Label Studio: " + all).contains("delete them");
    }

    /** Another process has taken the request. */
    @Test
    void aWatchSaysWhatIsLeftOverWhenTheNextRequestIsThere() throws IOException {
        LabelStudioDoor door = door("", "", StudioStub.LEGACY);
        exchange(door);
        studio.annotate("night/a0", false, "[]");
        exchange(door);
        inbox.requests().complete(KEY);
        InboxRequest next = askedAgain(2, 4);
        List<String> heard = warningsOf(() -> {
            door.exchange(inbox, next);
            door.exchange(inbox, next);
        });
        assertThat(heard).as("without those that it asks for again").hasSize(1);
        assertThat(heard.get(0)).contains("1 tasks of cycle-2", "[" + numberOf("night/a1") + "]");
    }

    @Test
    void nothingIsLeftOverWhereAllIsFinished() {
        LabelStudioDoor door = door("", "", StudioStub.LEGACY);
        exchange(door);
        for (int i = 0; i < 4; i++) {
            finish(i);
        }
        inbox.requests().complete(KEY);
        InboxRequest taken = inbox.requests().of(KEY).orElseThrow();
        assertThat(warningsOf(() -> door.leave(inbox, taken))).isEmpty();
    }

    @Test
    void noTaskIsMadeWhereNothingIsLeftToDo() {
        for (int i = 0; i < 4; i++) {
            finish(i);
        }
        exchange();
        assertThat(studio.tasks).isEmpty();
        assertThat(studio.count("PATCH") + studio.count("POST /api/projects/4/import"))
                .isZero();
        assertThat(run.resolve("label-studio/cycle-2.json")).doesNotExist();
    }

    @Test
    void aProjectOfPeopleIsFoundByTitleOrNumberAndMustHaveTheClasses() {
        exchange(door("Cells & more", "http://images.example/x", StudioStub.LEGACY));
        assertThat(studio.task("night/a2").path("data").path("image").asString())
                .isEqualTo("http://images.example/x/a2.png");
        studio.project(4)
                .put("label_config", "<View><RectangleLabels><Label value=\"disc\"/></RectangleLabels></View>");
        studio.project(4).withArray("/parsed_label_config/label/labels").remove(1);
        assertRefused(door("4", "", StudioStub.LEGACY), "lacks the classes [square]");
        studio.project(4).remove("parsed_label_config");
        assertRefused(door("4", "", StudioStub.LEGACY), "has no boxes over an image");
    }

    private WantedImage wanted(String name, String file) {
        return new WantedImage(new ImageId(name), run.resolve(file), InboxFixture.SIZE, "", List.of());
    }

    private InboxRequest asked(String key, WantedImage... images) {
        inbox.requests().put(new NewRequest(key, InboxFixture.CLASSES, "", List.of(images)));
        return inbox.requests().of(key).orElseThrow();
    }

    private String address(String image) {
        return studio.task(image).path("data").path("image").asString();
    }

    @Test
    void imagesOfOneFileNameAreServedFromTheirFolders() {
        inbox.requests().complete(KEY);
        door("", "http://images.example/x", StudioStub.LEGACY)
                .exchange(
                        inbox,
                        asked(
                                "cycle-3",
                                wanted("b 1", "JPEGImages/b 1.png"),
                                wanted("cam2/b 1", "JPEGImages/cam2/b 1.png"),
                                wanted("cam3/c.png", "images/cam3/c.png"),
                                wanted("d.png", "JPEGImages/d.png.jpg")));
        assertThat(address("b 1")).isEqualTo("http://images.example/x/b%201.png");
        assertThat(address("cam2/b 1")).isEqualTo("http://images.example/x/cam2/b%201.png");
        assertThat(address("cam3/c.png")).isEqualTo("http://images.example/x/cam3/c.png");
        assertThat(address("d.png")).isEqualTo("http://images.example/x/d.png.jpg");
    }

    /** All that is known of the images of every cycle need not fit into memory. */
    @Test
    void ofImagesOfEarlierRequestsTheNamesAndFilesAloneAreRead() throws SQLException {
        inbox.requests().complete(KEY);
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + run.resolve(Inbox.FILE));
                Statement unreadable = file.createStatement()) {
            unreadable.execute("UPDATE guess SET outcome = 'none that there is'");
        }
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> there(0));
        door("", "http://images.example/x", StudioStub.LEGACY).exchange(inbox, asked("cycle-3", wanted("b", "b.png")));
        assertThat(address("b")).isEqualTo("http://images.example/x/b.png");
        assertThat(inbox.images().records(KEY))
                .extracting(ImageRecord::id)
                .containsExactly(image(0), image(1), image(2), image(3));
    }

    /** As of two data sets that are joined, which number their images and not their files. */
    @Test
    void twoImagesOfOneAddressAreRefusedWhateverRequestsTheyAreOf() {
        inbox.requests().complete(KEY);
        LabelStudioDoor door = door("", "http://images.example/x", StudioStub.LEGACY);
        door.exchange(inbox, asked("cycle-3", wanted("1/b", "siteA/b.png")));
        inbox.requests().complete("cycle-3");
        InboxRequest next = asked("cycle-4", wanted("c", "c.png"), wanted("2/b", "siteB/b.png"));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> door.exchange(inbox, next))
                .withMessageStartingWith("oracle.imagesUrl: image 1/b (")
                .withMessageContainingAll("image 2/b (", "http://images.example/x/b.png, where only one can be");
        assertThat(studio.tasks).hasSize(1);
    }

    @Test
    void hostileAnswersAreRefusedWithinBounds() {
        exchange();
        studio.annotate("night/a0", false, "{}");
        assertThat(exchange()).contains("image night/a0: an annotation has no list of results");
        studio.fault("GET /api/projects/4/export", 1, status(200, "[\"" + "x".repeat(200_000) + "\"]"));
        assertRefused(door("", "", StudioStub.LEGACY), "more than 100000 bytes");
        studio.fault("GET /api/projects/4/export", 1, status(200, "<html>welcome</html>"));
        assertRefused(door("", "", StudioStub.LEGACY), "not JSON");
        studio.fault("GET /api/projects/4/export", 1, status(200, "{\"a\":[{}]}"));
        assertRefused(door("", "", StudioStub.LEGACY), "no list of tasks");
        studio.fault("GET /api/projects/4/", 1, exchange -> {
            exchange.getResponseHeaders().set("Location", "http://elsewhere.example/");
            StudioStub.send(exchange, 302, "");
        });
        assertRefused(door("", "", StudioStub.LEGACY), "redirects GET /api/projects/4/ to 'http://elsewhere.example/'");
        assertThat(finished().annotations()).isEmpty();
    }

    @Test
    void aServerThatNeverEndsItsAnswerIsGivenUp() {
        studio.fault("GET /api/projects/", 9, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('[');
            exchange.getResponseBody().flush();
        });
        assertThat(exchange(door("", "", ""))).contains("has not answered within 1 seconds");
    }

    @Test
    void addressesThatCannotBeOneAreRefused() {
        for (String url :
                List.of("", "label-studio", "ftp://x/", "http://ann:pw@x/", "http://x/?token=1", "http://x y/")) {
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(() -> new StudioOptions(url, "", "", 0.5))
                    .withMessageStartingWith("oracle.url: ")
                    .withMessageNotContaining("ann:pw");
        }
    }

    /** Of these Java finds no user: an underscore is no part of the name of a host, and a slash ends it. */
    @Test
    void aPasswordInAnAddressIsNotShownWhateverTheServerIsCalled() {
        for (String url :
                List.of("http://ann:pw@label_studio:8080", "http://ann:pw/d@x", "http:ann:pw@x", "ann:pw@x")) {
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(() -> new StudioOptions(url, "", "", 0.5))
                    .withMessageStartingWith("oracle.url: must be an address like")
                    .withMessageContaining("names and passwords do not belong into it")
                    .withMessageNotContaining("pw");
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(() -> new StudioOptions("http://x", "", url, 0.5))
                    .withMessageStartingWith("oracle.imagesUrl: must be an address like")
                    .withMessageNotContaining("pw");
        }
    }
}
