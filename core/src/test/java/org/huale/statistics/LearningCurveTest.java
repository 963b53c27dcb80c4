package org.huale.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.huale.statistics.LearningCurve.Point;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
    private static final LearningCurve CURVE = curve(50, 0.2, 100, 0.4, 200, 0.3);

    static LearningCurve curve(double... coordinates) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < coordinates.length; i += 2) {
            points.add(new Point(coordinates[i], coordinates[i + 1]));
        }
        return new LearningCurve(points);
    }

    @Test
    void isStraightBetweenItsPoints() {
        assertThat(CURVE.at(50)).isEqualTo(0.2);
        assertThat(CURVE.at(75)).isEqualTo(0.3, within(1e-15));
        assertThat(CURVE.at(200)).isEqualTo(0.3);
    }

    @Test
    void hasNoValueBeyondItsEnds() {
        assertThatIllegalArgumentException().isThrownBy(() -> CURVE.at(201)).withMessageContaining("[50.0, 200.0]");
        assertThat(CURVE.covers(49)).isFalse();
    }

    @Test
    void areaIsTheMeanHeight() {
        assertThat(CURVE.area(50, 200)).isEqualTo((50 * 0.3 + 100 * 0.35) / 150, within(1e-15));
        assertThat(curve(1, 0.5, 9, 0.5).area(1, 9)).isEqualTo(0.5);
        assertThat(curve(7, 0.25).area(7, 7)).isEqualTo(0.25);
    }

    @Test
    void areaOfAPartAgreesWithAFineSum() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 50; round++) {
            double from = 50 + 60 * random.nextDouble();
            double to = from + 0.01 + (199.98 - from) * random.nextDouble();
            assertThat(CURVE.area(from, to)).isEqualTo(fineSum(from, to), within(1e-7));
        }
    }

    private static double fineSum(double from, double to) {
        int slices = 20_000;
        double sum = 0;
        for (int i = 0; i < slices; i++) {
            sum += CURVE.at(from + (i + 0.5) / slices * (to - from));
        }
        return sum / slices;
    }

    @Test
    void firstReachingIsWhereTheCurveCrosses() {
        assertThat(CURVE.firstReaching(0.3)).hasValue(75);
        assertThat(CURVE.firstReaching(0.1)).hasValue(50);
        assertThat(CURVE.firstReaching(0.4)).hasValue(100);
        assertThat(CURVE.firstReaching(0.41)).isEmpty();
    }

    @Test
    void pointsMustIncreaseAndBeFinite() {
        assertThatIllegalArgumentException().isThrownBy(() -> curve(1, 0, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> curve(1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> curve());
    }

    @Test
    void bandKeepsASharedGridAndCountsTheCurvesThatReachIt() {
        CurveBand band = CurveBand.of(List.of(CURVE, curve(50, 0.4, 100, 0.6)));
        assertThat(band.levels()).hasSize(3);
        assertThat(band.levels().get(0).values()).isEqualTo(Sample.of(0.2, 0.4));
        assertThat(band.levels().get(2).values()).isEqualTo(new Sample(1, 0.3, 0));
    }

    @Test
    void bandOfDifferingGridsCoversWhatAllCover() {
        CurveBand band = CurveBand.of(List.of(curve(10, 0, 20, 1, 30, 2), curve(20, 1, 28, 1.8, 40, 3)));
        assertThat(band.levels()).extracting(CurveBand.Level::x).containsExactly(20.0, 25.0, 30.0);
        assertThat(band.levels().get(1).values().mean()).isEqualTo(1.5, within(1e-15));
        assertThat(band.levels()).allMatch(level -> level.values().n() == 2);
    }

    @Test
    void bandWithNothingInCommonIsEmpty() {
        assertThat(CurveBand.of(List.of()).levels()).isEmpty();
        assertThat(CurveBand.of(List.of(curve(1, 0), curve(2, 0))).levels()).isEmpty();
        assertThat(CurveBand.of(List.of(curve(1, 0, 2, 4), curve(2, 0, 3, 1))).levels())
                .containsExactly(new CurveBand.Level(2, Sample.of(4, 0)));
    }
}
