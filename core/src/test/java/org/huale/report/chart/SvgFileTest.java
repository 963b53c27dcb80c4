package org.huale.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.huale.report.html.HtmlReport;
import org.junit.jupiter.api.Test;

class SvgFileTest {

    @Test
    void filesHaveTheColoursOfThePageOnWhite() throws IOException {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            String light = new String(css.readAllBytes(), StandardCharsets.UTF_8).split("@media", 2)[0];
            for (int i = 0; i < SvgFile.COLOURS.size(); i++) {
                assertThat(light).contains("--c" + i + ": " + SvgFile.COLOURS.get(i) + ";");
            }
            assertThat(light).doesNotContain("--c" + SvgFile.COLOURS.size() + ":");
        }
    }
}
