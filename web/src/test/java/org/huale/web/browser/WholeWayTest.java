package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.huale.web.desk.ImageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** From a folder of images and nothing else to the second batch, by mouse and keyboard. */
class WholeWayTest {
    @TempDir
    private Path folder;

    @Test
    void leadsFromAnEmptyFolderToASecondBatch() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            browser.go(labeling.address());
            browser.answer("#name", "Ada");
            browser.answer("#classes", "disc\nring, cross");
            browser.awaitText("#amount", "0 of 2");

            measureByMouse(browser);
            browser.awaitText("#amount", "0 of 2");
            firstBatchByKeyboard(browser, labeling);
            laterBatchesByGuesses(browser, labeling);
            browser.awaitText("#notice", "at its end");
            assertThat(browser.errors()).isEmpty();
        }
    }

    private static void measureByMouse(Browser browser) {
        String first = browser.image();
        browser.drag(200, 150, 320, 260);
        browser.awaitCount(".thing.box", 1);
        assertThat(browser.script("""
                        const place = document.querySelector('.thing.box .edge').getBoundingClientRect();
                        return Math.round(place.width) + 'x' + Math.round(place.height);""")).isEqualTo("120x110"); // drawn as it was dragged
        browser.awaitText("#saving", "Saved");
        browser.see("#bar button.first").click();
        browser.image(first);
        browser.keys("e"); // nothing here
    }

    private static void firstBatchByKeyboard(Browser browser, Labeling labeling) {
        browser.awaitText("#side", "first images");
        String first = browser.image();
        browser.keys("n");
        browser.keys("2");
        browser.keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        browser.chord(Keys.ALT, Keys.ARROW_DOWN);
        browser.awaitText("#saving", "Saved");
        assertThat(image(labeling, first).boxes()).hasSize(1);
        assertThat(image(labeling, first).boxes().get(0).classIndex()).isEqualTo(1);
        browser.keys("d");
        browser.image(first);
        browser.keys("c");
        browser.keys("cro", Keys.ENTER);
        browser.keys("n");
        browser.chord(Keys.CONTROL, "z");
        browser.awaitCount(".thing.box", 0);
        browser.chord(Keys.CONTROL, "y");
        browser.awaitCount(".thing.box", 1);
        browser.keys("d");
    }

    private static ImageView image(Labeling labeling, String number) {
        return labeling.desk().image(Long.parseLong(number));
    }

    private static void laterBatchesByGuesses(Browser browser, Labeling labeling) {
        browser.awaitCount(".thing.guess", 2);
        browser.awaitText("#side", "entropy");
        String first = browser.image();
        browser.keys(Keys.TAB);
        browser.keys(Keys.ENTER);
        browser.awaitCount(".thing.guess", 1);
        browser.awaitCount(".thing.box", 1);
        browser.keys("d");
        String second = browser.image(first);
        browser.await("the save", () -> image(labeling, first).state().equals("done") ? "" : null);
        assertThat(image(labeling, first).guesses())
                .extracting(ImageView.GuessView::outcome)
                .containsExactly("accepted", "deleted", "open");
        browser.keys("a");
        browser.awaitCount(".thing.box", 2);
        browser.keys("d");
        String third = browser.image(first, second);
        browser.keys("e");
        browser.image(first, second, third);
        browser.keys("s");
        browser.answer("#reason", "unreadable");
    }
}
