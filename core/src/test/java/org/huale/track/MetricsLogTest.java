package org.huale.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
    @TempDir
    private Path folder;

    @Test
    void measurementsBecomeRowsAndLines() throws IOException {
        try (MetricsLog log = MetricsLog.open(folder, Map.of())) {
            log.append(training(1, 0.5));
            log.append(training(2, 0.25));
            log.append(new Measurement(Measurement.Kind.VALIDATION, 0, 2, Map.of("mAP", 0.75)));
        }
        assertThat(folder.resolve("metrics.csv"))
                .hasContent("epoch,iteration,total,learningRate\n0,1,0.5,0.01\n0,2,0.25,0.01");
        assertThat(folder.resolve("validation.csv")).hasContent("epoch,iteration,mAP\n0,2,0.75");
        assertThat(Files.readAllLines(folder.resolve("metrics.jsonl")))
                .containsExactly(
                        "{\"kind\":\"train\",\"epoch\":0,\"iteration\":1,\"total\":0.5,\"learningRate\":0.01}",
                        "{\"kind\":\"train\",\"epoch\":0,\"iteration\":2,\"total\":0.25,\"learningRate\":0.01}",
                        "{\"kind\":\"validation\",\"epoch\":0,\"iteration\":2,\"mAP\":0.75}");
    }

    @Test
    void openingAtEarlierLengthsForgetsWhatCameLater() throws IOException {
        Map<String, Long> lengths;
        try (MetricsLog log = MetricsLog.open(folder, Map.of())) {
            log.append(training(1, 0.5));
            lengths = log.lengths();
            log.append(training(2, 0.3));
        }
        try (MetricsLog log = MetricsLog.open(folder, lengths)) {
            log.append(training(2, 0.25));
        }
        assertThat(folder.resolve("metrics.csv"))
                .hasContent("epoch,iteration,total,learningRate\n0,1,0.5,0.01\n0,2,0.25,0.01");
        assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(2);
    }

    @Test
    void filesThatLostRowsAreRefused() {
        assertThatThrownBy(() -> MetricsLog.open(folder, Map.of("metrics.csv", 100L)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("metrics.csv")
                .hasMessageContaining("100");
    }

    /** As those of classes may be, which are in the names of figures. */
    @Test
    void aNameWithACommaIsOneColumn() throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("voc/AP-all-point/star, \"big\"", 0.5);
        values.put("boxes", 2.0);
        try (MetricsLog log = MetricsLog.ofCycles(folder)) {
            log.append(new Measurement(Measurement.Kind.CYCLE, 0, 50, values));
            log.append(new Measurement(Measurement.Kind.CYCLE, 1, 100, values));
        }
        assertThat(folder.resolve("cycles.csv"))
                .hasContent("cycle,images,\"voc/AP-all-point/star, \"\"big\"\"\",boxes\n0,50,0.5,2.0\n1,100,0.5,2.0");
    }

    @Test
    void aTableWithSuchANameGoesOn() throws IOException {
        Map<String, Double> values = Map.of("AP/star, big", 0.5);
        Map<String, Long> lengths;
        try (MetricsLog log = MetricsLog.open(folder, Map.of())) {
            log.append(new Measurement(Measurement.Kind.VALIDATION, 0, 1, values));
            lengths = log.lengths();
        }
        try (MetricsLog log = MetricsLog.open(folder, lengths)) {
            log.append(new Measurement(Measurement.Kind.VALIDATION, 1, 2, values));
        }
        assertThat(folder.resolve("validation.csv")).hasContent("epoch,iteration,\"AP/star, big\"\n0,1,0.5\n1,2,0.5");
    }

    @Test
    void otherColumnsAreRefused() {
        try (MetricsLog log = MetricsLog.open(folder, Map.of())) {
            log.append(training(1, 0.5));
            Measurement other = new Measurement(Measurement.Kind.TRAINING, 0, 2, Map.of("loss", 1.0));
            assertThatThrownBy(() -> log.append(other)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Measurement training(long iteration, double total) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("total", total);
        values.put("learningRate", 0.01);
        return new Measurement(Measurement.Kind.TRAINING, 0, iteration, values);
    }
}
