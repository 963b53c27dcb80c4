package org.huale.dataset.yolo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YoloConfigTextTest {
    private static final ClassNames ODD = new ClassNames(List.of(
            "no",
            "null",
            "1",
            "ünïcode",
            "it's \"q\"",
            "a, b: c",
            "#x",
            "<b>&amp;</b>",
            "~",
            "1e3",
            "back\\slash",
            "\u2028x",
            "0x1F",
            " on ",
            "\uD83D\uDE00",
            "- y",
            "[a]",
            "{b}",
            "%",
            "@",
            "`",
            "!t",
            "*s",
            "&r",
            "?",
            "|",
            ">"));

    @TempDir
    private Path folder;

    @Test
    void oddNamesAreReadBack() {
        Path file = Samples.text(
                folder.resolve("data.yaml"),
                YoloConfigText.of(ODD).with("train").text());
        assertThat(YoloConfig.read(file).classes()).isEqualTo(ODD);
    }

    @Test
    void bothSplitsAreNamedWhicheverWasWritten() {
        Path file = Samples.text(
                folder.resolve("data.yaml"),
                "# mine\nkpt_shape: [1, 2]\n"
                        + YoloConfigText.of(ClassNames.of("no")).with("test").text());
        assertThat(YoloConfig.read(file).splits()).containsOnlyKeys("train", "val", "test");
        YoloConfigText there = YoloConfigText.of(file, ClassNames.of("no"));
        assertThat(there.has("test")).isTrue();
        assertThat(there.with("val").text()).isEqualTo("""
                kpt_shape:
                - 1
                - 2
                test: "images/test"
                train: "images/train"
                val: "images/val"
                names:
                  0: "no"
                """);
    }
}
