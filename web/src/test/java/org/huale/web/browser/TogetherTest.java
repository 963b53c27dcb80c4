package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huale.web.desk.PersonView.reviewer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.huale.inbox.Inbox;
import org.huale.web.desk.Change;
import org.huale.web.desk.ImageView;
import org.huale.web.desk.Phase;
import org.huale.web.desk.StateView;
import org.huale.web.desk.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Two people before one server, each in a browser of their own. */
class TogetherTest {
    @TempDir
    private Path folder;

    @Test
    void nobodyGetsAnImageThatAnotherHas() throws IOException {
        try (Browser ada = Browser.open();
                Browser ben = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 4, 4)) {
            begin(ada, ben, labeling);
            String first = ada.image();
            String other = ben.image();
            assertThat(other).isNotEqualTo(first);
            ada.drag(100, 100, 180, 160);
            ada.keys("d");
            ben.keys("e");
            String second = ada.image(first);
            String fourth = ben.image(other);
            assertThat(List.of(first, second, other, fourth)).doesNotHaveDuplicates();
            ada.keys("e");
            ada.awaitText("#notice", "Others are at work");
            ben.keys("e");
            ada.awaitText("#side", "first images"); // the next request comes by itself; each may hold two of its four
            assertThat(ada.errors()).isEmpty();
        }
    }

    @Test
    void whatTwoChangedIsMerged() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 4, 2)) {
            String image = changedTwice(ada, labeling);
            ada.driver().findElement(By.cssSelector("dialog button.first")).click();
            ada.awaitCount(".thing.box", 3);
            ada.awaitText("#saving", "Saved");
            assertThat(labeling.desk().image(Long.parseLong(image)).boxes()).hasSize(3);
        }
    }

    @Test
    void whatWasDrawnOfflineIsMergedOnceWhoeverGotTheImageMeanwhileIsDone() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 3, 2)) {
            String first = labeling.begun(ada);
            ada.awaitTheNext();
            labeling.stop();
            ada.drag(100, 100, 180, 160);
            ada.awaitText("#saving", "Not saved yet");
            ada.keys("d");
            String second = ada.image(first);
            ada.drag(200, 100, 280, 160);
            passToBen(labeling, first, second);
            labeling.restart();
            ada.awaitText("#saving", "Ben is at work on it");
            ada.keys("d");
            ada.image(first, second);

            doneByBen(labeling, first);
            ada.see("dialog .versions");
            ada.driver().findElement(By.cssSelector("dialog button.first")).click();
            ada.await(
                    "both",
                    () -> labeling.desk().image(Long.parseLong(first)).boxes().size() == 2 ? "" : null);

            labeling.desk().release(Long.parseLong(second), "Ben");
            ada.await(
                    "hers",
                    () -> labeling.desk().image(Long.parseLong(second)).boxes().size() == 1 ? "" : null);
            assertThat(labeling.desk().image(Long.parseLong(second)).state()).isEqualTo("done");
            assertThat(ada.count("dialog")).isZero();
        }
    }

    @Test
    void whatIsDrawnOnceItIsOpenedAgainIsMergedWithTheRest() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 3, 2)) {
            String first = labeling.begun(ada);
            ada.awaitTheNext();
            tellSaves(ada);
            labeling.stop();
            ada.drag(100, 100, 180, 160);
            ada.awaitText("#saving", "Not saved yet");
            ada.keys("d");
            ada.image(first);
            passToBen(labeling, first);
            labeling.restart();
            ada.awaitText("#saving", "Ben is at work on it");
            ada.keys("p");
            ada.await("the first again", () -> ada.image().equals(first) ? "" : null);
            ada.awaitCount(".thing.box", 1);
            ada.drag(300, 100, 380, 160);
            ada.awaitCount(".thing.box", 2);
            ada.script("window.sent = []");
            ada.await("more saves", () -> Boolean.TRUE.equals(ada.script("return window.sent.length > 9")) ? "" : null);
            assertThat(ada.script("return window.sent.every(it => it === 2)"))
                    .as("nobody sends what there was before")
                    .isEqualTo(true);

            doneByBen(labeling, first);
            ada.awaitText("dialog", "Yours: 2 boxes");
            keepBoth(ada);
            ada.await("all", () -> boxes(labeling, first) == 3 ? "" : null);
            assertThat(ada.count("dialog")).isZero();
        }
    }

    /** From now on {@code window.sent} tells how many boxes each save has, and what waits is tried again every few moments. */
    private static void tellSaves(Browser browser) {
        browser.script("""
                const later = window.setTimeout;
                window.setTimeout = (what, millis) => later(what, Math.min(millis, 50));
                const send = window.fetch;
                window.sent = [];
                window.fetch = (path, what) => {
                  if (what?.method === 'PUT') {
                    window.sent.push(JSON.parse(what.body).boxes.length);
                  }
                  return send(path, what);
                };""");
    }

    @Test
    void whatAPageHasFinishedItKeepsFromNobody() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 2, 2)) {
            labeling.desk().setUp(List.of("disc"));
            labeling.desk().next("Ben", null);
            ada.go(labeling.address());
            beatFaster(ada);
            ada.answer("#name", "Ada");
            String last = ada.image();
            ada.keys("e");
            ada.awaitText("#notice", "Others are at work");
            ada.asyncScript("setTimeout(arguments[0], 1000)");
            assertThat(isHeld(labeling, last)).isFalse();
        }
    }

    @Test
    void aFinishedImageThatIsOnlyLeftOpenHoldsNothingUp() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 2, 2)) {
            labeling.desk().setUp(List.of("disc"));
            ada.go(labeling.address());
            beatFaster(ada);
            ada.answer("#name", "Ada");
            String first = ada.image();
            ada.keys("e");
            ada.image(first);
            ada.await("the first done", () -> isDone(labeling, first) ? "" : null);
            ada.keys("p");
            ada.await("the first again", () -> ada.image().equals(first) ? "" : null);
            giveBack(labeling, first);
            ada.await("kept while somebody is there", () -> isHeld(labeling, first) ? "" : null);
            ada.script("const now = performance.now.bind(performance); performance.now = () => now() + 121000;");
            ada.asyncScript("setTimeout(arguments[0], 1000)");
            giveBack(labeling, first);
            ada.asyncScript("setTimeout(arguments[0], 1000)");
            assertThat(isHeld(labeling, first)).isFalse();
        }
    }

    private static boolean isDone(Labeling labeling, String image) {
        return labeling.desk().image(Long.parseLong(image)).state().equals("done");
    }

    private static void giveBack(Labeling labeling, String image) {
        try (Inbox inbox = Inbox.open(labeling.beginning.run().resolve(Inbox.FILE), Clock.systemUTC())) {
            inbox.leases().release(Long.parseLong(image), "Ada");
        }
    }

    @Test
    void whatAPageFetchedInAdvanceIsFreeWhenThePersonGoesElsewhere() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 4, 2)) {
            String first = labeling.begun(ada);
            ada.awaitTheNext();
            List<String> all = labeling.desk().images("", 9, 0).stream()
                    .map(it -> Long.toString(it.id()))
                    .toList();
            assertThat(all.get(0)).isEqualTo(first);
            openFromList(ada, labeling, all.get(3));
            ada.await("the second", () -> isHeld(labeling, all.get(1)) ? null : "");
            ada.keys("e");
            ada.await("the first again", () -> ada.image().equals(first) ? "" : null);
            ada.await("the second in advance", () -> isHeld(labeling, all.get(1)) ? "" : null);
            click(ada, "Review");
            ada.await("the second", () -> isHeld(labeling, all.get(1)) ? null : "");
        }
    }

    /** From before the first image on, leases are renewed as often as nobody could wait for. */
    private static void beatFaster(Browser browser) {
        browser.script("""
                const every = window.setInterval;
                window.setInterval = (what, millis) => every(what, millis === 20000 ? 100 : millis);""");
    }

    private static boolean isHeld(Labeling labeling, String image) {
        try (Inbox inbox = Inbox.open(labeling.beginning.run().resolve(Inbox.FILE), Clock.systemUTC())) {
            return inbox.images().of(Long.parseLong(image)).lease().isPresent();
        }
    }

    @Test
    void whatTheServerListsInPartsIsReviewedToTheLast() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 4, 2)) {
            labeling.desk().setUp(List.of("disc"));
            String third = threeDoneTwoAccepted(labeling);
            ada.go(labeling.address());
            listFewer(ada);
            ada.answer("#name", "Ada");
            ada.image();
            click(ada, "Review");
            ada.await("the third", () -> ada.image().equals(third) ? "" : null);
            click(ada, "Images");
            ada.awaitCount("dialog tbody tr", 4);
        }
    }

    private static String threeDoneTwoAccepted(Labeling labeling) {
        ImageView done = null;
        for (int i = 0; i < 3; i++) {
            if (done != null) {
                labeling.desk().review(done.id(), "Ben", new Verdict(done.revision(), "accept", "", 0));
            }
            ImageView next =
                    Objects.requireNonNull(labeling.desk().next("Ben", null).image());
            done = labeling.desk()
                    .save(next.id(), reviewer("Ben"), done(new Change.Drawn(1, 0, 1, 1, 30, 30, null, false, false)));
        }
        return Long.toString(Objects.requireNonNull(done).id());
    }

    /** As of a request with more images than the server lists at once. */
    private static void listFewer(Browser browser) {
        browser.script("""
                const send = window.fetch;
                window.fetch = (path, what) =>
                  send(path.startsWith('/api/images?') ? `${path.replace(/limit=[0-9]+/, '')}&limit=2` : path, what);""");
    }

    /** As when a lease lapses while nothing is heard of whoever had it. */
    private static void passToBen(Labeling labeling, String... images) {
        try (Inbox inbox = Inbox.open(labeling.beginning.run().resolve(Inbox.FILE), Clock.systemUTC())) {
            for (String image : images) {
                inbox.leases().release(Long.parseLong(image), "Ada");
                inbox.leases().take(Long.parseLong(image), "Ben");
            }
        }
    }

    private static Change done(Change.Drawn box) {
        return new Change(0, List.of(box), Map.of(), 1, "done", "");
    }

    @Test
    void whatIsChosenWhereNoImageIsOpenIsSaved() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 3, 2)) {
            String first = labeling.begun(ada);
            String third = Long.toString(labeling.desk().images("", 9, 0).get(2).id());
            labeling.stop();
            ada.drag(100, 100, 180, 160);
            ada.awaitText("#saving", "Not saved yet");
            passToBen(labeling, first, third);
            labeling.restart();
            ada.awaitText("#saving", "Ben is at work on it");
            ada.keys("d");
            ada.image(first);
            ada.keys("e");
            ada.awaitText("#notice", "Others are at work");
            doneByBen(labeling, first);
            keepBoth(ada);
            ada.await("both", () -> boxes(labeling, first) == 2 ? "" : null);
            assertThat(isDone(labeling, first)).isTrue();
        }
    }

    private static void doneByBen(Labeling labeling, String image) {
        labeling.desk()
                .save(
                        Long.parseLong(image),
                        reviewer("Ben"),
                        done(new Change.Drawn(1, 0, 1, 1, 30, 30, null, false, false)));
    }

    private static void keepBoth(Browser browser) {
        browser.see("dialog .versions");
        browser.driver().findElement(By.cssSelector("dialog button.first")).click();
    }

    private static int boxes(Labeling labeling, String image) {
        return labeling.desk().image(Long.parseLong(image)).boxes().size();
    }

    @Test
    void ofTwoImagesThatOthersChangedEachIsAskedAbout() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 4, 2)) {
            String first = labeling.begun(ada);
            ada.awaitTheNext();
            labeling.stop();
            ada.drag(100, 100, 180, 160);
            ada.awaitText("#saving", "Not saved yet");
            ada.keys("d");
            String second = ada.image(first);
            ada.drag(200, 100, 280, 160);
            passToBen(labeling, first, second);
            countConflicts(ada);
            labeling.restart();
            ada.awaitText("#saving", "Ben is at work on it");
            doneByBen(labeling, first);
            doneByBen(labeling, second);
            ada.await(
                    "both conflicts", () -> Long.valueOf(2).equals(ada.script("return window.conflicts")) ? "" : null);
            keepBoth(ada);
            ada.await("one", () -> boxes(labeling, first) + boxes(labeling, second) == 3 ? "" : null);
            keepBoth(ada);
            ada.await("the other", () -> boxes(labeling, first) + boxes(labeling, second) == 4 ? "" : null);
        }
    }

    private static void countConflicts(Browser browser) {
        browser.script("""
                const send = window.fetch;
                window.conflicts = 0;
                window.fetch = async (path, what) => {
                  const answer = await send(path, what);
                  window.conflicts += answer.status === 409 ? 1 : 0;
                  return answer;
                };""");
    }

    @Test
    void whoFinishesTheLastImageThatSomebodyElseFinishedMayKeepTheirOwn() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 2, 2)) {
            String image = lastFinishedElsewhere(ada, labeling);
            ada.keys("d");
            ada.see("dialog .versions");
            click(ada, "Keep mine");
            ada.await("hers", () -> boxes(labeling, image) == 1 ? "" : null);
            assertThat(isDone(labeling, image)).isTrue();
            ada.awaitText("#notice", "Others are at work");
        }
    }

    @Test
    void aSkipThatIsKeptStaysOneWithItsReason() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 2, 2)) {
            String image = lastFinishedElsewhere(ada, labeling);
            skip(ada);
            ada.awaitText("dialog", "Yours (skipped)");
            click(ada, "Keep mine");
            ada.await("hers", () -> isDone(labeling, image) ? null : "");
            ImageView kept = labeling.desk().image(Long.parseLong(image));
            assertThat(kept.state()).isEqualTo("skipped");
            assertThat(kept.reason()).isEqualTo("unreadable");
        }
    }

    private static void skip(Browser browser) {
        browser.keys("s");
        browser.answer("#reason", "unreadable");
        browser.see("dialog .versions");
    }

    @Test
    void withASkipBothAreTheBoxesThatSomebodyElseFinished() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 2, 2)) {
            String image = lastFinishedElsewhere(ada, labeling);
            skip(ada);
            int revision = labeling.desk().image(Long.parseLong(image)).revision();
            keepBoth(ada);
            ada.await(
                    "the save",
                    () -> labeling.desk().image(Long.parseLong(image)).revision() > revision ? "" : null);
            assertThat(isDone(labeling, image)).isTrue();
            assertThat(boxes(labeling, image)).isEqualTo(2);
        }
    }

    /** The only one that Ada can have; her own version has one box, the other one two. */
    private static String lastFinishedElsewhere(Browser ada, Labeling labeling) {
        labeling.desk().setUp(List.of("disc", "ring"));
        labeling.desk().next("Ben", null);
        ada.go(labeling.address());
        ada.answer("#name", "Ada");
        String image = ada.image();
        ada.keys("n");
        ada.awaitText("#saving", "Saved");
        changedElsewhere(labeling, Long.parseLong(image), "done");
        return image;
    }

    @Test
    void whoClosesTheQuestionOfTwoVersionsKeepsBoth() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 4, 2)) {
            String image = changedTwice(ada, labeling);
            ada.keys(Keys.ESCAPE);
            ada.awaitCount(".thing.box", 3);
            ada.awaitText("#saving", "Saved");
            assertThat(labeling.desk().image(Long.parseLong(image)).boxes()).hasSize(3);
        }
    }

    @Test
    void whatSomebodyElseAcceptedIsOpenAgainForWhoeverKeepsTheirOwn() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 1, 1)) {
            String third = labeling.begunToGuesses(ada, "disc");
            acceptedElsewhere(labeling, Long.parseLong(third));
            ada.keys("n");
            ada.see("dialog .versions");
            click(ada, "Keep mine");
            ada.await(
                    "hers",
                    () -> labeling.desk()
                                            .image(Long.parseLong(third))
                                            .boxes()
                                            .get(0)
                                            .guess()
                                    == null
                            ? ""
                            : null);
            assertThat(labeling.desk().image(Long.parseLong(third)).guesses())
                    .extracting(ImageView.GuessView::outcome)
                    .containsExactly("open", "open", "open");
        }
    }

    /** The first guess. */
    private static void acceptedElsewhere(Labeling labeling, long id) {
        ImageView image = labeling.desk().image(id);
        ImageView.GuessView it = image.guesses().get(0);
        Change.Drawn box =
                new Change.Drawn(1, it.classIndex(), it.x1(), it.y1(), it.x2(), it.y2(), it.id(), false, false);
        labeling.desk()
                .save(
                        id,
                        reviewer("Ada"),
                        new Change(image.revision(), List.of(box), Map.of(it.id(), "accepted"), 1, "open", ""));
    }

    private static String changedTwice(Browser ada, Labeling labeling) {
        ada.go(labeling.address());
        ada.answer("#name", "Ada");
        ada.answer("#classes", "disc\nring");
        String image = ada.image();
        ada.keys("n");
        ada.awaitText("#saving", "Saved");
        changedElsewhere(labeling, Long.parseLong(image), "open");
        ada.drag(100, 100, 180, 160);
        ada.see("dialog .versions");
        return image;
    }

    private static void changedElsewhere(Labeling labeling, long id, String state) {
        ImageView image = labeling.desk().image(id);
        ImageView.BoxView box = image.boxes().get(0);
        labeling.desk()
                .save(
                        id,
                        reviewer("Ada"),
                        new Change(
                                image.revision(),
                                List.of(
                                        new Change.Drawn(
                                                box.id(),
                                                box.classIndex(),
                                                box.x1(),
                                                box.y1(),
                                                box.x2(),
                                                box.y2(),
                                                null,
                                                false,
                                                false),
                                        new Change.Drawn(2, 1, 1, 1, 30, 30, null, false, false)),
                                Map.of(),
                                1,
                                state,
                                ""));
    }

    @Test
    void aReviewerSendsBackAndAccepts() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 9, 3, 2)) {
            ada.go(labeling.address());
            ada.answer("#name", "Ada");
            ada.answer("#classes", "disc");
            String first = ada.image();
            ada.drag(100, 100, 200, 200);
            ada.keys("d");
            String second = ada.image(first);
            ada.keys("e");
            ada.image(first, second);
            ada.driver().findElement(By.xpath("//button[text()='Review']")).click();
            By sendBack = By.xpath("//button[text()='Send back']");
            ada.await(
                    "the reviewer's buttons",
                    () -> ada.driver().findElements(sendBack).isEmpty() ? null : "");
            ada.await("the first image", () -> ada.image().equals(first) ? "" : null);
            ada.driver().findElement(sendBack).click();
            ada.answer("#note", "the box is too large");
            ada.await("the second image", () -> ada.image().equals(second) ? "" : null);
            assertThat(labeling.desk().image(Long.parseLong(first)).state()).isEqualTo("sent_back");
            ada.keys("d");
            ada.awaitText("#notice", "Every finished image is reviewed");
            assertThat(labeling.desk().images("done", 9, 0)).allMatch(it -> it.reviewed());
            ada.driver().findElement(By.xpath("//button[text()='Label']")).click();
            ada.image();
            ada.keys("e"); // the third, which she had begun
            ada.await(
                    "the image that was sent back", () -> ada.text(".position").contains("too large") ? "" : null);
        }
    }

    @Test
    void aReviewerGoesOnWithWhatOthersFinishMeanwhile() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 9, 3, 2)) {
            String first = labeling.begun(ada);
            ada.keys("e");
            ada.image(first);
            click(ada, "Review");
            ada.await("the first image", () -> ada.image().equals(first) ? "" : null);
            ada.keys("d");
            ada.awaitText("#notice", "Every finished image is reviewed");
            ImageView other = ada.await(
                    "one for Ben", () -> labeling.desk().next("Ben", null).image());
            doneByBen(labeling, Long.toString(other.id()));
            ada.await("Ben's image", () -> ada.image().equals(Long.toString(other.id())) ? "" : null);
        }
    }

    @Test
    void aRequestWaitsForAReviewerWhoCorrectsOneOfItsImages() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 2, 2)) {
            String first = labeling.begun(ada);
            ada.drag(100, 100, 200, 200);
            ada.keys("d");
            String second = ada.image(first);
            ada.await("the first done", () -> isDone(labeling, first) ? "" : null);
            click(ada, "Review");
            ada.await("the first again", () -> ada.image().equals(first) ? "" : null);
            ada.drag(300, 100, 380, 200);
            ada.await("a correction", () -> boxes(labeling, first) == 2 ? "" : null);
            assertThat(isHeld(labeling, first)).isTrue();
            giveBack(labeling, second);
            doneByBen(labeling, second);
            String said = ada.await("the server to look", () -> whatIsDue(labeling));
            assertThat(said).contains("still at work");
            ada.drag(100, 220, 180, 300);
            ada.await("another correction", () -> boxes(labeling, first) == 3 ? "" : null);
            ada.keys("d");
            ada.await("the other", () -> ada.image().equals(second) ? "" : null);
            ada.keys("d");
            ada.await("the next images", () -> isAsked(labeling, first) ? null : "");
        }
    }

    /** What a server says that waits for somebody, or does instead; null before it has looked. */
    private static @Nullable String whatIsDue(Labeling labeling) {
        StateView state = labeling.desk().state("");
        if (state.phase() != Phase.WAITING) {
            return state.phase().word();
        }
        return state.message().contains("still at work") ? state.message() : null;
    }

    private static boolean isAsked(Labeling labeling, String image) {
        return labeling.desk().images("", 9, 0).stream().anyMatch(it -> it.id() == Long.parseLong(image));
    }

    @Test
    void twoReviewersGetDifferentImages() throws IOException {
        try (Browser ada = Browser.open();
                Browser ben = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 9, 3, 2)) {
            String first = labeling.begun(ada);
            ada.keys("e");
            String second = ada.image(first);
            ada.keys("e");
            ada.image(first, second);
            ada.await("the second done", () -> isDone(labeling, second) ? "" : null);
            ben.go(labeling.address());
            ben.answer("#name", "Ben");
            ben.awaitText("#notice", "Others are at work");
            click(ben, "Review");
            ben.await("the first", () -> ben.image().equals(first) ? "" : null);
            click(ada, "Review");
            ada.await("the second", () -> ada.image().equals(second) ? "" : null);
            ada.keys("d");
            ada.awaitText("#notice", "Others are at work");
            ben.keys("d");
            ben.awaitText("#notice", "Every finished image is reviewed");
            assertThat(isAccepted(labeling, first)).isTrue();
            assertThat(isAccepted(labeling, second)).isTrue();
        }
    }

    @Test
    void aReviewerGoesOnWithWhatSomebodyElseMadeOfTheImageMeanwhile() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 9, 3, 2)) {
            labeling.desk().setUp(List.of("disc", "ring"));
            ada.go(labeling.address());
            ada.answer("#name", "Ada");
            String first = ada.image();
            ada.drag(100, 100, 200, 200);
            ada.keys("d");
            ada.image(first);
            ada.await("the first done", () -> isDone(labeling, first) ? "" : null);
            click(ada, "Review");
            ada.await("the first again", () -> ada.image().equals(first) ? "" : null);
            ada.awaitCount(".thing.box", 1);
            changedElsewhere(labeling, Long.parseLong(first), "done");
            ada.keys("d");
            ada.awaitText("#saving", "changed by");
            ada.awaitCount(".thing.box", 2);
            ada.keys("d");
            ada.await("the verdict", () -> isAccepted(labeling, first) ? "" : null);
        }
    }

    @Test
    void whoSitsDownUnderAnotherNameGoesOnUnderIt() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 9, 3, 2)) {
            String first = labeling.begun(ada);
            ada.drag(100, 100, 200, 200);
            ada.awaitText("#saving", "Saved");
            click(ada, "Name");
            ada.answer("#name", "Eve");
            ada.awaitText("#who", "Eve");
            assertThat(ada.image()).isEqualTo(first);
            ada.drag(300, 100, 380, 200);
            ada.awaitCount(".thing.box", 2);
            ada.keys("d");
            ada.image(first);
            ada.awaitText("#amount", "1 of 3");
            assertThat(ada.text("#who")).isEqualTo("Eve");
            assertThat(labeling.desk().image(Long.parseLong(first)).annotator()).isEqualTo("Eve");
        }
    }

    @Test
    void whatIsSkippedStaysSkippedWhenItIsAcceptedAndWhatIsUnfinishedCannotBe() throws IOException {
        try (Browser ada = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 9, 3, 2)) {
            String first = labeling.begun(ada);
            ada.keys("s");
            ada.answer("#reason", "unreadable");
            String second = ada.image(first);
            ada.drag(100, 100, 200, 200);
            ada.awaitText("#saving", "Saved");
            click(ada, "Review");
            ada.await("the skipped one", () -> ada.image().equals(first) ? "" : null);
            ada.awaitText(".position", "skipped: unreadable");
            ada.keys("d");
            ada.awaitText("#notice", "Every finished image is reviewed");
            ImageView skipped = labeling.desk().image(Long.parseLong(first));
            assertThat(skipped.state()).isEqualTo("skipped");
            assertThat(skipped.reason()).isEqualTo("unreadable");
            openFromList(ada, labeling, second);
            ada.keys("d");
            ada.awaitText("#saving", "is not done");
            assertThat(labeling.desk().image(Long.parseLong(second)).state()).isEqualTo("leased");
            ada.drag(300, 100, 380, 200); // now it is the reviewer's own work
            ada.keys("d");
            ada.await("the second", () -> isAccepted(labeling, second) ? "" : null);
            assertThat(labeling.desk().image(Long.parseLong(second)).boxes()).hasSize(2);
        }
    }

    private static boolean isAccepted(Labeling labeling, String image) {
        return labeling.desk().images("done", 9, 0).stream()
                .anyMatch(it -> it.id() == Long.parseLong(image) && it.reviewed());
    }

    private static void openFromList(Browser browser, Labeling labeling, String image) {
        click(browser, "Images");
        By row = By.xpath("//dialog//button[text()='"
                + labeling.desk().image(Long.parseLong(image)).name() + "']");
        browser.see("dialog table");
        browser.driver().findElement(row).click();
        browser.await("the image", () -> browser.image().equals(image) ? "" : null);
    }

    private static void click(Browser browser, String button) {
        browser.driver()
                .findElement(By.xpath("//button[text()='" + button + "']"))
                .click();
    }

    private static void begin(Browser ada, Browser ben, Labeling labeling) {
        ada.go(labeling.address());
        ada.answer("#name", "Ada");
        ada.answer("#classes", "disc\nring");
        ben.go(labeling.address());
        ben.answer("#name", "Ben");
    }
}
