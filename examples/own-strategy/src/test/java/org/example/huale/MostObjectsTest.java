package org.example.huale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.acquire.Strategies;
import org.huale.acquire.StrategyLaws;
import org.huale.dataset.ImageId;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.junit.jupiter.api.Test;

/** What holds of every strategy, and what this one is for. */
class MostObjectsTest extends StrategyLaws {

    @Override
    protected AcquisitionStrategy strategy() {
        return new MostObjects(new MostObjects.Options(0.3));
    }

    @Test
    void theImageWithMoreObjectsIsTaken() {
        Box box = new Box(10, 10, 60, 60);
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        predictions.put(View.ORIGINAL, "image 0001", found().add(box, 0, 0.9).build());
        predictions.put(
                View.ORIGINAL,
                "image 0002",
                found().add(box, 0, 0.4).add(box, 1, 0.4).build());
        Selection selection =
                strategy().select(SamplePool.query(SamplePool.ids(3), 1, predictions, ScoreListener.NONE));
        assertThat(selection.images()).containsExactly(new ImageId("image 0002"));
    }

    @Test
    void aConfidenceThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new MostObjects.Options(1.5)).hasMessageContaining("in [0, 1], got 1.5");
    }

    @Test
    void configurationsFindItByName() {
        assertThat(Strategies.names()).contains("most-objects");
    }

    private static SampleDetections found() {
        return new SampleDetections(SamplePool.CLASSES.count());
    }
}
