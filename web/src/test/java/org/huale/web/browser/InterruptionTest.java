package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huale.web.desk.PersonView.reviewer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.web.desk.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What breaks off in the middle of work, and what is there afterwards. */
class InterruptionTest {
    @TempDir
    private Path folder;

    @Test
    void aReloadInMidDragLosesTheDragAlone() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String image = labeling.begun(browser);
            browser.drag(100, 100, 200, 180);
            browser.awaitText("#saving", "Saved");
            browser.dragOnly(260, 120, 380, 240);
            browser.await(
                    "the draft",
                    () -> "visible"
                                    .equals(browser.script(
                                            "return document.querySelector('.draft').getAttribute('visibility')"))
                            ? ""
                            : null);
            browser.driver().navigate().refresh();
            assertThat(browser.image()).isEqualTo(image);
            browser.awaitCount(".thing.box", 1);
            browser.drag(260, 120, 380, 240);
            browser.awaitCount(".thing.box", 2);
            browser.awaitText("#saving", "Saved");
            assertThat(labeling.desk().image(Long.parseLong(image)).boxes()).hasSize(2);
        }
    }

    @Test
    void aServerThatIsKilledAndComesBackGetsWhatWasDrawnMeanwhile() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String image = labeling.begun(browser);
            browser.drag(100, 100, 200, 180);
            browser.awaitText("#saving", "Saved");
            labeling.stop();
            browser.drag(260, 120, 380, 240);
            browser.awaitText("#saving", "Not saved yet");
            browser.drag(100, 220, 180, 300);
            browser.awaitCount(".thing.box", 3);
            labeling.restart();
            browser.awaitText("#saving", "Saved");
            assertThat(labeling.desk().image(Long.parseLong(image)).boxes()).hasSize(3);
            browser.keys("d");
            browser.image(image);
        }
    }

    @Test
    void aServerThatComesBackDuringATrainingIsHeardOfByItsPages() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 1, 2)) {
            labeling.program.hold(true);
            String image = labeling.begun(browser);
            browser.drag(100, 100, 200, 180);
            browser.keys("d");
            browser.awaitText("#notice", "The first images are being chosen");
            labeling.stop();
            labeling.restart();
            labeling.program.hold(false);
            browser.image(image);
            browser.awaitText("#side", "first images");
        }
    }

    @Test
    void whatIsFinishedWhileAnEarlierSaveIsOnItsWayIsNotHandedOutAgain() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String first = labeling.begun(browser);
            browser.drag(100, 100, 200, 180);
            browser.awaitText("#saving", "Saved");
            browser.slowDownSavesOf(first);
            browser.keys("d");
            String second = browser.image(first);
            browser.keys("e");
            browser.await("another image", () -> browser.image().equals(second) ? null : "");
            browser.awaitText("#side", "first images");
            assertThat(browser.image()).isNotEqualTo(first);
            assertThat(browser.count("dialog")).isZero();
        }
    }

    @Test
    void aPageThatIsStillOpenWhereAnotherRunIsServedBeginsWithThatAndChangesNothingThere() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder.resolve("one"), 8, 2, 2);
                Labeling other = Labeling.drawn(folder.resolve("two"), 8, 2, 2)) {
            String image = labeling.begun(browser);
            browser.drag(100, 100, 200, 180);
            browser.awaitText("#saving", "Saved");
            labeling.stop();
            browser.drag(260, 120, 380, 240);
            browser.awaitText("#saving", "Not saved yet");
            other.stop();
            other.startInPlaceOf(labeling);
            browser.answer("#classes", "ring");
            assertThat(browser.image()).isNotEmpty(); // or what begins this run would be cut off
            browser.awaitCount(".thing.box", 0);
            assertThat(other.desk().images("", 9, 0)).allMatch(it -> it.revision() == 0);
            other.stop();
            labeling.restart();
            browser.await("the first run's image", () -> browser.image().equals(image) ? "" : null);
            browser.awaitCount(".thing.box", 2);
            browser.awaitText("#saving", "Saved");
            assertThat(labeling.desk().image(Long.parseLong(image)).boxes()).hasSize(2);
        }
    }

    @Test
    void whatAPageCouldNotSaveIsThereWhenItIsOpenedAgain() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String image = labeling.begun(browser);
            String address = labeling.address();
            labeling.stop();
            browser.drag(260, 120, 380, 240);
            browser.awaitText("#saving", "Not saved yet");
            browser.go("about:blank");
            labeling.restart();
            browser.go(address);
            assertThat(browser.image()).isEqualTo(image);
            browser.awaitCount(".thing.box", 1);
            browser.awaitText("#saving", "Saved");
            assertThat(labeling.desk().image(Long.parseLong(image)).boxes()).hasSize(1);
        }
    }

    @Test
    void whatTheServerDidNotSayEndsNoSave() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String image = labeling.begun(browser);
            browser.script("""
                    const send = window.fetch;
                    window.fetch = async (path, what) => window.instead && what?.method === 'PUT'
                      ? new Response(window.instead.body, { status: window.instead.status }) : send(path, what);""");
            saveInVain(browser, 100, "{ status: 200, body: '<html>' }", "the server does not answer");
            saveInVain(browser, 180, "{ status: 502, body: '<html>' }", "status 502");
            saveInVain(browser, 260, "{ status: 403, body: '<html>' }", "status 403");
            saveInVain(browser, 340, "{ status: 503, body: '{\"error\":\"just now\"}' }", "just now");
            browser.await(
                    "all",
                    () -> labeling.desk().image(Long.parseLong(image)).boxes().size() == 4 ? "" : null);
        }
    }

    /** Draws a box while something else answers, and waits until the server has it. */
    private static void saveInVain(Browser browser, int left, String answer, String said) {
        browser.script("window.instead = " + answer);
        browser.drag(left, 100, left + 60, 160);
        browser.awaitText("#saving", "Not saved yet: " + said);
        assertThat(kept(browser)).isEqualTo(1L);
        browser.script("window.instead = null");
        browser.awaitText("#saving", "Saved");
        assertThat(kept(browser)).isEqualTo(0L);
    }

    /** Of how many images the browser keeps what was not saved. */
    private static Object kept(Browser browser) {
        return browser.script("return Object.keys(localStorage).filter(it => /^huale:[0-9a-f]+:/.test(it)).length");
    }

    @Test
    void aServerWhoseClockWasSetBackIsHeardOf() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String image = labeling.begun(browser);
            browser.script("""
                    const parse = JSON.parse;
                    JSON.parse = (...text) => {
                      const value = parse(...text);
                      return typeof value?.at === 'number' ? { ...value, at: value.at - 3600000 } : value;
                    };""");
            labeling.stop();
            labeling.restart();
            browser.keys("e");
            browser.image(image);
            browser.awaitText("#amount", "1 of 2");
        }
    }

    @Test
    void whatCouldNotBeSentComesFirstAlsoWhereNobodyHandsItsImageOut() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String image = leftUnsent(browser, labeling);
            doneByBen(labeling, image);
            browser.go(labeling.address());
            browser.see("dialog .versions");
            browser.driver().findElement(By.cssSelector("dialog button.first")).click();
            browser.await(
                    "both",
                    () -> labeling.desk().image(Long.parseLong(image)).boxes().size() == 2 ? "" : null);
            assertThat(browser.image()).isEqualTo(image);
        }
    }

    private static String leftUnsent(Browser browser, Labeling labeling) {
        String image = drawnUnsent(browser, labeling);
        leave(browser, labeling);
        return image;
    }

    /** One box of the first image, when no server is there. */
    private static String drawnUnsent(Browser browser, Labeling labeling) {
        String image = labeling.begun(browser);
        labeling.stop();
        browser.drag(260, 120, 380, 240);
        browser.awaitText("#saving", "Not saved yet");
        return image;
    }

    /** Before the server is there again. */
    private static void leave(Browser browser, Labeling labeling) {
        browser.go("about:blank");
        labeling.restart();
    }

    private static void doneByBen(Labeling labeling, String image) {
        long id = Long.parseLong(image);
        labeling.desk().release(id, "Ada");
        Change.Drawn box = new Change.Drawn(1, 0, 1, 1, 30, 30, null, false, false);
        labeling.desk().save(id, reviewer("Ben"), new Change(0, List.of(box), Map.of(), 1, "done", ""));
    }

    @Test
    void whatWasFinishedWithoutAServerIsFinishedOnceThePageIsOpenedAgain() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String image = drawnUnsent(browser, labeling);
            browser.keys("d");
            leave(browser, labeling);
            browser.go(labeling.address());
            browser.await(
                    "the save",
                    () -> labeling.desk().image(Long.parseLong(image)).state().equals("done") ? "" : null);
            browser.image(image);
            assertThat(kept(browser)).isEqualTo(0L);
        }
    }

    @Test
    void aRejectedGuessThatCouldNotBeSentIsSentOnceThePageIsOpenedAgain() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 1, 1)) {
            String image = labeling.begunToGuesses(browser, "disc");
            labeling.stop();
            browser.keys(Keys.TAB);
            browser.keys("x");
            browser.awaitCount(".thing.guess", 1);
            browser.awaitText("#saving", "Not saved yet");
            leave(browser, labeling);
            browser.go(labeling.address());
            browser.await("the save", () -> rejected(labeling, image) == 1 ? "" : null);
            browser.awaitCount(".thing.guess", 1);
        }
    }

    private static long rejected(Labeling labeling, String image) {
        return labeling.desk().image(Long.parseLong(image)).guesses().stream()
                .filter(it -> it.outcome().equals("deleted"))
                .count();
    }

    @Test
    void whatCouldNotBeSentInTimeForMoreImagesToMeasureByIsNotTooLate() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 1, 2)) {
            String first = labeling.begun(browser);
            browser.keys("e");
            String second = browser.image(first); // as nothing was in the first one
            browser.keys("p");
            browser.await("the first again", () -> browser.image().equals(first) ? "" : null);
            labeling.stop();
            browser.drag(260, 120, 380, 240);
            browser.awaitText("#saving", "Not saved yet");
            leave(browser, labeling);
            browser.go(labeling.address());
            browser.await(
                    "the box",
                    () -> labeling.desk().image(Long.parseLong(first)).boxes().size() == 1 ? "" : null);
            assertThat(browser.image(first)).isEqualTo(second);
            assertThat(kept(browser)).isEqualTo(0L);
            assertThat(browser.count("dialog")).isZero();
        }
    }

    @Test
    void whatComesTooLateIsSaidAndGivenUp() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 1, 2)) {
            String image = leftUnsent(browser, labeling);
            String name = labeling.desk().image(Long.parseLong(image)).name();
            doneByBen(labeling, image);
            browser.await(
                    "the next images",
                    () -> labeling.desk().images("", 9, 0).stream().noneMatch(it -> it.id() == Long.parseLong(image))
                            ? ""
                            : null);
            browser.go(labeling.address());
            browser.awaitText("dialog", "Too late");
            browser.awaitText("dialog", name);
            browser.driver().findElement(By.cssSelector("dialog button.first")).click();
            browser.image(image);
            assertThat(kept(browser)).isEqualTo(0L);
        }
    }
}
