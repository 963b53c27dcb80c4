package org.huale.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.huale.dataset.Samples;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvRowsTest {
    @TempDir
    private Path folder;

    private Path file(String text) {
        return Samples.text(folder.resolve("x.csv"), text);
    }

    private List<String> rows(String text) {
        List<String> rows = new ArrayList<>();
        CsvRows.forEach(file(text), "x.csv", row -> rows.add(row.line() + " " + row.cells()));
        return rows;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'A,b\n1,2\n'",
                "'\uFEFFA, b \r\n1,2'",
                "'A;b\n1;2\n\n'",
                "'A\tb\n1\t2\n,\n'",
                "'\"A\",\"b\"\n\"1\",\"2\"'"
            })
    void rowsAreReadByTheNamesOfTheColumns(String text) {
        assertThat(rows(text)).first().isEqualTo("2 {a=1, b=2}");
    }

    @Test
    void quotedCellsHoldAnything() {
        assertThat(rows("a,b\n\"x,\"\"y\"\"\nz\",=1+1\n3\n")).containsExactly("2 {a=x,\"y\"\nz, b==1+1}", "4 {a=3}");
    }

    @Test
    void whatIsNoTableIsRefusedWithItsLine() {
        for (String text : List.of("a\n1,2", "a\n\"1", "a\n" + "x".repeat(70_000))) {
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(() -> rows(text))
                    .withMessageContaining("x.csv: line 2: ");
        }
        assertThat(CsvRows.header(file(""))).isEmpty();
        assertThat(CsvRows.header(folder)).isEmpty();
    }
}
