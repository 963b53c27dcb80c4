package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What eyes and screen readers get: axe finds nothing serious, light and dark, wide and narrow. Pictures of it for the docs. */
class LooksTest {
    /** Where pictures go; unset, none are made. */
    private static final String PICTURES = System.getProperty("huale.pictures", "");

    @TempDir
    private Path folder;

    @Test
    void areInOrderInTheLight() throws IOException {
        look("light", "--blink-settings=preferredColorScheme=1");
    }

    @Test
    void areInOrderInTheDark() throws IOException {
        look("dark", "--blink-settings=preferredColorScheme=0", "--force-prefers-reduced-motion");
    }

    private void look(String name, String... arguments) throws IOException {
        try (Browser browser = Browser.open(arguments);
                Labeling labeling = Labeling.guessed(folder, 10, 2, 3)) {
            browser.go(labeling.address());
            browser.see("#name");
            requireOrder(browser, "the name");
            browser.answer("#name", "Ada");
            browser.see("#classes");
            requireOrder(browser, "the classes");
            browser.answer(
                    "#classes", String.join("\n", DrawnFolder.DRAWN.classes().names()));
            labelThrough(browser, 5);
            browser.see(".thing.guess");
            browser.keys("[", "[", "[");
            browser.keys(Keys.TAB);
            browser.keys(Keys.ENTER);
            browser.awaitText("#saving", "Saved");
            requireOrder(browser, "the image");
            picture(browser, "label-" + name);
            browser.keys("?");
            browser.see("dialog .columns");
            requireOrder(browser, "the keys");
            picture(browser, "label-keys-" + name);
            browser.keys(Keys.ESCAPE);
            browser.awaitCount("dialog", 0);
            browser.keys("s");
            browser.see("#reason");
            requireOrder(browser, "the reason");
            browser.keys(Keys.ESCAPE);
            browser.awaitCount("dialog", 0);
            browser.size(1024, 768);
            requireOrder(browser, "the image on 1024 pixels");
            assertThat(browser.script("return document.documentElement.scrollWidth"))
                    .isEqualTo(browser.script("return document.documentElement.clientWidth"));
            browser.size(700, 900);
            requireOrder(browser, "the image on 700 pixels");
        }
    }

    private static void labelThrough(Browser browser, int images) {
        String[] seen = new String[images];
        for (int i = 0; i < images; i++) {
            seen[i] = browser.image(Arrays.copyOf(seen, i));
            browser.keys("n");
            browser.awaitCount(".thing.box", 1);
            browser.keys("d");
        }
        browser.image(seen);
    }

    private static void picture(Browser browser, String name) throws IOException {
        if (!PICTURES.isEmpty()) {
            browser.picture(Path.of(PICTURES, name + ".png"));
        }
    }

    private static void requireOrder(Browser browser, String what) throws IOException {
        browser.driver().executeScript(axe());
        Object found = browser.asyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document).then(result => done(result.violations
                  .filter(it => it.impact === 'serious' || it.impact === 'critical')
                  .map(it => it.id + ': ' + it.help + ' ' + it.nodes.map(node => node.html + ' ' + node.failureSummary).join('; '))));
                """);
        assertThat((List<?>) found).as(what).isEmpty();
    }

    private static String axe() throws IOException {
        try (InputStream in = LooksTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
