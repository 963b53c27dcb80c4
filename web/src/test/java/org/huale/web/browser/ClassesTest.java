package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.huale.dataset.ClassNames;
import org.huale.inbox.Inbox;
import org.huale.web.desk.ImageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Classes that change while a page is open, as by {@code huale classes}. */
class ClassesTest {
    @TempDir
    private Path folder;

    /** Cars, vans and persons become cars and persons. */
    private static void merge(Labeling labeling) {
        try (Inbox inbox = Inbox.open(labeling.beginning.run().resolve(Inbox.FILE), Clock.systemUTC())) {
            inbox.requests().changeClasses("measure", ClassNames.of("car", "person"), Map.of(0, 0, 1, 0, 2, 1));
        }
    }

    private static String begun(Browser browser, Labeling labeling) {
        browser.go(labeling.address());
        browser.answer("#name", "Ada");
        browser.answer("#classes", "car\nvan\nperson");
        return browser.image();
    }

    private static void draw(Browser browser, String digit, int left) {
        browser.keys(Keys.ESCAPE);
        browser.keys(digit);
        browser.drag(left, 100, left + 60, 180);
    }

    private static List<Integer> drawn(Labeling labeling, String image) {
        return labeling.desk().image(Long.parseLong(image)).boxes().stream()
                .map(ImageView.BoxView::classIndex)
                .toList();
    }

    @Test
    void anOpenPageHasTheNewOnesAtOnce() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String image = begun(browser, labeling);
            draw(browser, "2", 100);
            draw(browser, "3", 200);
            browser.awaitText("#saving", "Saved");
            merge(labeling);
            browser.awaitCount(".classes li", 2);
            assertThat(browser.image()).isEqualTo(image);
            browser.awaitText(".classes button[aria-pressed=true]", "person");
            draw(browser, "2", 300);
            browser.awaitCount(".thing.box", 3);
            browser.awaitText("#saving", "Saved");
            assertThat(drawn(labeling, image)).containsExactly(0, 1, 1);
        }
    }

    @Test
    void whatCouldNotBeSavedKeepsItsClassesByTheirNames() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String image = begun(browser, labeling);
            draw(browser, "2", 100);
            browser.awaitText("#saving", "Saved");
            labeling.stop();
            draw(browser, "3", 200);
            draw(browser, "2", 300);
            browser.awaitText("#saving", "Not saved yet");
            merge(labeling);
            labeling.restart();
            browser.awaitText("dialog", "van");
            browser.driver().findElement(By.cssSelector("dialog button.first")).click();
            browser.await("a choice", () -> browser.text("dialog").contains("Changed twice") ? "" : null);
            browser.driver()
                    .findElement(By.xpath("//dialog//button[text()='Keep mine']"))
                    .click();
            browser.awaitText("#saving", "Saved");
            assertThat(drawn(labeling, image)).containsExactly(0, 1);
        }
    }
}
