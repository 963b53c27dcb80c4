package org.huale.app.annotate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.huale.detect.training.StopSignal;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.Save;
import org.huale.problem.HualeException;
import org.huale.storage.UnlistableFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A watch goes on when there is something to go on with, and with nothing that goes wrong does it end too early. */
class RunWatchTest {
    private static final WatchPauses HASTY =
            new WatchPauses(Duration.ofMillis(20), List.of(Duration.ofMillis(1), Duration.ofMillis(1)));
    private static final String OF_NO_KIND = "{\"data\":{\"pool\":\"x\",\"test\":\"voc:x\"}}";

    @TempDir
    private Path run;

    private final StopSignal stop = new StopSignal();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(run.resolve("config.json"), "{\"data\":{\"pool\":\"voc:x\",\"test\":\"voc:x\"}}");
        Files.writeString(run.resolve("provenance.json"), "{}");
    }

    /** @param reaction to each thing that is heard, in the thread of the watch */
    private RunWatch.Ending watch(double enough, Consumer<String> reaction, String... plan)
            throws IOException, InterruptedException {
        Files.write(run.resolve("plan"), List.of(plan));
        WatchListener listener = new WatchListener() {
            private void hear(String what) {
                heard.add(what);
                reaction.accept(what);
            }

            @Override
            public void working() {
                hear("working");
            }

            @Override
            public void waiting(String request, int finished, int total) {
                hear(request + " " + finished + "/" + total);
            }

            @Override
            public void busy() {
                hear("busy");
            }

            @Override
            public void wrong(String what) {
                hear(what);
            }

            @Override
            public void failed(String how, Optional<Duration> pause) {
                hear(how + (pause.isPresent() ? ", again" : ", no more"));
            }
        };
        return new RunWatch(
                        new RunWatch.Setup(run, enough, new PretendedProgram(run), HASTY, run.resolve("log"), stop),
                        listener)
                .run();
    }

    private void annotate() {
        try (Inbox inbox = Inbox.open(run.resolve(Inbox.FILE), Clock.systemUTC())) {
            InboxImage image = inbox.leases().next("ann", OptionalLong.empty()).orElseThrow();
            inbox.work().save(new Save(image.id(), 0, "ann", ImageState.DONE, "", 1, List.of(), Map.of()));
        }
    }

    @Test
    void itGoesOnWhenAllIsFinished() throws Exception {
        Consumer<String> annotating = what -> {
            if (what.startsWith("initial ") && !what.equals("initial 4/4")) {
                annotate();
            }
        };
        assertThat(watch(1, annotating, "ask", "done")).isEqualTo(RunWatch.Ending.DONE);
        assertThat(heard)
                .containsExactly(
                        "working",
                        "initial 0/4",
                        "initial 1/4",
                        "initial 2/4",
                        "initial 3/4",
                        "initial 4/4",
                        "working");
    }

    @Test
    void itGoesOnWhenAShareIsFinished() throws Exception {
        Consumer<String> annotating = what -> {
            if (what.startsWith("initial ")) {
                annotate();
            }
        };
        assertThat(watch(0.5, annotating, "ask", "done")).isEqualTo(RunWatch.Ending.DONE);
        assertThat(heard).containsExactly("working", "initial 0/4", "initial 1/4", "initial 2/4", "working");
    }

    @Test
    void itGoesOnWhenFilesHaveCome() throws Exception {
        Consumer<String> writing = what -> {
            if (what.startsWith("initial ")) {
                put("initial/labeled/a.txt");
            }
        };
        assertThat(watch(1, writing, "ask", "done")).isEqualTo(RunWatch.Ending.DONE);
    }

    /** In an extended run that cycle has ended before: it was the last. */
    @Test
    @Timeout(120) // of waiting in vain
    void itGoesOnWhenTheFileOfTheCycleAtHandHasCome() throws Exception {
        write(
                "config.json",
                "{\"data\":{\"pool\":\"voc:x\",\"test\":\"voc:x\"},\"oracle\":{\"name\":\"files\",\"finished\":\"coco:"
                        + run + "/done-{cycle}.json\"}}");
        List.of("initial-annotations.json", "cycle-0/annotations.json", "cycle-0/cycle.json", "cycle-1/cycle.json")
                .forEach(file -> write(file, "{}"));
        Consumer<String> writing = what -> {
            if (what.startsWith("initial ")) {
                write("done-1.json", "{}");
            }
        };
        assertThat(watch(1, writing, "ask", "done")).isEqualTo(RunWatch.Ending.DONE);
    }

    private void put(String name) {
        write(name, "0 0.5 0.5 0.1 0.1");
    }

    private void write(String name, String content) {
        try {
            Files.createDirectories(run.resolve(name).resolveSibling(""));
            Files.writeString(run.resolve(name), content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMistakeIsTriedAgainWhenAFileChanges() throws Exception {
        Consumer<String> mending = what -> {
            if (what.equals("wrong file")) {
                put("initial/labeled/a.txt");
            }
        };
        assertThat(watch(1, mending, "mistake", "done")).isEqualTo(RunWatch.Ending.DONE);
        assertThat(heard).containsExactly("working", "wrong file", "working");
    }

    /** As of a disk that was not mounted. */
    @Test
    @Timeout(120) // of waiting in vain
    void aMistakeIsTriedAgainWhenTheFolderOfThePoolIsThereAgain() throws Exception {
        write("config.json", "{\"data\":{\"pool\":\"" + run + "/photos\",\"testShare\":0.2},\"oracle\":\"files\"}");
        Consumer<String> mounting = what -> {
            if (what.equals("wrong file")) {
                write("photos/a.jpg", "");
            }
        };
        assertThat(watch(1, mounting, "mistake", "done")).isEqualTo(RunWatch.Ending.DONE);
        assertThat(heard).containsExactly("working", "wrong file", "working");
    }

    /** As where somebody edits the file, be it while people label or while a process works. What was wrong is tried again once it is mended. */
    @Test
    @Timeout(120) // of waiting in vain
    void aConfigurationThatCannotBeReadForAWhileEndsNothing() throws Exception {
        String config = Files.readString(run.resolve("config.json"));
        Consumer<String> editing = what -> {
            if (what.equals("initial 0/4")) {
                write("config.json", OF_NO_KIND);
            } else if (what.equals("wrong file")) {
                write("config.json", config);
            }
        };
        assertThat(watch(1, editing, "ask", "mistake", "done")).isEqualTo(RunWatch.Ending.DONE);
        assertThat(heard).startsWith("working", "initial 0/4").endsWith("working", "wrong file", "working");
    }

    @Test
    @Timeout(120) // of waiting in vain
    void whatIsWrongOfARunWhenItsProcessEndsIsSaid() throws Exception {
        String config = Files.readString(run.resolve("config.json"));
        Consumer<String> editing = what -> {
            if (heard.size() == 1) {
                write("config.json", OF_NO_KIND);
            } else if (what.contains("must begin with its kind")) {
                write("config.json", config);
            } else if (what.equals("initial 0/4")) {
                IntStream.range(0, 4).forEach(i -> annotate());
            }
        };
        assertThat(watch(1, editing, "ask", "done")).isEqualTo(RunWatch.Ending.DONE);
        assertThat(heard).hasSize(5).endsWith("initial 0/4", "initial 4/4", "working");
        assertThat(heard.get(1)).contains("data set 'x' must begin with its kind");
    }

    /** Else it is tried again without a pause, for ever. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatCannotBeListedIsNoChange() throws Exception {
        Consumer<String> noticing = what -> {
            if (what.equals("wrong file")) {
                mendSoon();
            }
        };
        try (UnlistableFolder deep = UnlistableFolder.in(run.resolve("initial/labeled/lost"))) {
            assertThat(deep.inside().toString()).startsWith(run.toString());
            assertThat(watch(1, noticing, "mistake", "done")).isEqualTo(RunWatch.Ending.DONE);
        }
        assertThat(heard).containsExactly("working", "wrong file", "mended", "working");
    }

    /** A check at each look would be work without end where the inbox is large. What is damaged here no look needs. */
    @Test
    @Timeout(120) // of waiting in vain
    void theWholeInboxIsCheckedWhenAWaitBeginsAndNotAtEachLook() throws Exception {
        Consumer<String> damaging = what -> {
            if (what.equals("initial 0/4")) {
                damageGuessesAndPeople();
                mendSoon();
            }
        };
        assertThat(watch(1, damaging, "ask", "done")).isEqualTo(RunWatch.Ending.DONE);
        assertThat(heard).containsExactly("working", "initial 0/4", "mended", "working");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> Inbox.ofRun(run, Clock.systemUTC()))
                .withMessageContaining("is damaged");
    }

    /** The tables of guesses and people begin in the seventh page and the eighth. */
    private void damageGuessesAndPeople() {
        try (RandomAccessFile inbox =
                new RandomAccessFile(run.resolve(Inbox.FILE).toFile(), "rw")) {
            inbox.seek(6L * 4096);
            inbox.write(new byte[3 * 4096]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a file there once the watch has looked often. */
    private void mendSoon() {
        Thread mending = new Thread(() -> {
            try {
                Thread.sleep(500); // many looks
            } catch (InterruptedException e) {
                return;
            }
            heard.add("mended");
            put("initial/labeled/a.txt");
        });
        mending.start();
    }

    /** What the process itself takes and gives back is no reason to try again, or it is tried without a pause for ever. */
    @Test
    @Timeout(120) // of waiting in vain
    void whatARunCannotGoOnWithIsTriedAgainWhenSomebodyChangesIt() throws Exception {
        Consumer<String> reaction = what -> {
            if (what.equals("initial 0/4")) {
                IntStream.range(0, 4).forEach(i -> annotate());
            } else if (what.equals("nothing to learn from")) {
                mendSoon();
            }
        };
        assertThat(watch(1, reaction, "ask", "give back", "done")).isEqualTo(RunWatch.Ending.DONE);
        assertThat(heard).endsWith("working", "nothing to learn from", "mended", "working");
    }

    @Test
    void faultsAreTriedAgainAndThenGivenUp() throws Exception {
        assertThat(watch(1, what -> {}, "fault", "fault", "done")).isEqualTo(RunWatch.Ending.DONE);
        assertThat(watch(1, what -> {}, "fault", "fault", "fault", "done")).isEqualTo(RunWatch.Ending.GAVE_UP);
        assertThat(heard.subList(heard.size() - 2, heard.size()))
                .containsExactly("working", "exit code 1: no memory, no more");
    }

    /** As where the page goes on with the run at the same moment: nothing is to be mended, and no file changes any more. */
    @Test
    @Timeout(120) // of waiting in vain
    void anotherProcessThatWasFasterIsWaitedFor() throws Exception {
        assertThat(watch(1, what -> {}, "lose", "lose", "done")).isEqualTo(RunWatch.Ending.DONE);
        assertThat(heard).containsExactly("working", "busy", "working", "busy", "working");
    }

    /** As where there is no memory for a process more, or no room for its log. */
    @Test
    void aProcessThatCannotBeStartedIsTriedAgain() throws Exception {
        Path inTheWay = Files.createDirectory(run.resolve("log"));
        Consumer<String> mending = what -> {
            if (what.contains("cannot be started")) {
                remove(inTheWay);
            }
        };
        assertThat(watch(1, mending, "done")).isEqualTo(RunWatch.Ending.DONE);
        assertThat(heard).hasSize(3).startsWith("working").endsWith("working");
        assertThat(heard.get(1)).startsWith(inTheWay + ": a process").endsWith(", again");
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever is wrong there, the watch goes on waiting, and work may come in by the page. */
    @Test
    void anotherProgramIsAskedWhileTheRunWaits() throws Exception {
        HttpServer server = labelStudio(authorization -> 403);
        Consumer<String> annotating = what -> {
            if (what.contains("does not allow this with the token: GET /api/projects/")) {
                IntStream.range(0, 4).forEach(i -> annotate());
            }
        };
        assertThat(watch(1, annotating, "ask", "done")).isEqualTo(RunWatch.Ending.DONE);
        assertThat(heard.get(1)).contains("does not allow this with the token");
        server.stop(0);
    }

    /** As of a program that hangs: for each answer it has a minute, and four tries. */
    @Test
    @Timeout(200) // of waiting in vain
    void anotherProgramThatDoesNotAnswerIsNotWaitedForWhereTheWatchIsToEnd() throws Exception {
        HttpServer server = served(exchange -> stop.raise());
        assertThat(watch(1, what -> {}, "ask")).isEqualTo(RunWatch.Ending.STOPPED);
        assertThat(heard).as("nothing is wrong").containsExactly("working", "initial 0/4");
        server.stop(0);
    }

    /** @param statusOf what a request with a header {@code Authorization} is answered, without any words */
    private HttpServer labelStudio(ToIntFunction<String> statusOf) throws IOException {
        return served(exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            exchange.sendResponseHeaders(statusOf.applyAsInt(String.valueOf(authorization)), -1);
            exchange.close();
        });
    }

    private HttpServer served(HttpHandler answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", answers);
        server.start();
        Path token = Files.writeString(run.resolve("token"), "0123456789abcdef0123456789abcdef01234567");
        Files.writeString(
                run.resolve("config.json"),
                "{\"data\":{\"pool\":\"voc:x\",\"test\":\"voc:x\"},\"oracle\":{\"name\":\"label-studio\",\"url\":\"http://127.0.0.1:"
                        + server.getAddress().getPort() + "\",\"tokenFile\":\"" + token + "\"}}");
        return server;
    }

    /** As by a run that goes on in another process while the program is read. */
    @Test
    @Timeout(120) // of waiting in vain
    void aRequestThatIsTakenWhileAnotherProgramIsAskedIsSaidAndTheWatchGoesOn() throws Exception {
        HttpServer server = answering(this::takeRequest);
        Consumer<String> goingOn = what -> {
            if (what.endsWith("the run has taken request initial meanwhile; nothing was taken")) {
                put("initial/labeled/a.txt");
            }
        };
        assertThat(watch(1, goingOn, "ask", "done")).isEqualTo(RunWatch.Ending.DONE);
        assertThat(heard).hasSize(3);
        server.stop(0);
    }

    /** @param asked each time that somebody wants to know what is finished, of which there is nothing */
    private HttpServer answering(Runnable asked) throws IOException {
        write("provenance.json", """
                {"name":"a","dataset":"d","strategy":"random","loss":"standard","seed":1,"classes":["disc"],"config":{},
                 "origin":{},"resumed":[]}""");
        write("label-studio/project.json", "{\"project\":4,\"url\":\"\"}");
        write("label-studio/initial.json", "{\"project\":4,\"tasks\":{\"a\":[1]}}");
        return served(exchange -> {
            boolean asksForWork = exchange.getRequestURI().getPath().endsWith("/export");
            if (asksForWork) {
                asked.run();
            }
            answer(exchange, asksForWork ? "[]" : """
                    {"id":4,"parsed_label_config":{"label":{"type":"RectangleLabels","to_name":["image"],
                     "inputs":[{"type":"Image","value":"image"}],"labels":["disc"]}}}""");
        });
    }

    /** It answers whenever it is asked, and for that alone the run would be tried for ever. */
    @Test
    @Timeout(120) // of waiting in vain
    void anotherProgramThatAnswersAllAlongIsNoReasonToTryAgainAndAgain() throws Exception {
        AtomicInteger visits = new AtomicInteger();
        HttpServer server = answering(() -> {
            if (Collections.frequency(heard, "nothing to learn from") == 2 && visits.incrementAndGet() == 3) {
                heard.add("mended");
                put("initial/labeled/a.txt");
            }
        });
        Consumer<String> annotating = what -> {
            if (what.equals("initial 0/4")) {
                IntStream.range(0, 4).forEach(i -> annotate());
            }
        };
        assertThat(watch(1, annotating, "ask", "give back", "give back", "done"))
                .isEqualTo(RunWatch.Ending.DONE);
        assertThat(heard)
                .as("tried once more, as what was wrong there might have been mended")
                .endsWith("working", "nothing to learn from", "working", "nothing to learn from", "mended", "working");
        server.stop(0);
    }

    private void takeRequest() {
        try (Inbox inbox = Inbox.open(run.resolve(Inbox.FILE), Clock.systemUTC())) {
            inbox.requests().complete("initial");
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void aTokenThatWasPutIntoItsFileMeanwhileIsTaken() throws Exception {
        String renewed = "f".repeat(40);
        AtomicInteger refused = new AtomicInteger();
        HttpServer server = labelStudio(authorization -> {
            if (authorization.equals("Token " + renewed)) {
                return 403;
            }
            if (refused.incrementAndGet() == 20) {
                stop.raise(); // the old one is asked with again and again
            }
            return 401;
        });
        Consumer<String> mending = what -> {
            if (what.contains("does not take the token (401)")) {
                write("token", renewed);
            } else if (what.contains("does not allow this with the token")) {
                IntStream.range(0, 4).forEach(i -> annotate());
            }
        };
        assertThat(watch(1, mending, "ask", "done")).isEqualTo(RunWatch.Ending.DONE);
        server.stop(0);
    }

    @Test
    void itStopsWhileItWaits() throws Exception {
        Consumer<String> stopping = what -> {
            if (what.startsWith("initial ")) {
                stop.raise();
            }
        };
        assertThat(watch(1, stopping, "ask", "done")).isEqualTo(RunWatch.Ending.STOPPED);
    }

    @Test
    void itStopsTheProcessThatWorks() throws Exception {
        assertThat(watch(1, what -> stop.raise(), "sleep")).isEqualTo(RunWatch.Ending.STOPPED);
    }
}
