package org.huale.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTemplateTest {

    @Test
    void aLineIsSplitAtBlanksOutsideQuotes() {
        assertThat(words("  a\tb 'c  d' \"e 'f'\" g\"h i\"j '' \\n $X * "))
                .containsExactly("a", "b", "c  d", "e 'f'", "gh ij", "", "\\n", "$X", "*");
        assertThat(words("")).isEmpty();
        assertThatThrownBy(() -> words("a 'b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no end");
    }

    @Test
    void aListIsTakenAsItIs() {
        assertThat(CommandTemplate.of(List.of("a b", "'c'", 3, true)).filled(Map.of()))
                .containsExactly("a b", "'c'", "3", "true");
        assertThatThrownBy(() -> CommandTemplate.of(Map.of("a", 1))).hasMessageContaining("a line or a list of words");
    }

    @Test
    void whatReplacesAPlaceholderStaysInItsWord() {
        Map<Placeholder, String> values = Map.of(Placeholder.OUT, "/a b/$1 \\'", Placeholder.SEED, "7");
        assertThat(CommandTemplate.of("x --out={out}/m --seed {seed}{seed} {{seed}} {{}}")
                        .filled(values))
                .containsExactly("x", "--out=/a b/$1 \\'/m", "--seed", "77", "{seed}", "{}");
    }

    @Test
    void bracesThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> CommandTemplate.of("x {sed}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{sed} is no placeholder; did you mean {seed}?");
        assertThatThrownBy(() -> CommandTemplate.of("x '{\"a\": 1}'")).hasMessageContaining("is no placeholder");
        assertThatThrownBy(() -> CommandTemplate.of("x a{")).hasMessageContaining("single brace");
    }

    @Test
    void eachStepHasItsOwnPlaceholders() {
        CommandTemplate predict = CommandTemplate.of("x {images} {weights}");
        assertThat(predict.requireFor(Placeholder.Step.PREDICT)).isSameAs(predict);
        assertThatThrownBy(() -> predict.requireFor(Placeholder.Step.TRAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{images} is not known to train, which has {coco} {voc} {yolo}");
    }

    private static List<String> words(String line) {
        return CommandTemplate.of(line).filled(Map.of());
    }
}
