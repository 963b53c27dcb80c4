package org.huale.dataset.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.box.BoxForm;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingOptionsTest {
    private static final List<String> CLASSES = List.of("cat", "kitten", "fish", "a,b: c", "-x");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cat,fish | cat,fish | 0,-1,1,-1,-1",
                "fish,cat | fish,cat | 1,-1,0,-1,-1",
                "cat,kitten:cat | cat | 0,0,-1,-1,-1",
                "kitten:cat,* | cat,fish,a,b: c,-x | 0,0,1,2,3",
                "-fish | cat,kitten,a,b: c,-x | 0,1,-1,2,3",
                "*,fish | cat,kitten,a,b: c,-x,fish | 0,1,4,2,3",
                "%2Dx,a%2Cb%3A c:y | -x,y | -1,-1,-1,1,0"
            })
    void classesAreKeptDroppedRenamedAndMerged(String text, String names, String target) {
        ClassChoice choice = ClassChoice.parse(text);
        ClassChoice.Mapping mapping = choice.of(CLASSES);
        assertThat(String.join(",", mapping.names())).isEqualTo(names);
        assertThat(Arrays.stream(mapping.target()).mapToObj(i -> "" + i)).containsExactly(target.split(","));
        assertThat(choice).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "cats | 'cats' is none of the data set's classes [cat, ",
                "katten | did you mean 'kitten'?",
                "cat,cat | 'cat' is named twice",
                "cat,cat:x | 'cat' is named twice",
                "cat:a:b | 'cat:a:b' must be NAME",
                "cat, | '' must be NAME",
                "- | '-' must be NAME"
            })
    void whatNamesNoClassIsRefused(String text, String message) {
        assertThatThrownBy(() -> ClassChoice.parse(text).of(CLASSES))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(message);
    }

    @Test
    void optionsAreReadAndWritten() {
        String text = "boxes=xyxy-normalized&classes=a:b,c&pixels=stored";
        ReadingOptions options = ReadingOptions.parse(text);
        assertThat(options.boxes()).isEqualTo(Optional.of(BoxForm.named("xyxy-normalized")));
        assertThat(options.pixels()).isEqualTo(ReadingOptions.Pixels.STORED);
        assertThat(options).hasToString("?" + text);
        assertThat(ReadingOptions.parse("").isNone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"box=xyxy", "boxes", "boxes=", "boxes=xy", "pixels=raw", "boxes=voc&boxes=voc", "&"})
    void badOptionsAreRefused(String text) {
        assertThatThrownBy(() -> ReadingOptions.parse(text)).isInstanceOf(HualeException.class);
    }

    @ParameterizedTest
    @CsvSource({"a?b=c, 1", "a??b=c, -1", "a???b=c, 3", "a?b?c=d, 3", "a?1=2, -1", "a?, -1", "?a=, 0", "a?b, -1"})
    void optionsBeginAtAQuestionMarkBeforeAKey(String text, int begin) {
        assertThat(OptionText.begin(text)).isEqualTo(begin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "-1", "ünï,co:de", "%41", "a?b&c+d*", "50%", "--"})
    void everyNameCanBeWritten(String name) {
        String encoded = OptionText.encoded(name);
        assertThat(OptionText.decoded(encoded)).isEqualTo(name);
        assertThat(encoded).doesNotContain(",", ":", "&", "?", "+").doesNotStartWith("-");
    }
}
