package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {

    @Test
    void theDiagnosisIsJsonWithPositiveNumbers() {
        StringWriter out = new StringWriter();
        int exit = Main.commandLine().setOut(new PrintWriter(out)).execute("doctor", "--json");
        JsonNode diagnosis = new JsonMapper().readTree(out.toString());
        assertThat(exit).isEqualTo(ExitCode.DONE);
        assertThat(diagnosis.at("/machine/memoryBytes").asLong()).isPositive();
        assertThat(diagnosis.at("/libraries/libtorch").asString()).startsWith("2.");
        assertThat(diagnosis.at("/libraries/threads").asInt()).isPositive();
        assertThat(diagnosis.at("/speed/matmul").asDouble()).isPositive();
        assertThat(diagnosis.at("/speed/convolution").asDouble()).isPositive();
        assertThat(diagnosis.at("/speed/jpeg").asDouble()).isPositive();
    }
}
