package org.huale.cli.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.InboxImage;
import org.huale.laws.LawSeeds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program that serves the page is killed outright at drawn moments while somebody saves: what it has acknowledged is in the inbox, what
 * it has not is there whole or not at all, and the same command goes on.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class KilledPageTest extends ProgramTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long SEED = LawSeeds.fresh();
    private static final Pattern ADDRESS = Pattern.compile("Label at (http://[0-9.:]+)/");

    @TempDir
    private Path folder;

    private final Map<Long, Integer> revisions = new TreeMap<>();
    private int box;

    /** What an image holds after a save, as a person who drew it knows. */
    private record Saved(int revision, int box) {}

    private final Map<Long, Saved> acknowledged = new TreeMap<>();
    private final Map<Long, Saved> sent = new TreeMap<>();

    @BeforeEach
    void ask() throws IOException {
        Program.drawTinySet(folder.resolve("set"), 8);
        Path config = Files.writeString(
                folder.resolve("run.yaml"), Program.SCRIPTED_RUN + Program.data(folder.resolve("set")));
        assertThat(run("run", config.toString(), "oracle=inbox", "--out", people().toString()))
                .isEqualTo(ExitCode.AWAITS_ANNOTATION);
    }

    private Path people() {
        return folder.resolve("people");
    }

    @Test
    void whatWasAcknowledgedIsThere() throws Exception {
        killed(3);
    }

    @Test
    @Tag("slow")
    void whatWasAcknowledgedIsThereAfterFiftyKills() throws Exception {
        killed(50);
    }

    private void killed(int kills) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int kill = 0; kill < kills; kill++) {
            Path said = folder.resolve("said.txt");
            Process page = Program.start(said, "label", people().toString(), "--no-browser", "--port", "0");
            String address = address(page, said);
            long micros = random.nextLong(1_000_000);
            Executor later = CompletableFuture.delayedExecutor(micros, TimeUnit.MICROSECONDS);
            saveUntilItIsGone(address, () -> later.execute(page::destroyForcibly));
            page.waitFor();
            check("seed " + SEED + ", kill " + kill + " after " + micros + " us");
        }
        assertThat(acknowledged).isNotEmpty();
    }

    private static String address(Process page, Path said) throws IOException, InterruptedException {
        Matcher address = ADDRESS.matcher(Files.readString(said));
        while (!address.find()) {
            assertThat(page.isAlive()).as(Files.readString(said)).isTrue();
            Thread.sleep(20);
            address = ADDRESS.matcher(Files.readString(said));
        }
        return address.group(1);
    }

    /** @param begun runs after the first save that was acknowledged */
    private void saveUntilItIsGone(String address, Runnable begun) throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        try {
            send(client, "POST", address + "/api/me", "{\"name\":\"ann\"}");
            List<Long> images = new ArrayList<>();
            for (JsonNode image : send(client, "GET", address + "/api/images", "")) {
                images.add(image.path("id").asLong());
            }
            assertThat(images).isNotEmpty();
            for (long i = 0; ; i++) {
                save(client, address, images.get((int) (i % images.size())));
                if (i == 0) {
                    begun.run();
                }
            }
        } catch (IOException gone) {
            return;
        }
    }

    private void save(HttpClient client, String address, long id) throws IOException, InterruptedException {
        send(client, "POST", address + "/api/images/" + id + "/lease", "{}");
        int revision = revisions.getOrDefault(id, 0);
        box++;
        sent.put(id, new Saved(revision + 1, box));
        JsonNode answer = send(
                client,
                "PUT",
                address + "/api/images/" + id,
                "{\"revision\":" + revision + ",\"boxes\":[{\"id\":" + box
                        + ",\"class\":0,\"x1\":1.5,\"y1\":2,\"x2\":30,\"y2\":40,\"guess\":null,"
                        + "\"difficult\":false,\"crowd\":false}],\"outcomes\":{},"
                        + "\"seconds\":0.1,\"state\":\"open\",\"reason\":\"\"}");
        acknowledged.put(id, new Saved(answer.get("revision").asInt(), box));
        revisions.put(id, answer.get("revision").asInt());
    }

    private static JsonNode send(HttpClient client, String method, String address, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, address, answer.body())
                .isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private void check(String what) {
        try (Inbox inbox = Inbox.open(people().resolve(Inbox.FILE), Clock.systemUTC())) {
            acknowledged.forEach((id, saved) -> {
                InboxImage image = inbox.images().of(id);
                Saved last = sent.getOrDefault(id, saved);
                assertThat(image.revision()).as(what).isBetween(saved.revision(), last.revision());
                assertThat(image.boxes()).as(what).hasSize(1);
                int left = image.revision() == last.revision() ? last.box() : saved.box();
                assertThat(image.boxes().get(0).id()).as(what).isEqualTo(left);
                revisions.put(id, image.revision());
            });
            acknowledged.replaceAll((id, saved) -> { // what is there without an answer stays there from now on
                InboxImage image = inbox.images().of(id);
                return new Saved(image.revision(), image.boxes().get(0).id());
            });
            sent.keySet().forEach(id -> revisions.put(id, inbox.images().of(id).revision()));
        }
    }
}
