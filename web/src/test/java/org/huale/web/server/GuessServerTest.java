package org.huale.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.problem.Logged;
import org.huale.web.desk.NotReady;
import org.huale.web.guess.Guesser;
import org.huale.web.guess.Guesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What Label Studio 1.23 sends to an ML backend is answered as it wants it. The requests have the form of recorded ones. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GuessServerTest {
    private static final String INTERFACE =
            "<View><Header value=\\\"Why: $why\\\"/><View><Image name=\\\"im\\\" value=\\\"$photo\\\"/>"
                    + "</View><RectangleLabels name=\\\"box\\\" toName=\\\"im\\\"><Label value=\\\"disc\\\"/><Label value=\\\"a &amp; b\\\"/>"
                    + "</RectangleLabels></View>";

    private final Asked guesser = new Asked();
    private GuessServer server;
    private PlainHttp http;

    /** Knows one image, a.png. */
    private static final class Asked implements Guesser {
        private final List<List<String>> images = new ArrayList<>();
        private boolean isReady = true;

        @Override
        public String version() {
            return "huale-cycle-3";
        }

        @Override
        public List<Optional<Guesses>> guess(List<List<String>> asked) {
            if (!isReady) {
                throw new NotReady("no detector is trained yet");
            }
            images.addAll(asked);
            return asked.stream()
                    .map(names -> names.stream().anyMatch(name -> name.endsWith("a.png"))
                            ? Optional.of(new Guesses(
                                    new ImageSize(64, 48),
                                    ClassNames.of("disc", "secret", "a & b"),
                                    List.of(
                                            Annotation.of(new Box(16, 12, 32, 36), 2),
                                            Annotation.of(new Box(0, 0, 9, 9), 1),
                                            Annotation.of(new Box(0, 0, 32, 24), 0)),
                                    List.of(0.75, 0.625, 0.5)))
                            : Optional.<Guesses>empty())
                    .toList();
        }
    }

    @BeforeEach
    void serve() {
        server = GuessServer.start(guesser, LabelServer.Place.local(0), "");
        http = new PlainHttp(server.port());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String predict(String... data) {
        StringBuilder tasks = new StringBuilder();
        for (String one : data) {
            tasks.append(tasks.isEmpty() ? "" : ",")
                    .append("{\"id\":35,\"data\":{")
                    .append(one)
                    .append("},\"annotations\":[]}");
        }
        return "{\"tasks\":[" + tasks + "],\"project\":\"4.1795836686\",\"label_config\":\"" + INTERFACE
                + "\",\"params\":{\"login\":null,\"password\":null,\"context\":null}}";
    }

    @Test
    void healthSetupVersionsAndWebhookAreAnswered() throws IOException {
        assertThat(http.send("GET", "/health", "").body()).contains("\"status\":\"UP\"", "\"model_class\":\"Huale\"");
        String setup = "{\"project\":\"4.1795836686\",\"schema\":\"" + INTERFACE
                + "\",\"hostname\":\"http://localhost:8181\",\"access_token\":\"hidden\",\"extra_params\":\"{}\"}";
        assertThat(http.change("POST", "/setup", setup).body()).isEqualTo("{\"model_version\":\"huale-cycle-3\"}");
        assertThat(http.send("GET", "/versions", "").body()).isEqualTo("{\"versions\":[\"huale-cycle-3\"]}");
        assertThat(http.change("POST", "/webhook", "{\"action\":\"START_TRAINING\",\"project\":{\"id\":4}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void everyTaskGetsAResultInItsPlaceWithTheLabelsOfTheInterface() throws IOException {
        String body = predict(
                "\"photo\":\"/data/upload/4/0a1b2c3d-b.png\"",
                "\"photo\":\"/data/local-files/?d=run/images/a.png\",\"huale_id\":\"night/a\"",
                "\"image\":\"a.png\"",
                "\"photo\":\"https://elsewhere.example/x/a.png?size=3\"");
        PlainHttp.Answer answer = http.change("POST", "/predict", body);
        assertThat(guesser.images)
                .containsExactly(
                        List.of("data/upload/4/0a1b2c3d-b.png"),
                        List.of("night/a", "run/images/a.png"),
                        List.of(),
                        List.of("x/a.png"));
        String none = "{\"result\":[],\"score\":0.0,\"model_version\":\"huale-cycle-3\"}";
        String rest =
                "\"from_name\":\"box\",\"to_name\":\"im\",\"original_width\":64,\"original_height\":48,\"image_rotation\":0,";
        String known = "{\"result\":[{\"type\":\"rectanglelabels\"," + rest
                + "\"value\":{\"x\":25.0,\"y\":25.0,\"width\":25.0,\"height\":50.0,\"rotation\":0,\"rectanglelabels\":[\"a & b\"]},"
                + "\"id\":\"guess-0\",\"score\":0.75},{\"type\":\"rectanglelabels\"," + rest
                + "\"value\":{\"x\":0.0,\"y\":0.0,\"width\":50.0,\"height\":50.0,\"rotation\":0,\"rectanglelabels\":[\"disc\"]},"
                + "\"id\":\"guess-1\",\"score\":0.5}],\"score\":0.625,\"model_version\":\"huale-cycle-3\"}";
        assertThat(answer.body()).isEqualTo("{\"results\":[" + String.join(",", none, known, none, known) + "]}");
    }

    @Test
    void classesWithoutALabelAreNamed() throws IOException {
        String tasks = predict("\"photo\":\"a.png\"", "\"photo\":\"b.png\"");
        assertThat(Logged.by(GuessRoutes.class, Level.WARN, () -> http.change("POST", "/predict", tasks)))
                .containsExactly(
                        "the labeling interface has no label for the classes [secret]; their guesses are left out");
    }

    @Test
    void whatCannotBeAnsweredIsSaid() throws IOException {
        assertThat(http.change("POST", "/setup", "{\"schema\":\"<View><Text name='t' value='$t'/></View>\"}")
                        .body())
                .contains("needs an Image and RectangleLabels");
        assertThat(http.change("POST", "/setup", "{\"schema\":\"<View\"}").status())
                .isEqualTo(400);
        String entity = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><View/>";
        assertThat(http.change("POST", "/setup", "{\"schema\":\"" + entity + "\"}")
                        .status())
                .isEqualTo(400);
        String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
        PlainHttp.Answer nested = http.change("POST", "/setup", "{\"schema\":\"" + deep + "\"}");
        assertThat(nested.status()).isEqualTo(400);
        assertThat(nested.body()).contains("more than 64 levels");
        String usual = "<View>".repeat(62) + INTERFACE + "</View>".repeat(62);
        assertThat(http.change("POST", "/setup", "{\"schema\":\"" + usual + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(http.change("POST", "/predict", "{\"tasks\":3,\"label_config\":\"" + INTERFACE + "\"}")
                        .body())
                .contains("tasks: a list is needed");
        assertThat(http.change("POST", "/predict", "[]").status()).isEqualTo(400);
        guesser.isReady = false;
        PlainHttp.Answer answer = http.change("POST", "/predict", predict("\"photo\":\"a.png\""));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("no detector is trained yet");
    }

    @Test
    void onlyThisMachineIsAnsweredAndNoPageOfOthers() throws IOException {
        assertThat(http.raw("GET /health HTTP/1.1\r\nHost: evil.example\r\n" + PlainHttp.headers(""))
                        .status())
                .isEqualTo(403);
        assertThat(http.send("POST", "/predict", predict("\"photo\":\"a.png\""), "Content-Type: text/plain")
                        .status())
                .isEqualTo(400);
        assertThat(http.send("GET", "/index.html", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"})
    void noPageOfSomebodyElseAsks(String header) throws IOException {
        assertThat(http.change("POST", "/predict", predict("\"photo\":\"a.png\""), header)
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../pom.xml", "/..%2f..%2fetc%2fpasswd", "//etc/passwd", "/predict/..%2f", "/health%00"})
    void pathsLeadNowhereElse(String path) throws IOException {
        PlainHttp.Answer answer = http.send("GET", path, "");
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("root:", "<project");
    }

    @Test
    void othersNeedThePassword() throws IOException {
        String password = "correct horse battery";
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> GuessServer.start(guesser, new LabelServer.Place("0.0.0.0", 0, List.of()), ""))
                .withMessageContaining("at least 16 characters");
        LabelServer.Place place = new LabelServer.Place("0.0.0.0", 0, List.of("guesses.example"));
        try (GuessServer hosted = GuessServer.start(guesser, place, password)) {
            PlainHttp other = new PlainHttp(hosted.port());
            assertThat(other.send("GET", "/health", "").status()).isEqualTo(401);
            assertThat(other.send("GET", "/health", "", basic("huale:wrong horse battery"))
                            .status())
                    .isEqualTo(401);
            assertThat(other.change("POST", "/predict", predict("\"photo\":\"a.png\""))
                            .status())
                    .isEqualTo(401);
            assertThat(other.send("GET", "/health", "", basic("huale:" + password))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void itTellsTheAddressByWhichItIsReached() throws IOException {
        List<String> names = List.of("guesses.example", "https://guesses.example.org");
        LabelServer.Place place = new LabelServer.Place("0.0.0.0", 0, names);
        assertThat(server.address()).isEqualTo("http://127.0.0.1:" + server.port());
        try (GuessServer hosted = GuessServer.start(guesser, place, "correct horse battery")) {
            assertThat(hosted.address()).isEqualTo("https://guesses.example.org");
            String known = "GET /health HTTP/1.1\r\nHost: guesses.example.org\r\n"
                    + PlainHttp.headers("", basic("huale:correct horse battery"));
            assertThat(new PlainHttp(hosted.port()).raw(known).status()).isEqualTo(200);
        }
        assertThat(Outward.near(new LabelServer.Place("0.0.0.0", 0, List.of("guesses.example")), 9090))
                .isEqualTo("http://127.0.0.1:9090");
        assertThat(Outward.near(new LabelServer.Place("2001:db8::1", 0, List.of()), 9090))
                .isEqualTo("http://[2001:db8::1]:9090");
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsNotWaitedFor() throws IOException {
        PlainHttp.Answer answer = http.begun(head(server.port(), (1 << 26) + 1) + "{");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("a body has at most 67108864 bytes");
    }

    private static String head(int port, int length) {
        return "POST /predict HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    @Test
    void noBodyIsReadWithoutThePassword() throws IOException {
        LabelServer.Place place = new LabelServer.Place("0.0.0.0", 0, List.of());
        try (GuessServer hosted = GuessServer.start(guesser, place, "correct horse battery")) {
            PlainHttp other = new PlainHttp(hosted.port());
            assertThat(other.begun(head(hosted.port(), 1 << 26) + "{").status()).isEqualTo(401);
        }
    }

    @Test
    void bodiesThatComeSlowlyHoldUpNobody() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                slow.add(socket);
                socket.getOutputStream().write((head(server.port(), i % 2 == 0 ? 900 : 1 << 25) + "{").getBytes(UTF_8));
            }
            assertThat(http.change("POST", "/predict", predict("\"photo\":\"a.png\""))
                            .status())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void whoBreaksOffIsNoFaultOfTheServer() throws IOException, InterruptedException {
        Logger log = (Logger) LoggerFactory.getLogger(Failures.class);
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        Level before = log.getLevel();
        log.setLevel(Level.DEBUG);
        log.addAppender(heard);
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.getOutputStream().write((head(server.port(), 900) + "{").getBytes(UTF_8));
            socket.close();
            for (int glance = 0; glance < 6_000 && heard.list.isEmpty(); glance++) {
                Thread.sleep(20); // two minutes, where it never hears of it
            }
        } finally {
            log.detachAppender(heard);
            log.setLevel(before);
        }
        assertThat(heard.list).singleElement().satisfies(it -> {
            assertThat(it.getLevel()).isEqualTo(Level.DEBUG);
            assertThat(it.getFormattedMessage()).startsWith("POST /predict: broken off");
        });
    }

    private static String basic(String words) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(words.getBytes(UTF_8));
    }
}
