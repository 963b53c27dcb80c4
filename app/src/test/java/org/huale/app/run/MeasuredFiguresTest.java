package org.huale.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuredFiguresTest {
    @TempDir
    private Path folder;

    private static Settings settings(String... words) {
        Settings settings = new Settings().assignment("data={pool: 'voc:a:trainval', test: 'voc:a:test'}");
        List.of(words).forEach(settings::assignment);
        return settings;
    }

    private static RunConfig of(String... words) {
        return RunConfig.of(settings(words));
    }

    @Test
    void aFigureThatIsSpelledWronglyIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> of("evaluation.figure=coco:AP_50"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("evaluation.figure: coco:AP_50 is not measured; measured are voc:AP-eleven-point,"
                        + " voc:AP-all-point, coco:AP, coco:AP50, coco:AP75,")
                .hasMessageEndingWith("; did you mean coco:AP50?");
    }

    @Test
    void aFigureIsNamedAfterTheDetectionsThatCount() {
        assertThatThrownBy(() -> of("evaluation.figure=coco:AR100", "evaluation.maxDetections=300"))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("evaluation.figure: coco:AR100 is not measured", ", coco:AR300, ");
        assertThat(of("evaluation.figure=coco:AR300", "evaluation.maxDetections=300")
                        .evaluation()
                        .figure())
                .isEqualTo("coco:AR300");
    }

    @Test
    void similarityIsAFigureWhereItIsMeasured() {
        assertThatThrownBy(() -> of("evaluation.figure=similarity:objects"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("evaluation.figure: similarity:objects is not measured")
                .hasMessageEndingWith("; evaluation.similarity=true measures it");
        assertThat(of("evaluation.figure=similarity:objects", "evaluation.similarity=true")
                        .loop()
                        .measuring()
                        .figure())
                .isEqualTo("similarity:objects");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "voc:AP-all-point", "voc:AP-eleven-point", "coco:AP", "coco:ARl", "coco:AR100"})
    void figuresThatAreMeasuredAreTaken(String figure) {
        assertThat(of("evaluation.figure=" + figure).evaluation().figure()).isEqualTo(figure);
    }

    /** Its configuration can no longer be mended. */
    @Test
    void aRunThatWasBegunWithAnotherFigureGoesOn() throws IOException {
        String written = ConfigJson.write(of("evaluation.figure=coco:AP50")).replace("coco:AP50", "coco:AP_50");
        Files.writeString(folder.resolve("config.json"), written);
        Files.writeString(folder.resolve("provenance.json"), "{}");
        assertThat(new FrozenRun(folder).config().evaluation().figure()).isEqualTo("coco:AP_50");
    }
}
