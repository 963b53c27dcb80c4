package org.huale.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import org.huale.acquire.StrategyChoice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ConfigSchemaTest {
    private static final Trip DEFAULTS = new Trip(
            3,
            Means.NIGHT_TRAIN,
            List.of(List.of(1, 2)),
            Luggage.named("light"),
            Map.of("cat", new Pet(1.5)),
            null,
            List.of(),
            StrategyChoice.named("random"));

    enum Means {
        FOOT,
        NIGHT_TRAIN
    }

    record Pet(double kilograms) {}

    record Stop(String town, @Nullable Integer nights) {}

    record Trip(
            int days,
            Means means,
            List<List<Integer>> pairs,
            Luggage luggage,
            Map<String, Pet> pets,
            @Nullable String note,
            List<Stop> stops,
            StrategyChoice strategy) {}

    record Luggage(int bags, boolean wheels) {

        public static List<String> names() {
            return List.of("light", "heavy");
        }

        public static Luggage named(String name) {
            return new Luggage(name.equals("light") ? 1 : 4, true);
        }
    }

    private static List<String> mistakes(String yaml) {
        String text = ConfigSchema.of(DEFAULTS, Map.of("bags", "days"));
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
        return schema.validate(yaml, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "days: 4",
                "means: foot",
                "pairs: [[1], []]",
                "luggage: heavy",
                "luggage: {preset: heavy, bags: 2}",
                "luggage: {wheels: false}",
                "pets: {cat: {kilograms: 2}}",
                "note: null",
                "note: by sea",
                "stops: [{town: Brno, nights: 2}, {town: Graz}]",
                "strategy: hua",
                "strategy: {name: hua, retrieval: {ratio: 4}}",
                "strategy: {name: random}",
                "bags: 7"
            })
    void acceptsWhatSettingsTake(String yaml) {
        assertThat(mistakes(yaml)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dais: 4",
                "days: four",
                "days: 1.5",
                "days: null",
                "means: boat",
                "pairs: [1]",
                "luggage: huge",
                "luggage: {preset: huge}",
                "luggage: {colour: red}",
                "pets: {dog: {kilograms: 2}}",
                "stops: [{nights: 1}]",
                "strategy: guess",
                "strategy: {name: random, retrieval: {ratio: 4}}",
                "strategy: {retrieval: {ratio: 4}}"
            })
    void refusesWhatSettingsRefuse(String yaml) {
        assertThat(mistakes(yaml)).isNotEmpty();
    }

    @Test
    void defaultsStandBesideTheTypes() {
        JsonNode properties =
                ConfigJson.mapper().readTree(ConfigSchema.of(DEFAULTS)).get("properties");
        assertThat(properties.get("days").toString()).isEqualTo("{\"type\":\"integer\",\"default\":3}");
        assertThat(properties.get("means").toString())
                .isEqualTo("{\"enum\":[\"foot\",\"night_train\"],\"default\":\"night_train\"}");
    }

    @Test
    void shortcutsMustLeadSomewhere() {
        assertThatIllegalArgumentException().isThrownBy(() -> ConfigSchema.of(DEFAULTS, Map.of("d", "weeks")));
    }
}
