package org.huale.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class ParserWordsTest {
    record Known(int number, @Nullable List<String> names) {
        Known {
            if (number < 0) {
                throw new IllegalArgumentException("number: at least 0, got " + number);
            }
        }
    }

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
        assertThat(ParserWords.plain(
                        "Cannot deserialize value of type `int` from Array value (token `JsonToken.START_ARRAY`)"))
                .isEqualTo("Unexpected Array value");
        assertThat(
                        ParserWords.plain(
                                "Cannot coerce empty String (\"\") to `int` value (but could if coercion was enabled using `CoercionConfig`)"))
                .isEqualTo("Cannot use empty String (\"\") value");
        assertThat(ParserWords.plain("number: java.lang.NumberFormatException: too many digits"))
                .isEqualTo("number: too many digits");
    }

    @Test
    void neitherOfWhatNobodyKnowsNorOfWhatARecordRefuses() {
        JsonMapper strict = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        JacksonException unknown = catchThrowableOfType(
                JacksonException.class, () -> strict.readValue("{\"odd\": 1, \"number\": 2}", Known.class));
        assertThat(ParserWords.of(unknown)).isEqualTo("Unrecognized property \"odd\"");
        JacksonException refused =
                catchThrowableOfType(JacksonException.class, () -> strict.readValue("{\"number\": -1}", Known.class));
        assertThat(ParserWords.of(refused)).isEqualTo("number: at least 0, got -1");
    }

    @Test
    void boundsAreKept() {
        assertThat(ParserWords.plain("String value length (9) exceeds the maximum allowed"
                        + " (4, from `StreamReadConstraints.getMaxStringLength()`)"))
                .isEqualTo("String value length (9) exceeds the maximum allowed (4)");
    }
}
