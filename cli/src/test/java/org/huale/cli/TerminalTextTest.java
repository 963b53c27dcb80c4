package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTextTest {
    @TempDir
    Path folder;

    @Test
    void whatWouldActOnATerminalIsWrittenOut() {
        assertThat(TerminalText.of("a\u001b[2Jb\u0007\u009b31mc\u202egnp.exe\b\r"))
                .isEqualTo("a\\u001b[2Jb\\u0007\\u009b31mc\\u202egnp.exe\\u0008"
                        + (System.lineSeparator().contains("\r") ? "\r" : "\\u000d"));
        assertThat(TerminalText.of("Ünï 猫 😀\n\tline")).isEqualTo("Ünï 猫 😀\n\tline");
    }

    @Test
    void everyWayOfWritingIsClean() {
        StringWriter said = new StringWriter();
        PrintWriter out = TerminalText.around(said);
        out.write('\u001b');
        out.print(new char[] {'\u001b', 'x'});
        out.println("\u001b");
        out.printf(Locale.ROOT, "%s", "\u001b");
        out.flush();
        assertThat(said.toString()).doesNotContain("\u001b").contains("\\u001bx");
    }

    @Test
    void aNameWithAnEscapeSequenceDoesNotReachTheTerminal() throws Exception {
        Path hostile = Files.createDirectories(folder.resolve("a\u001b[31mred"));
        Path said = folder.resolve("said.txt");
        assertThat(Program.start(said, "validate", "voc:" + hostile + ":train").waitFor())
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(Files.readString(said)).contains("a\\u001b[31mred").doesNotContain("\u001b");
    }
}
