package org.huale.app.benchmark;

import org.huale.app.run.RunConfig;
import org.huale.detect.provider.DetectorChoice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schema of a benchmark's file: that of a run's keys in several places. */
public final class BenchmarkSchema {
    private static final JsonMapper JSON = JsonMapper.shared();

    private BenchmarkSchema() {}

    /** The schema as indented JSON, for runs that train such a detector, or another of its kind. */
    public static String text(DetectorChoice detector) {
        ObjectNode run = (ObjectNode) JSON.readTree(RunConfig.schema(detector));
        JsonNode dialect = run.remove("$schema");
        ObjectNode schema = JSON.createObjectNode();
        schema.set("$schema", dialect);
        schema.put("title", "Benchmark");
        schema.put("type", "object").put("additionalProperties", false);
        schema.set("properties", keys(run));
        schema.putArray("required").add("datasets");
        ObjectNode shared = schema.putObject("$defs");
        shared.set("run", run);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema);
    }

    private static ObjectNode keys(ObjectNode run) {
        JsonNode loss = run.at("/properties/loss");
        ObjectNode keys = JSON.createObjectNode();
        keys.set("base", runOrFile());
        keys.set("datasets", byLabel(runOrFile()));
        keys.set("strategies", namesOrLabeled(run.at("/properties/strategy")));
        if (!loss.isMissingNode()) {
            keys.set("losses", namesOrLabeled(loss));
        }
        keys.set("seeds", seeds());
        keys.putObject("randomReplicates")
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", BenchmarkConfig.MOST_REPLICATES)
                .put("default", BenchmarkConfig.defaults().randomReplicates());
        return keys;
    }

    private static ObjectNode runOrFile() {
        ObjectNode either = JSON.createObjectNode();
        either.putArray("anyOf")
                .add(JSON.createObjectNode().put("type", "string"))
                .add(JSON.createObjectNode().put("$ref", "#/$defs/run"));
        return either;
    }

    private static ObjectNode byLabel(JsonNode value) {
        ObjectNode labeled = JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
        labeled.putObject("patternProperties").set("^" + BenchmarkConfig.LABEL.pattern() + "$", value);
        return labeled;
    }

    /** By label, keys may do without a name where the label is one, so that there are ways without any that is required. */
    private static ObjectNode namesOrLabeled(JsonNode choice) {
        JsonNode words = choice.at("/anyOf/0");
        ObjectNode keyed = choice.deepCopy().asObject();
        keyed.at("/anyOf").forEach(way -> way.asObjectOpt().ifPresent(it -> it.remove("required")));
        keyed.withArray("anyOf").addObject().put("type", "null");
        ObjectNode list = JSON.createObjectNode().put("type", "array").put("uniqueItems", true);
        list.set("items", words.deepCopy());
        ObjectNode either = JSON.createObjectNode();
        either.putArray("anyOf").add(words.deepCopy()).add(list).add(byLabel(keyed));
        return either;
    }

    private static ObjectNode seeds() {
        ObjectNode list = JSON.createObjectNode().put("type", "array").put("uniqueItems", true);
        list.putObject("items").put("type", "integer");
        ObjectNode either = JSON.createObjectNode();
        either.putArray("anyOf")
                .add(list)
                .add(JSON.createObjectNode().put("type", "string").put("pattern", "^-?[0-9]+\\.\\.-?[0-9]+$"));
        return either;
    }
}
