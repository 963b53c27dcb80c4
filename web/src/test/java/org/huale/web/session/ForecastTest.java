package org.huale.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.huale.web.desk.ProgressView.CurvePoint;
import org.huale.web.desk.ProgressView.ForecastView;
import org.junit.jupiter.api.Test;

class ForecastTest {
    @Test
    void isSureWhereTheCurveIsALine() {
        List<CurvePoint> curve =
                List.of(new CurvePoint(10, 20), new CurvePoint(20, 30), new CurvePoint(40, 40), new CurvePoint(80, 50));
        ForecastView forecast = Forecast.of(curve, 160).orElseThrow();
        assertThat(forecast.gain()).isCloseTo(10, within(1e-9));
        assertThat(forecast.low()).isCloseTo(10, within(1e-6));
        assertThat(forecast.high()).isCloseTo(10, within(1e-6));
    }

    /** By NumPy and SciPy: {@code polyfit(log(x), y, 1)}, the error of prediction, and {@code stats.t.ppf(0.9, 2)} of them. */
    @Test
    void isAsWideAsSciPySays() {
        List<CurvePoint> curve = List.of(
                new CurvePoint(20, 25), new CurvePoint(40, 35), new CurvePoint(80, 38), new CurvePoint(120, 43));
        ForecastView forecast = Forecast.of(curve, 160).orElseThrow();
        assertThat(forecast.gain()).isCloseTo(2.689_689_507_349_797_3, within(1e-9));
        assertThat(forecast.low()).isCloseTo(-2.579_428_426_209_965, within(1e-9));
        assertThat(forecast.high()).isCloseTo(7.958_807_440_909_56, within(1e-9));
    }

    @Test
    void isSilentWithFewerThanThreePoints() {
        assertThat(Forecast.of(List.of(), 10)).isEmpty();
        assertThat(Forecast.of(List.of(new CurvePoint(10, 1), new CurvePoint(20, 2)), 40))
                .isEmpty();
        assertThat(Forecast.of(List.of(new CurvePoint(9, 1), new CurvePoint(9, 2), new CurvePoint(9, 3)), 40))
                .isEmpty();
    }
}
