package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.huale.inbox.Inbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** Time is what the image costs that was on the screen. */
class SecondsTest {
    private static final int WAIT = 4;

    @TempDir
    private Path folder;

    @Test
    void whoWaitsForTheDetectorSpendsNothingOnTheNextImage() throws IOException, InterruptedException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 1, 2)) {
            labeling.program.hold(true);
            String first = labeling.begun(browser);
            browser.drag(100, 100, 200, 180);
            browser.keys("d");
            browser.awaitText("#notice", "The first images are being chosen");
            Thread.sleep(WAIT * 1000);
            labeling.program.hold(false);
            String second = browser.image(first);
            browser.keys("e");
            browser.image(first, second);
            assertThat(seconds(browser, labeling, second)).isLessThan(WAIT);
        }
    }

    @Test
    void aReviewIsTimeSpentOnTheImageThatIsReviewed() throws IOException, InterruptedException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String first = labeling.begun(browser);
            browser.keys("e");
            String second = browser.image(first);
            assertThat(seconds(browser, labeling, first)).isLessThan(WAIT);
            browser.driver().findElement(By.xpath("//button[text()='Review']")).click();
            browser.await("the first image", () -> browser.image().equals(first) ? "" : null);
            Thread.sleep(WAIT * 1000);
            browser.keys("d");
            browser.awaitText("#notice", "Every finished image is reviewed");
            browser.driver().findElement(By.xpath("//button[text()='Label']")).click();
            assertThat(browser.image()).isEqualTo(second);
            browser.keys("e");
            assertThat(seconds(browser, labeling, second)).isLessThan(WAIT);
            assertThat(seconds(browser, labeling, first)).isGreaterThan(WAIT);
        }
    }

    /** What an image took all in all, as soon as it is finished. */
    private static double seconds(Browser browser, Labeling labeling, String image) {
        long id = Long.parseLong(image);
        browser.await("the save", () -> labeling.desk().image(id).state().equals("done") ? "" : null);
        try (Inbox inbox = Inbox.open(labeling.beginning.run().resolve(Inbox.FILE), Clock.systemUTC())) {
            return inbox.images().of(id).seconds();
        }
    }
}
