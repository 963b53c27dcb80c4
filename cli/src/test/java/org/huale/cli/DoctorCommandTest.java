package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.huale.app.process.DetectorReport;
import org.huale.detect.provider.ScriptedProvider;
import org.huale.problem.HualeException;
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
        JsonNode torch = of(diagnosis, "faster-rcnn");
        assertThat(torch.at("/arithmetic/libtorch").asString()).startsWith("2.");
        assertThat(torch.at("/arithmetic/threads").asInt()).isPositive();
        assertThat(torch.at("/environment/OpenCV").asString()).isNotBlank();
        assertThat(torch.get("speeds"))
                .hasSize(3)
                .allMatch(it -> it.get("value").asDouble() > 0);
        assertThat(torch.get("models")).hasSize(9);
        assertThat(of(diagnosis, "onnx").at("/arithmetic/ONNX Runtime").asString())
                .startsWith("1.");
        assertThat(of(diagnosis, "onnx").get("trainable").asBoolean()).isFalse();
        assertThat(of(diagnosis, "scripted").get("trainable").asBoolean()).isTrue();
    }

    @Test
    void aKindThatCannotBeUsedIsNoReasonToSayNothing() {
        DetectorReport report = DetectorReport.inspect(new ScriptedProvider() {
            @Override
            public Map<String, String> environment() {
                throw new HualeException("the library is not there");
            }
        });
        assertThat(report.missing()).isEqualTo("the library is not there");
        assertThat(report.models()).containsExactly("scripted");
    }

    private static JsonNode of(JsonNode diagnosis, String kind) {
        for (JsonNode detector : diagnosis.get("detectors")) {
            if (detector.get("kind").asString().equals(kind)) {
                return detector;
            }
        }
        throw new AssertionError("no detector of the kind " + kind + " in " + diagnosis);
    }
}
