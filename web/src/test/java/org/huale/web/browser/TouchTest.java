package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.huale.web.desk.ImageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Interaction;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.PointerInput.Kind;
import org.openqa.selenium.interactions.Sequence;

/** A tablet: fingers and a pen. */
class TouchTest {
    private static final int LEFT = PointerInput.MouseButton.LEFT.asArg();

    @TempDir
    private Path folder;

    @Test
    void oneFingerDrawsAndSoDoesAPen() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String image = labeling.begun(browser);
            browser.driver().perform(List.of(new Hand(browser, Kind.TOUCH, "finger").drag(100, 100, 200, 180)));
            browser.awaitCount(".thing.box", 1);
            browser.driver().perform(List.of(new Hand(browser, Kind.PEN, "pen").drag(260, 120, 380, 240)));
            browser.awaitCount(".thing.box", 2);
            browser.awaitText("#saving", "Saved");
            assertThat(labeling.desk().image(Long.parseLong(image)).boxes()).hasSize(2);
        }
    }

    @Test
    void aFingerTakesAHandleThatAMouseWouldMiss() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String image = labeling.begun(browser);
            Hand finger = new Hand(browser, Kind.TOUCH, "finger");
            browser.driver().perform(List.of(finger.drag(100, 100, 200, 180)));
            browser.awaitCount(".thing.box.selected", 1);
            double before = width(labeling, image);
            browser.driver().perform(List.of(finger.drag(212, 192, 262, 232)));
            browser.awaitText("#saving", "Saved");
            browser.await("a wider box", () -> width(labeling, image) > before * 1.3 ? "" : null);
            browser.awaitCount(".thing.box", 1);
        }
    }

    @Test
    void twoFingersZoomAndDrawNothingWhateverAThirdDoes() throws IOException {
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 8, 2, 2)) {
            String image = labeling.begun(browser);
            double before = scale(browser);
            List<Sequence> fingers = new ArrayList<>();
            fingers.add(new Hand(browser, Kind.TOUCH, "first").drag(250, 200, 150, 150));
            fingers.add(new Hand(browser, Kind.TOUCH, "second").drag(300, 240, 420, 320));
            browser.driver().perform(fingers);
            browser.await("a larger scale", () -> scale(browser) > before * 1.5 ? "" : null);
            fingers.add(new Hand(browser, Kind.TOUCH, "third").drag(80, 60, 300, 200));
            browser.driver().perform(fingers);
            browser.driver().perform(List.of(new Hand(browser, Kind.TOUCH, "first").drag(100, 100, 200, 180)));
            browser.awaitCount(".thing.box", 1);
            browser.awaitText("#saving", "Saved");
            assertThat(labeling.desk().image(Long.parseLong(image)).boxes()).hasSize(1);
            assertThat(browser.errors()).isEmpty();
        }
    }

    private static double width(Labeling labeling, String image) {
        ImageView.BoxView box =
                labeling.desk().image(Long.parseLong(image)).boxes().get(0);
        return box.x2() - box.x1();
    }

    private static double scale(Browser browser) {
        return ((Number) browser.script("return new DOMMatrix(document.querySelector('.picture').style.transform).a"))
                .doubleValue();
    }

    /** One finger or pen over the stage, in pixels from its upper left corner. */
    private record Hand(Browser browser, PointerInput pointer, WebElement stage) {
        Hand(Browser browser, Kind kind, String name) {
            this(browser, new PointerInput(kind, name), browser.see("#stage"));
        }

        Sequence drag(int x1, int y1, int x2, int y2) {
            return new Sequence(pointer, 0)
                    .addAction(to(x1, y1))
                    .addAction(pointer.createPointerDown(LEFT))
                    .addAction(to((x1 + x2) / 2, (y1 + y2) / 2))
                    .addAction(to(x2, y2))
                    .addAction(pointer.createPointerUp(LEFT));
        }

        private Interaction to(int x, int y) {
            int left = -stage.getSize().getWidth() / 2;
            int top = -stage.getSize().getHeight() / 2;
            return pointer.createPointerMove(
                    Duration.ofMillis(40), PointerInput.Origin.fromElement(stage), left + x, top + y);
        }
    }
}
