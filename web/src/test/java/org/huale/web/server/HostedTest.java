package org.huale.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.Review;
import org.huale.problem.HualeException;
import org.huale.web.browser.DrawnFolder;
import org.huale.web.session.Beginning;
import org.huale.web.session.LabelDesk;
import org.huale.web.session.ScriptedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that others reach: nobody does anything without a personal link, and annotators do not review. */
class HostedTest {
    private static final int MOST_SECONDS = 120; // or what never ends would be waited for

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
        List<String> names = List.of("label.example", "https://labels.example.org");
        server = LabelServer.start(desk, new LabelServer.Place("0.0.0.0", 0, names));
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
    void aPageOfAWithdrawnLinkHearsNothingMore() throws IOException {
        String ann = joined(desk.invite("Ann", "annotator"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(MOST_SECONDS * 1000);
            socket.getOutputStream()
                    .write(("GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n"
                                    + "Accept: text/event-stream\r\n" + PlainHttp.headers("", ann))
                            .getBytes(UTF_8));
            assertThat(heard(socket, "\"role\":\"annotator\"")).contains("event: state");
            desk.revoke("Ann");
            assertThat(heard(socket, "event: state")).doesNotContain("event: state");
        }
    }

    /** Until some words, or the end. */
    private static String heard(Socket socket, String words) throws IOException {
        long end = System.nanoTime() + MOST_SECONDS * 1_000_000_000L;
        StringBuilder heard = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0;
                c = socket.getInputStream().read()) {
            heard.append((char) c);
            if (heard.indexOf(words) >= 0) {
                break;
            }
            assertThat(System.nanoTime()).as("neither words nor an end").isLessThan(end);
        }
        return heard.toString();
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
        for (String host : List.of("0.0.0.0", "::", "127.0.0.1", "::1", "[::1]")) {
            String address = Outward.of(new LabelServer.Place(host, 0, List.of()), 80);
            String header = address.substring("http://".length());
            assertThat(Hosts.hosted(80, List.of()).allows(header)).as(address).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "proxy.example:443, http://proxy.example:443",
        "label.example, http://label.example:80",
        "2001:db8::1, http://[2001:db8::1]:80",
        "https://labels.example.org, https://labels.example.org",
        "HTTPS://labels.example.org:443/, https://labels.example.org",
        "https://labels.example.org:8443, https://labels.example.org:8443",
        "http://[2001:db8::1]/, http://[2001:db8::1]"
    })
    void linksBeginWithWhatItIsKnownAs(String name, String address) {
        assertThat(Outward.of(new LabelServer.Place("0.0.0.0", 0, List.of(name)), 80))
                .isEqualTo(address);
    }

    @Test
    void aPlaceIsEncryptedByAnAddressThatSaysSo() {
        assertThat(new LabelServer.Place("127.0.0.1", 0, List.of("a.example", "https://b.example")).isEncrypted())
                .isTrue();
        assertThat(new LabelServer.Place("0.0.0.0", 0, List.of("a.example:443", "http://b.example")).isEncrypted())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://",
                "https://labels.example.org/label",
                "https://labels.example.org#join",
                "https://ann@labels.example.org",
                "https://2001:db8::1",
                "ftp://labels.example.org",
                "labels example org"
            })
    void whatIsNeitherANameNorAnAddressIsRefused(String name) {
        assertThatThrownBy(() -> new LabelServer.Place("0.0.0.0", 0, List.of(name)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("such as https://labels.example.org, got '" + name + "'");
    }

    @Test
    void behindAProxyThatEncryptsLinksLeadToItAndCookiesGoNowhereElse() throws IOException {
        String body = "{\"name\":\"Ann\",\"role\":\"annotator\"}";
        for (String host : List.of("labels.example.org", "labels.example.org:443", "Labels.Example.org")) {
            String token = "{\"token\":\"" + desk.invite("Boss", "reviewer") + "\"}";
            String set = encrypted(host, "/api/join", token).header("Set-Cookie");
            assertThat(set).as(host).endsWith("; Secure");
            String boss = "Cookie: " + set.split(";")[0];
            assertThat(encrypted(host, "/api/people", body, boss).body())
                    .as(host)
                    .contains("\"https://labels.example.org/join#");
        }
        String token = "{\"token\":\"" + desk.invite("Boss", "reviewer") + "\"}";
        assertThat(http.change("POST", "/api/join", token).header("Set-Cookie")).doesNotContain("Secure");
    }

    /** As a page of the proxy sends it. */
    private PlainHttp.Answer encrypted(String host, String path, String body, String... lines) throws IOException {
        String[] all = Arrays.copyOf(lines, lines.length + 2);
        all[lines.length] = "Content-Type: application/json";
        all[lines.length + 1] = "Origin: https://labels.example.org";
        return http.raw("POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + PlainHttp.headers(body, all) + body);
    }

    @Test
    void anAddressOfIpV6IsKnownHoweverItIsWritten() {
        Hosts hosts = new Hosts(Set.of("[2001:db8:0:0:0:0:0:1]"), 8765);
        for (String host : List.of("[2001:db8::1]", "[2001:db8::1]:8765", "[2001:DB8:0::1]:8765")) {
            assertThat(hosts.allows(host)).as(host).isTrue();
        }
        for (String host : List.of("[2001:db8::2]:8765", "[2001:db8::1]:1", "2001:db8::1", "[2001:db8::1].example")) {
            assertThat(hosts.allows(host)).as(host).isFalse();
        }
    }

    @Test
    void aRunBeginsWithThousandsOfClasses() throws IOException {
        String boss = joined(desk.invite("Boss", "reviewer"));
        PlainHttp.Answer tooMany = http.change("POST", "/api/setup", classes(10_001), boss);
        assertThat(tooMany.status()).isEqualTo(400);
        assertThat(tooMany.body()).contains("classes: a list of at most 10000 names is needed");
        assertThat(http.change("POST", "/api/setup", classes(10_000), boss).status())
                .isEqualTo(200);
        assertThat(desk.state("Boss").classes()).hasSize(10_000);
    }

    private static String classes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"class " + i + "\"")
                .collect(Collectors.joining(",", "{\"classes\":[", "]}"));
    }

    @Test
    void annotatorsDoNotReviewNorInvite() throws IOException {
        String ann = joined(desk.invite("Ann", "annotator"));
        String verdict = "{\"revision\":0,\"verdict\":\"accept\",\"note\":\"\"}";
        assertThat(http.change("POST", "/api/images/1/review", verdict, ann).status())
                .isEqualTo(403);
        assertThat(http.change("POST", "/api/next/review", "{\"after\":null}", ann)
                        .status())
                .isEqualTo(403);
        assertThat(http.change("POST", "/api/setup", "{\"classes\":[\"a\"]}", ann)
                        .status())
                .isEqualTo(403);
        assertThat(http.send("GET", "/api/people", "", ann).status()).isEqualTo(403);
        assertThat(http.change("POST", "/api/people", "{\"name\":\"x\",\"role\":\"reviewer\"}", ann)
                        .status())
                .isEqualTo(403);
    }

    private int done(int revision, String who) throws IOException {
        String body = "{\"revision\":" + revision
                + ",\"boxes\":[],\"outcomes\":{},\"seconds\":0,\"state\":\"done\",\"reason\":\"\"}";
        return http.change("PUT", "/api/images/1", body, who).status();
    }

    private InboxImage kept() {
        try (Inbox inbox = Inbox.open(folder.resolve("place/run").resolve(Inbox.FILE), Clock.systemUTC())) {
            return inbox.images().of(1);
        }
    }

    /** They may go on with what others have finished, and a reviewer's word does not hold for that. */
    @Test
    void annotatorsDoNotReviewByChangingEither() throws IOException {
        String boss = joined(desk.invite("Boss", "reviewer"));
        String ann = joined(desk.invite("Ann", "annotator"));
        String bob = joined(desk.invite("Bob", "annotator"));
        assertThat(http.change("POST", "/api/setup", "{\"classes\":[\"disc\"]}", boss)
                        .status())
                .isEqualTo(200);
        assertThat(done(0, ann)).isEqualTo(200);
        String accept = "{\"revision\":1,\"verdict\":\"accept\",\"note\":\"\",\"seconds\":0}";
        assertThat(http.change("POST", "/api/images/1/review", accept, boss).status())
                .isEqualTo(200);
        assertThat(done(2, bob)).isEqualTo(200);
        assertThat(kept().review()).isEmpty();
        assertThat(kept().annotator()).isEqualTo("Bob");
        assertThat(done(3, boss)).isEqualTo(200);
        assertThat(kept().review()).contains(new Review("Boss", Review.Verdict.CORRECT, ""));
        assertThat(kept().annotator()).isEqualTo("Bob");
    }

    @Test
    void guessingIsSlowedDown() throws IOException {
        int last = 0;
        for (int i = 0; i < 25; i++) {
            last = http.change("POST", "/api/join", "{\"token\":\"guess-" + i + "\"}")
                    .status();
        }
        assertThat(last).isEqualTo(429);
        joined(desk.invite("Ann", "annotator"));
        assertThat(http.change("POST", "/api/join", "{\"token\":\"guess\"}").status())
                .isEqualTo(429);
    }

    @Test
    void itIsKnownByItsNamesAndNoOthers() throws IOException {
        String port = ":" + server.port();
        for (String host : List.of("label.example", "label.example" + port, "localhost" + port, "[::1]" + port)) {
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
