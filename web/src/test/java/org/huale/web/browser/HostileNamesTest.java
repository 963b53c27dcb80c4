package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Names that would like to be markup, script or paths are shown as the words that they are. */
class HostileNamesTest {
    private static final String SCRIPT = "<script>document.title='broken'</script>";
    private static final String PICTURE = "<img src=x onerror=\"document.title='broken'\">";
    private static final String QUOTES = "'\"`${1+1}&lt;b&gt;\u202Etxt";

    @TempDir
    private Path folder;

    @Test
    void areWords() throws IOException {
        Path drawn = DrawnFolder.of(folder.resolve("drawn"), 6);
        Path images = Files.createDirectories(folder.resolve("photos"));
        int number = 0;
        for (String name : List.of("<svg onload=alert(1)>", "a'b\"c", "%2e%2e%2fx", "..", "\u202Egpj", "x;y & z")) {
            Files.copy(drawn.resolve("scene-0" + number++ + ".jpg"), images.resolve(name + ".jpg"));
        }
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.of(images, folder.resolve("labels"), 2, 2)) {
            browser.go(labeling.address());
            browser.answer("#name", PICTURE);
            browser.see("#classes").sendKeys(SCRIPT + Keys.ENTER + PICTURE + Keys.ENTER + QUOTES);
            browser.driver()
                    .findElement(org.openqa.selenium.By.cssSelector("dialog button.first"))
                    .click();
            String first = browser.image();
            assertThat(browser.text(".classes")).contains(SCRIPT, PICTURE, QUOTES);
            assertThat(browser.text("#who")).isEqualTo(PICTURE);
            browser.keys("1");
            browser.keys("n");
            browser.awaitText(".thing.box text", SCRIPT);
            browser.keys("d");
            browser.image(first);
            assertThat(browser.count("script:not([src])")).isZero();
            assertThat(browser.count("#side img, #side script, header img, .position *"))
                    .isZero();
            assertThat(browser.driver().getTitle()).isEqualTo("photos: label");
            assertThat(labeling.desk().state("").classes())
                    .extracting(it -> it.name())
                    .containsExactly(SCRIPT, PICTURE, QUOTES);
        }
    }
}
