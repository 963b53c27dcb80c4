package org.huale.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.huale.app.data.NamedData;
import org.huale.app.run.RunConfig;
import org.huale.app.run.RunData;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.geometry.Box;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.Save;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.huale.problem.HualeException;
import org.huale.problem.Logged;
import org.huale.storage.FileTree;
import org.huale.storage.FolderLock;
import org.huale.web.browser.DrawnFolder;
import org.huale.web.desk.Stale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BeginningTest {
    @TempDir
    private Path place;

    private static final String WHOLE =
            "{\"images\":\"/photos\",\"wishes\":{\"measured\":3,\"first\":2,\"batch\":2,\"keys\":[]}}";

    @Test
    void whatWasKeptIsRead() throws IOException {
        Files.writeString(place.resolve("label.json"), WHOLE);
        assertThat(Beginning.in(place).images()).isEqualTo(Path.of("/photos"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"images\":null}",
                "{\"images\":\"/photos\"}",
                "{\"images\":\"/photos\",\"wishes\":{\"measured\":3,\"first\":2,\"batch\":2}}",
                "{\"images\":\"/photos\",\"wishes\":{\"measured\":0,\"first\":2,\"batch\":2,\"keys\":[]}}",
                "{\"images\":\"/photos\",\"wish"
            })
    void whatIsDamagedIsSaid(String text) throws IOException {
        Path file = Files.writeString(place.resolve("label.json"), text);
        assertThatThrownBy(() -> Beginning.in(place))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(file + ": damaged: ")
                .hasMessageNotContaining("org.huale");
    }

    private Beginning begun(String... keys) throws IOException {
        Path photos = DrawnFolder.of(place.resolve("photos"), 6);
        return Beginning.of(photos, place.resolve("labels"), wishes(keys));
    }

    private static Beginning.Wishes wishes(String... keys) {
        return new Beginning.Wishes(2, 2, 2, List.of(keys));
    }

    private static Inbox inbox(Beginning beginning) {
        return Inbox.open(beginning.run().resolve(Inbox.FILE), Clock.systemUTC());
    }

    /** Labels the images to measure by and takes that. */
    private static void measure(Beginning beginning, Inbox inbox) {
        beginning.begin(List.of("disc"));
        beginning.ask(inbox);
        InboxBox disc = new InboxBox(0, Annotation.of(new Box(1, 2, 30, 40), 0), OptionalInt.empty());
        for (int i = 0; i < 2; i++) {
            InboxImage image = inbox.leases().next("ann", OptionalLong.empty()).orElseThrow();
            inbox.work().save(new Save(image.id(), 0, "ann", ImageState.DONE, "", 1, List.of(disc), Map.of()));
        }
        beginning.take(inbox);
    }

    private static void measure(Beginning beginning) {
        try (Inbox inbox = inbox(beginning)) {
            measure(beginning, inbox);
        }
    }

    private static RunData data(Path labels) {
        return RunData.read(
                RunConfig.of(new Settings().file(labels.resolve("run.json"))).data(), true);
    }

    /** Nobody knows yet how many classes there will be, and with how many the images are chosen by what. */
    @ParameterizedTest
    @CsvSource({
        "strategy.boxCost=1, one class, entropy, coverage",
        "strategy.aggregation=sum, several classes, coverage, entropy"
    })
    void keysOfAStrategyThatMayNotBeTakenNeedItsName(String key, String classes, String taken, String meant)
            throws IOException {
        assertThatThrownBy(() -> begun(key))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(key.substring(0, key.indexOf('=')))
                .hasMessageContaining(
                        "With " + classes + " the strategy is " + taken + ", and these keys do not fit it. Name")
                .hasMessageEndingWith("strategy=" + meant);
        assertThat(place.resolve("labels")).doesNotExist();
        begun("strategy=" + meant, key);
        assertThat(place.resolve("labels/label.json")).exists();
    }

    /** Where it is continued, they would mean other files. */
    @Test
    void pathsInKeysAreOfTheFolderInWhichTheyWereTyped() throws IOException {
        begun("initial.list=gone/first.txt"); // which is read where the run chooses its first images
        Path kept = place.resolve("labels/label.json");
        Files.writeString(kept, Files.readString(kept).replace("gone/first.txt", "elsewhere/first.txt"));
        measure(Beginning.in(place.resolve("labels")));
        assertThat(place.resolve("labels/run.json"))
                .content()
                .contains("\"list\" : \"" + Path.of("gone/first.txt").toAbsolutePath() + "\"")
                .doesNotContain("elsewhere");
        assertThat(data(place.resolve("labels")).pool().size()).isEqualTo(4);
    }

    @Test
    void whatAnEarlierVersionBeganIsGoneOnWith() throws IOException {
        Beginning beginning = begun("seed=7");
        Files.delete(place.resolve("labels/with-one-class.json"));
        Files.delete(place.resolve("labels/with-classes.json"));
        measure(beginning);
        assertThat(place.resolve("labels/run.json")).content().contains("\"seed\" : 7", "\"cycles\" : 2");
    }

    @Test
    void nothingIsClosedWhereTheRunCannotBeConfigured() throws IOException {
        Beginning beginning = begun();
        Files.writeString(place.resolve("labels/with-one-class.json"), "{\"budgte\": 3}");
        try (Inbox inbox = inbox(beginning)) {
            assertThatThrownBy(() -> measure(beginning, inbox))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining("budgte");
            assertThat(Measuring.requests(inbox))
                    .hasSize(1)
                    .allMatch(it -> it.completed().isEmpty());
        }
        assertThat(beginning.isReady()).isFalse();
    }

    /** A drive has a colon behind it, and a question mark begins options. */
    @ParameterizedTest
    @ValueSource(strings = {"a:b", "what??", "photos?boxes=xyxy", "a+b"})
    void theImagesAreFoundWhateverTheirFolderIsCalled(String name) throws IOException {
        Path photos = DrawnFolder.of(place.resolve(name), 6);
        Path labels = place.resolve(name + "-labels");
        measure(Beginning.of(photos, labels, wishes()));
        RunData data = data(labels);
        assertThat(data.pool().images()).hasSize(4).allMatch(it -> it.file().startsWith(photos));
        assertThat(data.test().images()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.json:y", "a+voc:b"})
    void aFolderThatTheNameOfADataSetWouldDivideIsRefused(String name) throws IOException {
        Path photos = DrawnFolder.of(place.resolve(name), 6);
        Path labels = place.resolve(name + "-labels");
        assertThatThrownBy(() -> Beginning.of(photos, labels, wishes()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("rename the folder, or choose another place with --out");
        assertThat(labels).doesNotExist();
    }

    private List<JsonNode> listed() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(place.resolve("labels/pool.json")))
                .get("images")
                .valueStream()
                .toList();
    }

    private void takeNew(String photo, Inbox inbox) throws IOException {
        Files.copy(place.resolve("photos/scene-00.jpg"), place.resolve("photos").resolve(photo));
        Beginning.in(place.resolve("labels")).takeNew(inbox);
    }

    @Test
    void newImagesComeIntoThePoolBehindThoseThatAreThere() throws IOException {
        Beginning beginning = begun();
        try (Inbox inbox = inbox(beginning)) {
            measure(beginning, inbox);
            List<JsonNode> before = listed();
            String gone = before.get(3).get("file_name").stringValue();
            Files.move(place.resolve("photos").resolve(gone), place.resolve("gone"));
            takeNew("a-new.jpg", inbox);
            List<JsonNode> now = listed();
            assertThat(now).hasSize(5).startsWith(before.toArray(JsonNode[]::new));
            assertThat(now.get(4).get("id").asInt()).isEqualTo(5);
            assertThat(now.get(4).get("file_name").stringValue()).isEqualTo("a-new.jpg");
            Beginning.in(place.resolve("labels")).takeNew(inbox);
            assertThat(listed()).isEqualTo(now);
            Files.move(place.resolve("gone"), place.resolve("photos").resolve(gone));
        }
        assertThat(data(place.resolve("labels")).pool().size()).isEqualTo(5);
    }

    /** What a class says of these photos while something is done. */
    private List<String> heard(Class<?> speaker, Runnable deed) {
        Logger log = (Logger) LoggerFactory.getLogger(speaker);
        Level before = log.getLevel();
        log.setLevel(Level.INFO);
        try {
            return Logged.by(speaker, deed::run).stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .filter(it -> it.startsWith(place.resolve("photos") + ": "))
                    .toList();
        } finally {
            log.setLevel(before);
        }
    }

    /** Each start would open every image of the folder, and warn of all the rest of it. */
    @Test
    void imagesThatAreListedAreNotOpenedAgain() throws IOException {
        Beginning beginning = begun();
        try (Inbox inbox = inbox(beginning)) {
            measure(beginning, inbox);
            List<JsonNode> before = listed();
            Path photos = place.resolve("photos");
            Files.copy(photos.resolve("scene-00.jpg"), photos.resolve("a-new.jpg"));
            for (int i = 0; i < 6; i++) {
                Files.writeString(photos.resolve("scene-0" + i + ".jpg"), "damaged since");
            }
            Files.writeString(photos.resolve("photo.heic"), "x");
            Beginning again = Beginning.in(place.resolve("labels"));
            assertThat(heard(NamedData.class, () -> again.takeNew(inbox))).isEmpty();
            assertThat(listed()).hasSize(before.size() + 1);
            assertThat(heard(NamedData.class, () -> again.takeNew(inbox))).isEmpty();
            Files.writeString(photos.resolve("b-new.jpg"), "damaged");
            assertThat(heard(NamedData.class, () -> again.takeNew(inbox)))
                    .containsExactly(photos + ": 1 file or folder is not used:");
        }
    }

    /** An image that detectors are measured by must never be learned from. */
    @Test
    void imagesToMeasureByStayOutOfThePoolWhereTheInboxIsLost() throws IOException {
        measure(begun());
        try (Inbox other = Inbox.open(place.resolve("other.sqlite"), Clock.systemUTC())) {
            takeNew("a-new.jpg", other);
        }
        assertThat(listed()).hasSize(5);
    }

    @Test
    void nothingComesIntoThePoolOfARunThatIsAtWorkOrHasNotNotedItsImages() throws IOException {
        Beginning beginning = begun();
        try (Inbox inbox = inbox(beginning)) {
            measure(beginning, inbox);
            FolderLock lock = FolderLock.take(beginning.run(), "at work on it");
            takeNew("a-new.jpg", inbox);
            assertThat(heard(NewImages.class, () -> beginning.takeNew(inbox)))
                    .containsExactly(place.resolve("photos") + ": a process is at work on the run; start 'huale label'"
                            + " again after it to take in new images");
            lock.close();
            Files.writeString(beginning.run().resolve("data.json"), "{}");
            takeNew("b-new.jpg", inbox);
            assertThat(heard(NewImages.class, () -> beginning.takeNew(inbox)))
                    .singleElement()
                    .asString()
                    .contains("has to note its images first")
                    .endsWith("; start 'huale label' again after it to take in new images");
            assertThat(listed()).hasSize(4);
            Files.writeString(beginning.run().resolve("pool-images.json"), "{}");
            takeNew("c-new.jpg", inbox);
            assertThat(listed()).hasSize(7);
        }
    }

    private static void beginRun(Beginning beginning, Path labels) throws IOException {
        String config = Files.readString(labels.resolve("run.json"));
        RunFolder.create(
                        beginning.run(),
                        new RunSummary("run", "drawn", "entropy", "standard", 1, List.of("disc"), config, Map.of()))
                .close();
    }

    /** As a backup beside the original: its run reads the list of the original, and new images would be listed here. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPlaceWhoseRunReadsTheListsOfAnotherIsRefused(boolean hasRun) throws IOException {
        Path labels = place.resolve("labels");
        Path copy = place.resolve("copy");
        Beginning beginning = begun();
        measure(beginning);
        if (hasRun) {
            beginRun(beginning, labels);
        }
        FileTree.copy(labels, copy, file -> false);
        assertThat(Beginning.in(labels).images()).isEqualTo(beginning.images());
        assertThatThrownBy(() -> Beginning.in(copy))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(copy + ": its run reads 'coco:" + labels.resolve("pool.json") + ":")
                .hasMessageContaining("(data.pool)")
                .hasMessageContaining("not 'coco:" + copy.resolve("pool.json") + ":")
                .hasMessageContaining("make a link there");
        Files.move(labels, place.resolve("damaged"));
        assertThatThrownBy(() -> Beginning.in(copy)).isInstanceOf(HualeException.class);
        Files.createSymbolicLink(labels, copy);
        assertThat(List.of(Beginning.in(copy).images(), Beginning.in(labels).images()))
                .as("where the paths of the run lead here")
                .containsOnly(beginning.images());
    }

    @Test
    void aListThatAKeyNamesIsNotOfThePlace() throws IOException {
        Beginning beginning = begun("data.test=voc:" + place.resolve("other") + ":test");
        measure(beginning);
        assertThat(Beginning.in(place.resolve("labels")).isReady()).isTrue();
    }

    @Test
    void classesAreNamedOnce() throws IOException {
        Beginning beginning = begun();
        beginning.begin(List.of("disc", "ring"));
        assertThatThrownBy(() -> beginning.begin(List.of("ring", "disc"))).isInstanceOf(Stale.class);
        assertThat(beginning.classNames().names()).containsExactly("disc", "ring");
    }

    @Test
    void boxesGetNoNamesButThoseThatTheyWereDrawnFor() throws IOException {
        Beginning beginning = begun();
        beginning.begin(List.of("disc", "ring"));
        try (Inbox inbox = inbox(beginning)) {
            beginning.ask(inbox);
            Path file = Files.writeString(place.resolve("labels/classes.txt"), "ring\ndisc\n");
            assertThatThrownBy(() -> beginning.take(inbox))
                    .isInstanceOf(HualeException.class)
                    .hasMessageStartingWith(file + ": has the classes [ring, disc]")
                    .hasMessageContaining("drawn for [disc, ring]");
            assertThat(Measuring.requests(inbox))
                    .hasSize(1)
                    .allMatch(it -> it.completed().isEmpty());
            assertThat(beginning.isReady()).isFalse();
        }
    }
}
