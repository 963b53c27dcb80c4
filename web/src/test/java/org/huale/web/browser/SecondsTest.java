package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.huale.web.desk.PersonView.reviewer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.huale.inbox.Inbox;
import org.huale.web.desk.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** Time is what the image costs that was on the screen. The page's clock is moved by hand, as a busy machine takes any time. */
class SecondsTest {
    @TempDir
    private Path folder;

    @Test
    void whoWaitsForTheDetectorSpendsNothingOnTheNextImage() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 1, 2)) {
            labeling.program.hold(true);
            String first = begun(browser, labeling);
            browser.drag(100, 100, 200, 180);
            pass(browser, 3);
            browser.keys("d");
            browser.awaitText("#notice", "The first images are being chosen");
            pass(browser, 20);
            labeling.program.hold(false);
            String second = browser.image(first);
            pass(browser, 7);
            browser.keys("e");
            browser.image(first, second);
            assertSeconds(browser, labeling, first, 3);
            assertSeconds(browser, labeling, second, 7);
        }
    }

    @Test
    void aReviewIsTimeSpentOnTheImageThatIsReviewed() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String first = begun(browser, labeling);
            pass(browser, 3);
            browser.keys("e");
            String second = browser.image(first);
            assertSeconds(browser, labeling, first, 3);
            browser.driver().findElement(By.xpath("//button[text()='Review']")).click();
            browser.await("the first image", () -> browser.image().equals(first) ? "" : null);
            pass(browser, 7);
            browser.keys("d");
            browser.awaitText("#notice", "Every finished image is reviewed");
            browser.driver().findElement(By.xpath("//button[text()='Label']")).click();
            assertThat(browser.image()).isEqualTo(second);
            pass(browser, 2);
            browser.keys("e");
            assertSeconds(browser, labeling, second, 2);
            assertSeconds(browser, labeling, first, 3 + 7);
        }
    }

    @Test
    void whatIsOnlyLookedAtCountsForItselfOnceSomebodyComesBackToIt() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String first = begun(browser, labeling);
            pass(browser, 3);
            browser.keys("e");
            String second = browser.image(first);
            assertSeconds(browser, labeling, first, 3);
            pass(browser, 5);
            browser.keys("p");
            browser.await("the first again", () -> browser.image().equals(first) ? "" : null);
            pass(browser, 7);
            browser.keys("d");
            browser.await("the second again", () -> browser.image().equals(second) ? "" : null);
            pass(browser, 2);
            browser.keys("e");
            assertSeconds(browser, labeling, second, 5 + 2);
            assertSeconds(browser, labeling, first, 3 + 7);
        }
    }

    @Test
    void whatIsMergedTakesNothingFromTheImageOnTheScreen() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 12, 3, 2)) {
            String first = begun(browser, labeling);
            browser.awaitTheNext();
            changedElsewhere(labeling, Long.parseLong(first));
            pass(browser, 3);
            browser.keys("d");
            String second = browser.image(first);
            browser.see("dialog .versions");
            pass(browser, 5);
            browser.driver().findElement(By.cssSelector("dialog button.first")).click();
            assertSeconds(browser, labeling, first, 3);
            browser.awaitCount("dialog", 0);
            browser.keys("e");
            assertSeconds(browser, labeling, second, 5);
        }
    }

    private static void changedElsewhere(Labeling labeling, long image) {
        Change.Drawn box = new Change.Drawn(1, 0, 1, 1, 30, 30, null, false, false);
        labeling.desk().save(image, reviewer("Ada"), new Change(0, List.of(box), Map.of(), 0, "open", ""));
    }

    /** The number of the first image, before which the page's clock stands still from the beginning on. */
    private static String begun(Browser browser, Labeling labeling) {
        browser.go(labeling.address());
        browser.script("window.clock = performance.now(); performance.now = () => window.clock;");
        browser.answer("#name", "Ada");
        browser.answer("#classes", "disc");
        return browser.image();
    }

    /** Moves the page's clock; less than a break. */
    private static void pass(Browser browser, int seconds) {
        browser.script("window.clock += 1000 * arguments[0];", seconds);
    }

    /** What an image took all in all, as soon as it is finished. */
    private static void assertSeconds(Browser browser, Labeling labeling, String image, double seconds) {
        long id = Long.parseLong(image);
        browser.await("the save", () -> labeling.desk().image(id).state().equals("done") ? "" : null);
        try (Inbox inbox = Inbox.open(labeling.beginning.run().resolve(Inbox.FILE), Clock.systemUTC())) {
            assertThat(inbox.images().of(id).seconds()).isCloseTo(seconds, within(1e-6));
        }
    }
}
