package org.huale.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.huale.dataset.ClassNames;
import org.huale.inbox.Inbox;
import org.huale.web.browser.DrawnFolder;
import org.huale.web.session.Beginning;
import org.huale.web.session.LabelDesk;
import org.huale.web.session.ScriptedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server refuses, whoever asks, and what no answer gives away. */
class ServerSafetyTest {
    @TempDir
    private Path folder;

    private LabelDesk desk;
    private LabelServer server;
    private PlainHttp http;
    private String cookie;

    @BeforeEach
    void serve() throws IOException {
        Path images = DrawnFolder.of(folder.resolve("secret-photos"), 6);
        Beginning beginning = Beginning.of(images, folder.resolve("place"), new Beginning.Wishes(2, 2, 2, List.of()));
        desk = LabelDesk.ofFolder(beginning, new ScriptedRun(images, beginning.run(), 2, 2), LabelDesk.Rules.NONE);
        server = LabelServer.start(desk, LabelServer.Place.local(0));
        http = new PlainHttp(server.port());
        String set = http.change("POST", "/api/me", "{\"name\":\"Ada\"}").header("Set-Cookie");
        assertThat(set).contains("HttpOnly", "SameSite=Strict");
        cookie = "Cookie: " + set.split(";")[0];
        assertThat(http.change("POST", "/api/setup", "{\"classes\":[\"disc\"]}", cookie)
                        .status())
                .isEqualTo(200);
    }

    @AfterEach
    void stop() {
        server.close();
        desk.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:80",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "127.0.0.1:1",
                ""
            })
    void aNameThatIsNotTheServersIsRefused(String host) throws IOException {
        PlainHttp.Answer answer =
                http.raw("GET /api/state HTTP/1.1\r\nHost: " + host + "\r\n" + PlainHttp.headers("", cookie));
        assertThat(answer.status()).isIn(400, 403);
        assertThat(answer.body()).doesNotContain("classes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://127.0.0.1:1",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void aPageOfSomebodyElseMayNeitherChangeNorReadAnything(String header) throws IOException {
        assertThat(http.change("POST", "/api/next", "{}", cookie, header).status())
                .isEqualTo(403);
        assertThat(http.send("GET", "/api/state", "", cookie, header).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""
            })
    void changesAreJson(String type) throws IOException {
        String[] headers = type.isEmpty() ? new String[] {cookie} : new String[] {cookie, "Content-Type: " + type};
        assertThat(http.send("POST", "/api/next", "{}", headers).status()).isEqualTo(400);
    }

    @Test
    void ofOneSelfIsSaidFirst() throws IOException {
        assertThat(http.send("GET", "/api/images", "").status()).isEqualTo(401);
        assertThat(http.change("POST", "/api/next", "{}").status()).isEqualTo(401);
        assertThat(http.change("POST", "/api/next/review", "{}").status()).isEqualTo(401);
        assertThat(http.send("GET", "/api/images/1/pixels", "", "Cookie: huale-" + server.port() + "=guessed")
                        .status())
                .isEqualTo(401);
        assertThat(http.send("GET", "/api/events", "").status()).isEqualTo(401);
    }

    @Test
    void bodiesAreBounded() throws IOException {
        String large = "{\"name\":\"" + "x".repeat(2 << 20) + "\"}";
        assertThat(http.change("POST", "/api/me", large).status()).isEqualTo(413);
        String chunk = "x".repeat(1 << 16);
        StringBuilder chunked = new StringBuilder("POST /api/me HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 20; i++) {
            chunked.append("10000\r\n").append(chunk).append("\r\n");
        }
        assertThat(http.raw(chunked.append("0\r\n\r\n").toString()).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(longs = {(1 << 20) + 1, 99_999_999_999L, Long.MAX_VALUE})
    void aBodyThatSaysItIsTooLargeIsNotWaitedFor(long length) throws IOException {
        PlainHttp.Answer answer = http.begun("POST /api/me HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n{");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("{\"error\":\"a body has at most 1048576 bytes\"}");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.head()).doesNotContain("Jetty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"revision\":0}",
                "{\"revision\":\"x\",\"boxes\":[],\"outcomes\":{},\"seconds\":0,\"state\":\"open\",\"reason\":\"\"}",
                "{\"revision\":0,\"boxes\":[],\"outcomes\":{},\"seconds\":-1,\"state\":\"open\",\"reason\":\"\"}",
                "{\"revision\":0,\"boxes\":[],\"outcomes\":{},\"seconds\":0,\"state\":\"leased\",\"reason\":\"\"}",
                "{\"revision\":0,\"boxes\":[],\"outcomes\":{},\"seconds\":0,\"state\":null,\"reason\":\"\"}",
                "{\"revision\":0,\"boxes\":[],\"outcomes\":{},\"seconds\":0,\"state\":\"open\",\"reason\":null}",
                "{\"revision\":0,\"boxes\":[{\"id\":1000000001,\"class\":0,\"x1\":1,\"y1\":1,\"x2\":4,\"y2\":9,\"guess\":null,\"difficult\":false,\"crowd\":false}],\"outcomes\":{},\"seconds\":0,\"state\":\"open\",\"reason\":\"\"}",
                "{\"revision\":0,\"boxes\":[],\"outcomes\":{},\"seconds\":0,\"state\":\"skipped\",\"reason\":\"\"}",
                "{\"revision\":0,\"boxes\":[],\"outcomes\":{\"7\":\"accepted\"},\"seconds\":0,\"state\":\"open\",\"reason\":\"\"}",
                "{\"revision\":0,\"boxes\":[{\"id\":1,\"class\":0,\"x1\":\"NaN\",\"y1\":0,\"x2\":1,\"y2\":1,\"guess\":null,\"difficult\":false,\"crowd\":false}],\"outcomes\":{},\"seconds\":0,\"state\":\"open\",\"reason\":\"\"}",
                "{\"revision\":0,\"boxes\":[{\"id\":1,\"class\":0,\"x1\":5,\"y1\":5,\"x2\":4,\"y2\":9,\"guess\":null,\"difficult\":false,\"crowd\":false}],\"outcomes\":{},\"seconds\":0,\"state\":\"open\",\"reason\":\"\"}",
                "{\"revision\":0,\"boxes\":[{\"id\":1,\"class\":9,\"x1\":1,\"y1\":1,\"x2\":4,\"y2\":9,\"guess\":null,\"difficult\":false,\"crowd\":false}],\"outcomes\":{},\"seconds\":0,\"state\":\"open\",\"reason\":\"\"}",
                "{\"revision\":0,\"boxes\":[{\"id\":1,\"class\":0,\"x1\":9000,\"y1\":1,\"x2\":9009,\"y2\":9,\"guess\":null,\"difficult\":false,\"crowd\":false}],\"outcomes\":{},\"seconds\":0,\"state\":\"open\",\"reason\":\"\"}"
            })
    void whatMakesNoSenseIsSaidAndChangesNothing(String body) throws IOException {
        PlainHttp.Answer answer = http.change("PUT", "/api/images/1", body, cookie);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("error").doesNotContain(folder.toString(), "Exception");
        assertThat(desk.image(1).revision()).isZero();
    }

    @Test
    void aPageOfAnotherRunChangesNothing() throws IOException {
        String body = "{\"revision\":0,\"boxes\":[],\"outcomes\":{},\"seconds\":0,\"state\":\"done\",\"reason\":\"\"}";
        String run = "X-Huale-Run: " + desk.state("").run();
        for (String path : List.of("/api/images/1/lease", "/api/next", "/api/me", "/api/setup")) {
            PlainHttp.Answer answer = http.change("POST", path, "{}", cookie, run + "0");
            assertThat(answer.status()).as(path).isEqualTo(410);
            assertThat(answer.body()).contains("another run is served here");
        }
        assertThat(http.change("PUT", "/api/images/1", body, cookie, run + "0").status())
                .isEqualTo(410);
        assertThat(desk.image(1).revision()).isZero();
        assertThat(http.change("PUT", "/api/images/1", body, cookie, run).status())
                .isEqualTo(200);
        assertThat(desk.image(1).revision()).isEqualTo(1);
    }

    @Test
    void aPageWithOtherClassesChangesNothing() throws IOException {
        String before = "X-Huale-Classes: " + desk.state("").classWord();
        String body = "{\"revision\":1,\"boxes\":[],\"outcomes\":{},\"seconds\":0,\"state\":\"done\",\"reason\":\"\"}";
        try (Inbox inbox = Inbox.open(folder.resolve("place/run").resolve(Inbox.FILE), Clock.systemUTC())) {
            inbox.requests().changeClasses("measure", ClassNames.of("ring", "disc"), Map.of(0, 1));
        }
        PlainHttp.Answer answer = http.change("PUT", "/api/images/1", body, cookie, before);
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.body()).contains("the run has other classes by now");
        assertThat(desk.image(1).revision()).isEqualTo(1);
        String now = "X-Huale-Classes: " + desk.state("").classWord();
        assertThat(http.change("PUT", "/api/images/1", body, cookie, now).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../pom.xml",
                "/..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/index.html/../../x",
                "/....//etc/passwd",
                "/page.css%00.js",
                "//etc/passwd",
                "/org/huale/web/page/main.js",
                "/logback-test.xml",
                "/api/images/..%2f1/pixels",
                "/api/images/1;a=b/pixels",
                "/api/images/-1/pixels",
                "/api/images/99/pixels",
                "/api/images/1e0/pixels",
                "/api/images/99999999999999999999/pixels"
            })
    void pathsLeadNowhereElse(String path) throws IOException {
        PlainHttp.Answer answer = http.send("GET", path, "", cookie);
        assertThat(answer.status()).isIn(400, 401, 404);
        assertThat(answer.body()).doesNotContain("root:", "<project", folder.toString());
    }

    @Test
    void everyAnswerCarriesItsRules() throws IOException {
        for (String path :
                List.of("/", "/main.js", "/page.css", "/join", "/api/state", "/api/images/1/pixels", "/nothing.js")) {
            PlainHttp.Answer answer = http.send("GET", path, "", cookie);
            assertThat(answer.header("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
            assertThat(answer.head()).as(path).doesNotContain("Jetty", "Javalin", "Access-Control");
        }
        assertThat(http.send("GET", "/", "").body()).doesNotContain("<script>", "style=", "onclick");
    }

    @Test
    void noAnswerNamesAPathOfTheMachine() throws IOException {
        List<PlainHttp.Answer> answers = new ArrayList<>();
        for (String path : List.of(
                "/api/state", "/api/images", "/api/images/1", "/api/people", "/api/images/77", "/api/nothing")) {
            answers.add(http.send("GET", path, "", cookie));
        }
        answers.add(http.change("POST", "/api/next", "{\"after\":null}", cookie));
        answers.add(http.change("POST", "/api/people", "{\"name\":\"Eve\",\"role\":\"reviewer\"}", cookie));
        answers.add(http.change("POST", "/api/setup", "{\"classes\":[\"other\"]}", cookie));
        answers.add(http.change(
                "POST", "/api/images/1/review", "{\"revision\":0,\"verdict\":\"accept\",\"note\":\"\"}", cookie));
        for (PlainHttp.Answer answer : answers) {
            assertThat(answer.body())
                    .doesNotContain(folder.toString(), "/tmp", "sqlite", "secret-photos/", "Exception");
        }
        Files.delete(folder.resolve("secret-photos").resolve(desk.image(1).name()));
        PlainHttp.Answer gone = http.send("GET", "/api/images/1/pixels", "", cookie);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.body()).doesNotContain(folder.toString());
    }

    @Test
    void pixelsAreAskedForOnce() throws IOException {
        PlainHttp.Answer first = http.send("GET", "/api/images/1/pixels", "", cookie);
        assertThat(first.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(first.header("Cache-Control")).contains("private");
        PlainHttp.Answer again =
                http.send("GET", "/api/images/1/pixels", "", cookie, "If-None-Match: " + first.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/state HTTP/1.1\r\nHost: 127",
                "POST /api/me HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"
            })
    void clientsThatSendNothingMoreHoldUpNobody(String begun) throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                socket.getOutputStream()
                        .write(begun.replace("PORT", "" + server.port()).getBytes(StandardCharsets.UTF_8));
                slow.add(socket);
            }
            assertThat(http.send("GET", "/api/state", "", cookie).status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void bodiesOnTheirWayAreBoundedTogether() throws IOException, InterruptedException {
        byte[] nearlyAll = new byte[(1 << 20) - 1];
        String head = "POST /api/me HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + (1 << 20) + "\r\n\r\n";
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 80; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                slow.add(socket);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().write(nearlyAll);
            }
            int refused = 0;
            while (refused < 80 - 32) { // mebibytes that fit
                Thread.sleep(20);
                refused = 0;
                for (Socket socket : slow) {
                    refused += socket.getInputStream().available() > 0 ? 1 : 0;
                }
            }
            assertThat(http.send("GET", "/api/state", "", cookie).status()).isEqualTo(200);
            assertThat(http.change("POST", "/api/next", "{}", cookie).status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }
}
