package org.huale.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huale.inbox.InboxFixture.box;
import static org.huale.inbox.InboxFixture.request;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.huale.inbox.content.InboxEvent;
import org.huale.inbox.content.InboxImage;
import org.huale.laws.LawSeeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that was acknowledged is lost when a process is killed at any moment, and nothing is half there. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KilledProcessTest {
    private static final int KILLS = 6;
    private static final int IMAGES = 5;

    @TempDir
    private Path folder;

    /** What a child wrote of an image: the last change it began, and the last that was acknowledged. */
    private record Told(int begun, int boxOfBegun, int saved, int boxOfSaved) {
        private static final Told NOTHING = new Told(0, -1, 0, -1);

        Told with(String[] words) {
            int revision = Integer.parseInt(words[2]);
            int box = Integer.parseInt(words[3]);
            return words[0].equals("begun")
                    ? new Told(revision, box, saved, boxOfSaved)
                    : new Told(begun, boxOfBegun, revision, box);
        }
    }

    @Test
    void everyAcknowledgedChangeSurvives() throws Exception {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        Path file = folder.resolve(Inbox.FILE);
        Path log = folder.resolve("log");
        try (Inbox inbox = Inbox.open(file, Clock.systemUTC())) {
            inbox.requests().put(request(SavingChild.REQUEST, IMAGES));
        }
        for (int kill = 0; kill < KILLS; kill++) {
            killed(log, random);
            check(file, told(log), "seed " + seed + ", kill " + kill);
        }
    }

    private void killed(Path log, SplittableRandom random) throws IOException, InterruptedException {
        long before = lines(log).size();
        Process child = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SavingChild.class.getName(),
                        folder.resolve(Inbox.FILE).toString(),
                        log.toString(),
                        Long.toString(random.nextLong())))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        while (lines(log).size() < before + 4) {
            assertThat(child.isAlive()).as(() -> said()).isTrue();
            Thread.sleep(5);
        }
        TimeUnit.MICROSECONDS.sleep(random.nextInt(60_000));
        child.destroyForcibly();
        child.waitFor();
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("said"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static List<String> lines(Path log) throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    /** A line that the kill has cut short tells nothing. */
    private static Map<Long, Told> told(Path log) throws IOException {
        Map<Long, Told> told = new TreeMap<>();
        String text = Files.readString(log);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        for (String line : whole.split("\n")) {
            String[] words = line.split(" ");
            if (words.length == 4) {
                told.merge(Long.parseLong(words[1]), Told.NOTHING.with(words), (before, now) -> before.with(words));
            }
        }
        return told;
    }

    private static void check(Path file, Map<Long, Told> told, String where) {
        try (Inbox inbox = Inbox.open(file, Clock.systemUTC())) {
            told.forEach((id, it) -> {
                InboxImage image = inbox.images().of(id);
                assertThat(image.revision()).as(where).isBetween(it.saved(), it.begun());
                int left = image.revision() == it.begun() ? it.boxOfBegun() : it.boxOfSaved();
                if (image.revision() > 0) {
                    assertThat(image.boxes()).as(where).containsExactly(box(0, left % 2, left, left + 1));
                }
                assertThat(image.seconds()).as(where).isEqualTo(image.revision());
            });
            int changes = told.keySet().stream()
                    .mapToInt(id -> inbox.images().of(id).revision())
                    .sum();
            assertThat(inbox.events().after(0, Integer.MAX_VALUE))
                    .as(where)
                    .extracting(InboxEvent::kind)
                    .filteredOn("save"::equals)
                    .hasSize(changes);
        }
    }
}
