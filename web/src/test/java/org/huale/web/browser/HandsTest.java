package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.huale.web.desk.ImageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Slips of mouse and keyboard that must not cost work. */
class HandsTest {
    @TempDir
    private Path folder;

    @Test
    void aBoxThatIsPulledTogetherAtTheBorderStaysAsItWas() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            long image = Long.parseLong(labeling.begun(browser));
            int right = rightBorder(browser);
            browser.drag(right - 100, 100, right + 9, 200);
            browser.awaitText("#saving", "Saved");
            List<ImageView.BoxView> before = labeling.desk().image(image).boxes();
            assertThat(before.get(0).x2())
                    .isEqualTo(labeling.desk().image(image).width());
            browser.drag(right - 100, 150, right + 9, 150);
            browser.drag(right - 300, 100, right - 200, 200);
            browser.awaitText("#saving", "Saved");
            browser.await(
                    "the second box", () -> labeling.desk().image(image).boxes().size() == 2 ? "" : null);
            assertThat(labeling.desk().image(image).boxes()).containsAll(before);
        }
    }

    @Test
    void aDigitThatComesBeforeTheNextImageIsForItsBoxes() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 9, 3, 2)) {
            browser.go(labeling.address());
            browser.answer("#name", "Ada");
            browser.answer("#classes", "disc\nring");
            String first = browser.image();
            holdBack(browser, "/next");
            browser.keys("e");
            String second = browser.image(first); // which was fetched before
            browser.drag(100, 100, 200, 200);
            browser.keys("d", "2");
            browser.script("letGo()");
            String third = browser.image(first, second);
            browser.drag(100, 100, 200, 200);
            browser.awaitText("#saving", "Saved");
            assertThat(classes(labeling, second)).containsExactly(0);
            assertThat(classes(labeling, third)).containsExactly(1);
        }
    }

    @Test
    void aKeyThatComesBeforeTheImageBeforeIsNotForTheOneThatIsLeft() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 9, 3, 2)) {
            String first = labeling.begun(browser);
            browser.keys("e");
            String second = browser.image(first);
            browser.drag(100, 100, 200, 200);
            browser.awaitText("#saving", "Saved");
            browser.await("the box", () -> view(labeling, second).boxes().size() == 1 ? "" : null);
            holdBack(browser, "/lease");
            browser.keys("p", "e");
            assertThat(browser.count(".thing.box")).isEqualTo(1);
            browser.script("letGo()");
            browser.await("the first again", () -> browser.image().equals(first) ? "" : null);
            assertThat(view(labeling, second).boxes()).hasSize(1);
            assertThat(view(labeling, second).state()).isNotEqualTo("done");
        }
    }

    @Test
    void whoGivesNoNameIsAskedAgain() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            browser.go(labeling.address());
            browser.see("#name").sendKeys(Keys.ESCAPE);
            browser.awaitText("dialog h2", "Who labels?");
            browser.go(labeling.address());
            browser.answer("#name", "Ada");
            browser.see("#classes");
        }
    }

    @Test
    void whatIsTypedIntoAWindowThatIsGivenUpCountsForNothing() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            browser.go(labeling.address());
            browser.answer("#name", "Ada");
            browser.see("#classes").sendKeys("dis", Keys.ESCAPE);
            browser.answer("#classes", "disc");
            browser.image();
            assertThat(browser.text(".classes .name")).isEqualTo("disc");
            browser.driver().findElement(By.xpath("//button[text()='Name']")).click();
            browser.see("#name").sendKeys(" and Ben", Keys.ESCAPE);
            browser.awaitCount("dialog", 0);
            browser.asyncScript("setTimeout(arguments[0], 1000)");
            assertThat(browser.text("#who")).isEqualTo("Ada");
        }
    }

    @Test
    void enterAfterTheReasonSkips() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String image = labeling.begun(browser);
            browser.keys("s");
            browser.see("#reason").sendKeys("blurred", Keys.ENTER);
            String next = browser.image(image);
            browser.await("the save", () -> view(labeling, image).state().equals("skipped") ? "" : null);
            assertThat(view(labeling, image).reason()).isEqualTo("blurred");
            browser.keys("s");
            browser.see("#reason").sendKeys("blurred");
            browser.driver()
                    .findElement(By.xpath("//dialog//button[text()='Cancel']"))
                    .click();
            browser.awaitCount("dialog", 0);
            assertThat(browser.image()).isEqualTo(next);
        }
    }

    @Test
    void aKeyThatIsHeldDownFinishesOneImage() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 9, 3, 2)) {
            String first = labeling.begun(browser);
            browser.keys("e");
            String second = browser.image(first);
            for (String key : List.of("e", "d", "s", "p")) {
                assertThat(goesOnAfterRepeated(browser, key)).as(key).isEqualTo(false);
            }
            browser.drag(100, 100, 200, 200);
            browser.await("the box", () -> view(labeling, second).boxes().size() == 1 ? "" : null);
            assertThat(browser.image()).isEqualTo(second);
            assertThat(view(labeling, second).state()).isEqualTo("leased");
        }
    }

    /** Whether the browser does with the key what it would without the page. */
    private static Object goesOnAfterRepeated(Browser browser, String key) {
        return browser.script("""
                return document.querySelector('#stage').dispatchEvent(new KeyboardEvent('keydown',
                  { key: arguments[0], repeat: true, bubbles: true, cancelable: true }));""", key);
    }

    @Test
    void guessesThatAreHiddenAreNotDecidedOn() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 1, 1)) {
            String third = labeling.begunToGuesses(browser, "disc");
            browser.keys("g");
            assertThat(outcomesOfDone(browser, labeling, third)).containsExactly("open", "open", "open");
            String fourth = browser.image(third);
            browser.keys("g");
            browser.awaitCount(".thing.guess", 2);
            browser.keys("h");
            assertThat(outcomesOfDone(browser, labeling, fourth)).containsExactly("open", "open", "open");
        }
    }

    @Test
    void whatIsDecidedOnGuessesAndUndoneIsDecidedByNobody() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 1, 1)) {
            String third = labeling.begunToGuesses(browser, "disc");
            browser.keys("a");
            undoDecided(browser, labeling, third, "accepted");
            browser.chord(Keys.SHIFT, "a");
            undoDecided(browser, labeling, third, "deleted");
            browser.keys("g"); // so that nobody passes them over
            assertThat(outcomesOfDone(browser, labeling, third)).containsExactly("open", "open", "open");
        }
    }

    /** Once the two guesses that are shown are decided on. */
    private static void undoDecided(Browser browser, Labeling labeling, String image, String outcome) {
        browser.await(
                "the decisions", () -> Collections.frequency(outcomes(labeling, image), outcome) == 2 ? "" : null);
        browser.chord(Keys.CONTROL, "z");
        browser.awaitCount(".thing.guess", 2);
    }

    private static List<String> outcomesOfDone(Browser browser, Labeling labeling, String image) {
        browser.awaitCount(".thing.guess", 0);
        browser.keys("d");
        browser.await("the save", () -> view(labeling, image).state().equals("done") ? "" : null);
        return outcomes(labeling, image);
    }

    private static List<String> outcomes(Labeling labeling, String image) {
        return view(labeling, image).guesses().stream()
                .map(ImageView.GuessView::outcome)
                .toList();
    }

    @Test
    void aDigitAcceptsTheSelectedGuessAsItsClassInOneStepLockedOrNot() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 1, 1)) {
            String third = labeling.begunToGuesses(browser, "disc\nring");
            acceptAsRing(browser, labeling, third);
            browser.chord(Keys.CONTROL, "z");
            browser.awaitCount(".thing.box", 0);
            browser.await("the undo", () -> classes(labeling, third).isEmpty() ? "" : null);
            browser.keys("l");
            acceptAsRing(browser, labeling, third);
        }
    }

    /** The first guess, which is a disc. */
    private static void acceptAsRing(Browser browser, Labeling labeling, String image) {
        browser.keys(Keys.TAB);
        browser.keys("2");
        browser.awaitCount(".thing.box", 1);
        browser.await("a ring", () -> classes(labeling, image).equals(List.of(1)) ? "" : null);
        assertThat(outcomes(labeling, image)).containsExactly("reclassed", "open", "open");
    }

    private static ImageView view(Labeling labeling, String image) {
        return labeling.desk().image(Long.parseLong(image));
    }

    @Test
    void whatWasJustFinishedCanBeReviewedAlsoWhereItsSaveIsSlow() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 9, 3, 2)) {
            String first = labeling.begun(browser);
            browser.drag(100, 100, 200, 200);
            browser.awaitText("#saving", "Saved");
            browser.slowDownSavesOf(first);
            browser.keys("d");
            browser.image(first);
            browser.driver().findElement(By.xpath("//button[text()='Review']")).click();
            browser.await("the image of the slow save", () -> browser.image().equals(first) ? "" : null);
        }
    }

    /** Sends no request to such a path until the page's {@code letGo()} is called. */
    private static void holdBack(Browser browser, String end) {
        browser.script("""
                const answers = window.fetch;
                const go = new Promise(done => { window.letGo = done; });
                const end = arguments[0];
                window.fetch = (path, ...more) =>
                    (path.endsWith(end) ? go : Promise.resolve()).then(() => answers(path, ...more));""", end);
    }

    private static List<Integer> classes(Labeling labeling, String image) {
        return view(labeling, image).boxes().stream()
                .map(ImageView.BoxView::classIndex)
                .toList();
    }

    /** Of the image on the stage, in pixels from the stage's left. */
    private static int rightBorder(Browser browser) {
        return ((Number) browser.script("""
                        const stage = document.querySelector('#stage').getBoundingClientRect();
                        return Math.round(document.querySelector('.picture').getBoundingClientRect().right - stage.left);""")).intValue();
    }
}
