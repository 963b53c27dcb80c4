package org.huale.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.huale.laws.LawSeeds;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MixedModelTest {

    private static JsonNode golden() throws IOException {
        try (InputStream in = MixedModelTest.class.getResourceAsStream("/statistics/statsmodels.json")) {
            return new JsonMapper().readTree(Objects.requireNonNull(in));
        }
    }

    private static List<double[]> groups(JsonNode lists) {
        List<double[]> groups = new ArrayList<>();
        lists.forEach(list -> groups.add(IntStream.range(0, list.size())
                .mapToDouble(i -> list.get(i).asDouble())
                .toArray()));
        return groups;
    }

    /** As far as the search of statsmodels goes: where groups do not differ it stops a little above 0. */
    @Test
    void agreesWithStatsmodels() throws IOException {
        for (JsonNode golden : golden().get("models")) {
            MixedModel model = MixedModel.of(groups(golden.get("groups")));
            assertThat(model.mean()).isCloseTo(golden.get("mean").asDouble(), within(1e-4));
            assertThat(model.standardError())
                    .isCloseTo(golden.get("standardError").asDouble(), within(1e-3));
            assertThat(model.between()).isCloseTo(golden.get("between").asDouble(), within(1e-2));
            assertThat(model.within()).isCloseTo(golden.get("within").asDouble(), within(1e-4));
        }
    }

    @Test
    void powerAgreesWithStatsmodels() throws IOException {
        for (JsonNode golden : golden().get("powers")) {
            PairedPower power = new PairedPower(golden.get("level").asDouble(), 0.8);
            assertThat(power.chance(
                            golden.get("effect").asDouble(), golden.get("n").asInt()))
                    .isCloseTo(golden.get("chance").asDouble(), within(1e-8));
        }
    }

    @Test
    void equalGroupsGiveTheMeanSquaresOfTheAnalysisOfVariance() {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        int k = 3 + random.nextInt(4);
        int n = 2 + random.nextInt(5);
        List<double[]> groups = IntStream.range(0, k)
                .mapToObj(group -> {
                    double effect = 2 * random.nextDouble();
                    return random.doubles(n).map(it -> it + effect).toArray();
                })
                .toList();
        double[] means = groups.stream().mapToDouble(it -> Sample.of(it).mean()).toArray();
        double betweenSquare = n * Math.pow(Sample.of(means).standardDeviation(), 2);
        double withinSquare = groups.stream()
                        .mapToDouble(it -> Math.pow(Sample.of(it).standardDeviation(), 2))
                        .sum()
                / k;
        MixedModel model = MixedModel.of(groups);
        assertThat(model.mean()).as("seed %d", seed).isCloseTo(Sample.of(means).mean(), within(1e-12));
        if (betweenSquare > withinSquare) {
            double between = Math.sqrt((betweenSquare - withinSquare) / n);
            assertThat(model.between()).as("seed %d", seed).isCloseTo(between, within(1e-6));
            assertThat(model.within()).as("seed %d", seed).isCloseTo(Math.sqrt(withinSquare), within(1e-6));
            assertThat(model.standardError())
                    .as("seed %d", seed)
                    .isCloseTo(Math.sqrt(betweenSquare / n / k), within(1e-6));
        } else {
            assertThat(model.between()).as("seed %d", seed).isZero();
        }
    }

    @Test
    void theIntervalHasTheFreedomOfTheGroups() {
        MixedModel model = new MixedModel(2, 10, 1.5, 0.1, 0.2, 0.3);
        assertThat(model.interval(0.95).high()).isCloseTo(1.5 + 0.1 * 12.7062, within(1e-4));
        assertThat(model.pValue()).isCloseTo(StudentT.twoSided(15, 1), within(1e-12));
    }

    @Test
    void whatCannotBeFittedSaysWhy() {
        assertThat(MixedModel.obstacle(List.of(new double[] {1, 2})))
                .hasValueSatisfying(it -> assertThat(it).contains("a single data set"));
        assertThatThrownBy(() -> MixedModel.of(List.of(new double[] {1}, new double[] {2})))
                .hasMessageContaining("with one seed a data set");
        assertThatThrownBy(() -> MixedModel.of(List.of(new double[] {1, 1}, new double[] {2, 2})))
                .hasMessageContaining("seeds have no spread");
        double[] rounded = {0.3 - 0.2, 0.4 - 0.3, 0.2 - 0.1};
        assertThat(rounded).isNotEqualTo(new double[] {0.1, 0.1, 0.1});
        assertThatThrownBy(() -> MixedModel.of(List.of(rounded, new double[] {0.3, 0.3, 0.3})))
                .hasMessageContaining("seeds have no spread");
        assertThatThrownBy(() -> MixedModel.of(List.of(new double[] {1, 1}, new double[0])))
                .hasMessageContaining("has no unit");
    }
}
