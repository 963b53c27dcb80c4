package org.huale.web.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.InboxEvent;
import org.huale.web.browser.DrawnFolder;
import org.huale.web.server.LabelServer;
import org.huale.web.session.Beginning;
import org.huale.web.session.LabelDesk;
import org.huale.web.session.ScriptedRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Eight people who save ten times a second. What each noted of its own saves stands in the inbox once, in its order, and
 * nothing else does. {@code -Dhuale.load.seconds=300} makes it five minutes; how long saves took is told, and decides nothing.
 */
@Tag("slow")
class LoadTest {
    private static final Logger LOG = LoggerFactory.getLogger(LoadTest.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PEOPLE = 8;
    private static final long BETWEEN = 100_000_000; // nanoseconds
    private static final int SAVES_AN_IMAGE = 5;

    private static final long SECONDS = Long.getLong("huale.load.seconds", 30);

    @TempDir
    private Path folder;

    /** One acknowledged save. */
    private record Saved(long image, int revision, int box, double millis) {}

    @Test
    void nothingIsLostOrDoubled() throws Exception {
        int images = (int) (PEOPLE * SECONDS * 10 / SAVES_AN_IMAGE + 4 * PEOPLE);
        Path photos = copies(3 * images); // of which a third is asked for first
        Beginning beginning =
                Beginning.of(photos, folder.resolve("place"), new Beginning.Wishes(images, 1, 1, List.of()));
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        try (LabelDesk desk = LabelDesk.ofFolder(
                        beginning, new ScriptedRun(photos, beginning.run(), images, 9), LabelDesk.Rules.NONE);
                LabelServer server = LabelServer.start(desk, LabelServer.Place.local(0))) {
            desk.setUp(List.of("disc"));
            List<Future<List<Saved>>> logs = new ArrayList<>();
            long end = System.nanoTime() + SECONDS * 1_000_000_000;
            for (int i = 0; i < PEOPLE; i++) {
                Annotator annotator = new Annotator("http://127.0.0.1:" + server.port(), "person-" + i, end);
                logs.add(people.submit(annotator));
            }
            compare(logs, beginning.run());
        } finally {
            people.shutdownNow();
        }
    }

    private Path copies(int count) throws IOException {
        Path one = DrawnFolder.of(folder.resolve("one"), 1).resolve("scene-00.jpg");
        Path photos = Files.createDirectories(folder.resolve("photos"));
        for (int i = 0; i < count; i++) {
            Files.createLink(photos.resolve(String.format(Locale.ROOT, "%06d.jpg", i)), one);
        }
        return photos;
    }

    private static void compare(List<Future<List<Saved>>> logs, Path run) throws Exception {
        List<Double> millis = new ArrayList<>();
        Map<String, List<String>> noted = new HashMap<>();
        for (int i = 0; i < logs.size(); i++) {
            for (Saved saved : logs.get(i).get()) {
                millis.add(saved.millis());
                noted.computeIfAbsent("person-" + i, it -> new ArrayList<>())
                        .add(saved.image() + " " + saved.revision() + " " + saved.box());
            }
        }
        assertThat(kept(run)).isEqualTo(noted);
        millis.sort(null);
        LOG.warn(
                "{} saves in {} s by {} people: median {} ms, p99 {} ms, longest {} ms",
                millis.size(),
                SECONDS,
                PEOPLE,
                rounded(millis.get(millis.size() / 2)),
                rounded(millis.get(millis.size() * 99 / 100)),
                rounded(millis.get(millis.size() - 1)));
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** The saves in the inbox's own log, by person. It has the seconds of each, and boxes only of those that finish an image. */
    private static Map<String, List<String>> kept(Path run) {
        Map<String, List<String>> kept = new HashMap<>();
        try (Inbox inbox = Inbox.open(run.resolve(Inbox.FILE), Clock.systemUTC())) {
            long last = 0;
            for (List<InboxEvent> events = inbox.events().after(last, 1000);
                    !events.isEmpty();
                    events = inbox.events().after(last, 1000)) {
                for (InboxEvent event : events) {
                    last = event.id();
                    if (event.kind().equals("save")) {
                        int box =
                                (int) JSON.readTree(event.what()).get("seconds").asDouble();
                        kept.computeIfAbsent(event.who(), it -> new ArrayList<>())
                                .add(event.image().getAsLong() + " " + event.revision() + " " + box);
                    }
                }
            }
        }
        return kept;
    }

    /** Saves a box, each time another one, until the time is up. */
    private record Annotator(String base, String name, long end) implements Callable<List<Saved>> {

        @Override
        public List<Saved> call() throws IOException, InterruptedException, ExecutionException {
            HttpClient client =
                    HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
            send(client, "POST", "/api/me", "{\"name\":\"" + name + "\"}");
            List<Saved> log = new ArrayList<>();
            long due = System.nanoTime();
            int box = 0;
            while (System.nanoTime() < end) {
                JsonNode image = send(client, "POST", "/api/next", "{\"after\":null}");
                long id = image.get("id").asLong();
                int revision = image.get("revision").asInt();
                for (int i = 0; i < SAVES_AN_IMAGE; i++) {
                    box++;
                    String state = i == SAVES_AN_IMAGE - 1 ? "done" : "open";
                    long begun = System.nanoTime();
                    JsonNode saved = send(client, "PUT", "/api/images/" + id, change(revision, box, state));
                    double millis = (System.nanoTime() - begun) / 1e6;
                    revision = saved.get("revision").asInt();
                    log.add(new Saved(id, revision, box, millis));
                    due += BETWEEN;
                    Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                }
            }
            return log;
        }

        /** With as many seconds as the number of the box. */
        private static String change(int revision, int box, String state) {
            return "{\"revision\":" + revision + ",\"boxes\":[{\"id\":" + box
                    + ",\"class\":0,\"x1\":1.5,\"y1\":2,\"x2\":30,\"y2\":40,\"guess\":null,\"difficult\":false,\"crowd\":false}],\"outcomes\":{},\"seconds\":"
                    + box + ",\"state\":\"" + state + "\",\"reason\":\"\"}";
        }

        private JsonNode send(HttpClient client, String method, String path, String body)
                throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as("%s %s: %s", method, path, answer.body())
                    .isEqualTo(200);
            return JSON.readTree(answer.body());
        }
    }
}
