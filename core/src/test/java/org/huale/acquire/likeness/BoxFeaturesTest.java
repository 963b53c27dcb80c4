package org.huale.acquire.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.StrategyChoice;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxFeaturesTest {

    /** Of three detections the last has such a number as its fifth. */
    private static Detections with(float number) {
        Detections found = SampleDetections.random(new SplittableRandom(1), 3, 3);
        SampleDetections.evidence(found).features()[2 * SampleDetections.FEATURES + 4] = number;
        return found;
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aNumberThatIsNotFiniteIsAnErrorWithItsDetection(float number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoxFeatures.of(with(number)))
                .withMessage("the box features of detection 2 hold " + number
                        + "; the detector's weights are damaged or its training diverged");
    }

    @Test
    void whereNothingIsFoundThereAreNoFeatures() {
        assertThat(BoxFeatures.of(Detections.none())).isEmpty();
        assertThat(BoxFeatures.width(Detections.none())).isZero();
        assertThat(BoxFeatures.width(with(0))).isEqualTo(SampleDetections.FEATURES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "divproto",
                "ppal",
                "{name: hua, diversity: {method: k_centre}}",
                "{name: hua, diversity: {method: class_matching}}",
                "{name: coverage, method: class_matching}"
            })
    void whoComparesThemNamesTheImage(String words) {
        AcquisitionStrategy strategy = StrategyChoice.parse(words).strategy();
        List<ImageId> pool = SamplePool.ids(5);
        FakePredictions predictions = SamplePool.predictions(1, 5).put(View.ORIGINAL, "image 0003", with(Float.NaN));
        assertThatThrownBy(() -> strategy.select(SamplePool.query(pool, 5, predictions, ScoreListener.NONE)))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("image image 0003: the box features of detection 2 hold NaN");
    }
}
