package org.huale.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.huale.laws.LawSeeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Laws of the page's modules that touch no document, held by a page of their own. */
class PageLawsTest {
    @TempDir
    private Path folder;

    @Test
    void hold() throws IOException {
        long seed = LawSeeds.fresh();
        try (Browser browser = Browser.open();
                Labeling labeling = Labeling.drawn(folder, 4, 1, 1)) {
            browser.go(labeling.address() + "runner.test.html?seed=" + seed);
            browser.awaitText("#told", "all told");
            assertThat(browser.text("#told").lines())
                    .as("seed %d", seed)
                    .hasSizeGreaterThan(15)
                    .noneMatch(it -> it.startsWith("not ok"));
            assertThat(browser.errors()).isEmpty();
        }
    }
}
