package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.huale.inbox.Inbox;
import org.huale.web.desk.Change;
import org.huale.web.desk.ImageView;
import org.huale.web.desk.Verdict;
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
            awaitTheNext(ada);
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

            labeling.desk()
                    .save(Long.parseLong(first), "Ben", done(new Change.Drawn(1, 0, 1, 1, 30, 30, null, false, false)));
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

    /** Until the image after the first one is there with its pixels. */
    private static void awaitTheNext(Browser browser) {
        browser.await("two images", () -> browser.script("""
                        const paths = performance.getEntriesByType('resource').map(it => it.name);
                        return new Set(paths.filter(it => it.endsWith('/pixels'))).size === 2 ? '' : null;"""));
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
            awaitTheNext(ada);
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
                    .save(next.id(), "Ben", done(new Change.Drawn(1, 0, 1, 1, 30, 30, null, false, false)));
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
                .save(Long.parseLong(image), "Ben", done(new Change.Drawn(1, 0, 1, 1, 30, 30, null, false, false)));
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
            awaitTheNext(ada);
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
                        "Ada",
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
            ada.awaitText("#notice", "Every finished image is reviewed");
            openFromList(ada, labeling, first);
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
