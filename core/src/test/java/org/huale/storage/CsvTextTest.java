package org.huale.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {

    @Test
    void cellsAreQuotedWhereRfc4180SaysSo() {
        assertThat(CsvText.line(List.of("a", "b,c", "d\"e", "f\ng", ""))).isEqualTo("a,\"b,c\",\"d\"\"e\",\"f\ng\",\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "\tx", "--", "-a"})
    void whatASpreadsheetWouldRunIsText(String text) {
        assertThat(CsvText.quoted(text)).isEqualTo("'" + text);
    }

    @Test
    void cellsOfDataSetsStayAsTheyAre() {
        assertThat(CsvText.exactLine(List.of("=1+1", "-dash", "a,b"))).isEqualTo("=1+1,-dash,\"a,b\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+0.5", "-.5", "-1.5e-07", "-Infinity", "-", "a=b", "−3"})
    void numbersAndOrdinaryTextStay(String text) {
        assertThat(CsvText.quoted(text)).isEqualTo(text);
    }
}
