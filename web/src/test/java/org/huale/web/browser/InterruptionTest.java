package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
