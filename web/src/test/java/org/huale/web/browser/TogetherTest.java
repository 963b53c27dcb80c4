package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.web.desk.Change;
import org.huale.web.desk.ImageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

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
            ada.go(labeling.address());
            ada.answer("#name", "Ada");
            ada.answer("#classes", "disc\nring");
            String image = ada.image();
            ada.keys("n");
            ada.awaitText("#saving", "Saved");
            changedElsewhere(labeling, Long.parseLong(image));
            ada.drag(100, 100, 180, 160);
            ada.see("dialog .versions");
            ada.driver().findElement(By.cssSelector("dialog button.first")).click();
            ada.awaitCount(".thing.box", 3);
            ada.awaitText("#saving", "Saved");
            assertThat(labeling.desk().image(Long.parseLong(image)).boxes()).hasSize(3);
        }
    }

    private static void changedElsewhere(Labeling labeling, long id) {
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
                                "open",
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

    private static void begin(Browser ada, Browser ben, Labeling labeling) {
        ada.go(labeling.address());
        ada.answer("#name", "Ada");
        ada.answer("#classes", "disc\nring");
        ben.go(labeling.address());
        ben.answer("#name", "Ben");
    }
}
