package org.huale.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.huale.web.browser.DrawnFolder;
import org.huale.web.session.Beginning;
import org.huale.web.session.LabelDesk;
import org.huale.web.session.ScriptedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that others reach: nobody does anything without a personal link, and annotators do not review. */
class HostedTest {
    @TempDir
    private Path folder;

    private LabelDesk desk;
    private LabelServer server;
    private PlainHttp http;

    @BeforeEach
    void serve() throws IOException {
        Path images = DrawnFolder.of(folder.resolve("photos"), 6);
        Beginning beginning = Beginning.of(images, folder.resolve("place"), new Beginning.Wishes(2, 2, 2, List.of()));
        desk = LabelDesk.ofFolder(beginning, new ScriptedRun(images, beginning.run(), 2, 2), LabelDesk.Rules.NONE);
        server = LabelServer.start(desk, new LabelServer.Place("0.0.0.0", 0, List.of("label.example")));
        http = new PlainHttp(server.port());
    }

    @AfterEach
    void stop() {
        server.close();
        desk.close();
    }

    private String joined(String token) throws IOException {
        PlainHttp.Answer answer = http.change("POST", "/api/join", "{\"token\":\"" + token + "\"}");
        assertThat(answer.status()).isEqualTo(200);
        return "Cookie: " + answer.header("Set-Cookie").split(";")[0];
    }

    @Test
    void aNameIsNotEnough() throws IOException {
        assertThat(http.change("POST", "/api/me", "{\"name\":\"Eve\"}").status())
                .isEqualTo(403);
        assertThat(http.change("POST", "/api/join", "{\"token\":\"guess\"}").status())
                .isEqualTo(401);
        assertThat(http.send("GET", "/api/state", "").body())
                .contains("\"me\":null")
                .doesNotContain("photos");
    }

    @Test
    void linksAreShownOnceAndEndWhenTheyAreWithdrawn() throws IOException {
        String boss = joined(desk.invite("Boss", "reviewer"));
        String body = "{\"name\":\"Ann\",\"role\":\"annotator\"}";
        PlainHttp.Answer made = http.change("POST", "/api/people", body, boss);
        String token = made.body().replaceAll(".*/join#([^\"]+)\".*", "$1");
        assertThat(token).hasSizeGreaterThan(40);
        String ann = joined(token);
        assertThat(http.send("GET", "/api/people", "", boss).body())
                .contains("Ann")
                .doesNotContain(token);
        assertThat(http.send("GET", "/api/images", "", ann).status()).isEqualTo(200);
        assertThat(http.change("DELETE", "/api/people", "{\"name\":\"Ann\"}", boss)
                        .status())
                .isEqualTo(200);
        assertThat(http.send("GET", "/api/images", "", ann).status()).isEqualTo(401);
        assertThat(http.change("POST", "/api/join", "{\"token\":\"" + token + "\"}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aLinkThatIsMadeAtTheMachineLeadsOthersToItAndNotToTheirOwn() throws IOException {
        String boss = joined(desk.invite("Boss", "reviewer"));
        String body = "{\"name\":\"Ann\",\"role\":\"annotator\"}";
        assertThat(http.change("POST", "/api/people", body, boss).body())
                .contains("\"http://label.example:" + server.port() + "/join#");
        assertThat(server.address()).isEqualTo("http://label.example:" + server.port() + "/");
    }

    @Test
    void withoutANameTheAddressIsOneThatTheServerAnswersTo() {
        for (String host : List.of("0.0.0.0", "::", "127.0.0.1")) {
            String address = Outward.of(new LabelServer.Place(host, 0, List.of()), 80);
            assertThat(Hosts.hosted(80, List.of()).allows(address)).as(address).isTrue();
        }
        assertThat(Outward.of(new LabelServer.Place("0.0.0.0", 0, List.of("proxy.example:443")), 80))
                .isEqualTo("proxy.example:443");
    }

    @Test
    void annotatorsDoNotReviewNorInvite() throws IOException {
        String ann = joined(desk.invite("Ann", "annotator"));
        String verdict = "{\"revision\":0,\"verdict\":\"accept\",\"note\":\"\"}";
        assertThat(http.change("POST", "/api/images/1/review", verdict, ann).status())
                .isEqualTo(403);
        assertThat(http.change("POST", "/api/setup", "{\"classes\":[\"a\"]}", ann)
                        .status())
                .isEqualTo(403);
        assertThat(http.send("GET", "/api/people", "", ann).status()).isEqualTo(403);
        assertThat(http.change("POST", "/api/people", "{\"name\":\"x\",\"role\":\"reviewer\"}", ann)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void guessingIsSlowedDown() throws IOException {
        int last = 0;
        for (int i = 0; i < 25; i++) {
            last = http.change("POST", "/api/join", "{\"token\":\"guess-" + i + "\"}")
                    .status();
        }
        assertThat(last).isEqualTo(429);
    }

    @Test
    void itIsKnownByItsNamesAndNoOthers() throws IOException {
        for (String host : List.of("label.example", "label.example:" + server.port(), "localhost:" + server.port())) {
            assertThat(state(host)).as(host).isEqualTo(200);
        }
        for (String host : List.of("label.example:1", "example", "evil.label.example")) {
            assertThat(state(host)).as(host).isEqualTo(403);
        }
    }

    private int state(String host) throws IOException {
        return http.raw("GET /api/state HTTP/1.1\r\nHost: " + host + "\r\n" + PlainHttp.headers(""))
                .status();
    }
}
