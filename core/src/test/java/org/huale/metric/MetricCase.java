package org.huale.metric;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.huale.metric.result.CocoResultReader;
import org.huale.metric.result.CocoTruthReader;
import org.huale.metric.result.NumberedTruth;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A case of {@code cases.json}: a COCO annotation file, a result file, and what other programs say of them. */
record MetricCase(String name, JsonNode truth, JsonNode detections, JsonNode expected) {

    static List<MetricCase> all() {
        try (InputStream in = MetricCase.class.getResourceAsStream("/metric/cases.json")) {
            return StreamSupport.stream(new JsonMapper().readTree(in).spliterator(), false)
                    .map(c -> new MetricCase(
                            c.get("name").asString(), c.get("truth"), c.get("detections"), c.get("expected")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EvaluationInput input(Path folder) {
        NumberedTruth numbered = CocoTruthReader.read(write(folder.resolve("truth.json"), truth));
        return new EvaluationInput(
                numbered.table(),
                CocoResultReader.read(write(folder.resolve("detections.json"), detections), numbered)
                        .detections());
    }

    private static Path write(Path file, JsonNode json) {
        try {
            return Files.writeString(file, json.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
