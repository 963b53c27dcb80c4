package org.huale.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class ParserWordsTest {
    private record Known(int number, List<String> names) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"number\": NaN}",
                "{\"number\": 1 /* one */}",
                "{\"number\": 01}",
                "{'number': 1}",
                "{number: 1}",
                "{\"number\": 1,}",
                "{\"number\": [1]}",
                "{\"number\": \"one\"}",
                "{\"names\": {}}",
                "{\"number\": tru}",
                "{\"number\": \"a\nb\"}",
                "[",
                "[1]",
                "\"x\""
            })
    void nobodyIsAdvisedToProgram(String json) {
        JacksonException mistake = catchThrowableOfType(
                JacksonException.class, () -> JsonMapper.shared().readValue(json, Known.class));
        assertThat(ParserWords.of(mistake))
                .isNotBlank()
                .doesNotContain("`", "Feature", "feature", "enable", "org.huale", "java.", "Jackson", "\n");
    }

    @Test
    void theMistakeItselfStays() {
        assertThat(ParserWords.plain(
                        "Non-standard token 'NaN': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow"))
                .isEqualTo("Non-standard token 'NaN' is not allowed");
        assertThat(ParserWords.plain("Unexpected character ('}' (code 125)): was expecting\n double-quote"))
                .isEqualTo("Unexpected character ('}' (code 125)): was expecting double-quote");
    }

    @Test
    void boundsAreKept() {
        assertThat(ParserWords.plain("String value length (9) exceeds the maximum allowed"
                        + " (4, from `StreamReadConstraints.getMaxStringLength()`)"))
                .isEqualTo("String value length (9) exceeds the maximum allowed (4)");
    }
}
