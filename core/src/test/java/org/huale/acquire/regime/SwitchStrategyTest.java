package org.huale.acquire.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.Explanation;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.StrategyLaws;
import org.huale.config.Settings;
import org.huale.dataset.ImageId;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The laws hold on this side of the switch; {@link org.huale.acquire.RegisteredStrategiesTest} has the default. */
class SwitchStrategyTest extends StrategyLaws {

    @Override
    protected AcquisitionStrategy strategy() {
        return strategy("share=0");
    }

    /** Of ten images so many are seen. */
    @ParameterizedTest
    @CsvSource({"0, coverage", "4, coverage", "5, entropy", "10, entropy"})
    void theShareOfImagesWithASureBoxDecidesWhoChooses(int seen, String chooser) {
        FakePredictions predictions = pool(seen);
        List<ImageId> pool = SamplePool.ids(10);
        Selection selection = strategy("share=0.5").select(SamplePool.query(pool, 3, predictions, ScoreListener.NONE));
        Selection alone = StrategyChoice.named(chooser)
                .strategy()
                .select(SamplePool.query(pool, 3, predictions, ScoreListener.NONE));
        assertThat(selection.images()).isEqualTo(alone.images());
        Explanation explanation = selection.chosen().get(0).explanation();
        Explanation.Part last = explanation.parts().get(explanation.parts().size() - 1);
        assertThat(last.name()).isEqualTo("images seen");
        assertThat(last.value()).isEqualTo(seen / 10.0);
        assertThat(last.reason())
                .startsWith(chooser + " chose: the detector is sure of something in " + 10 * seen + " %");
    }

    @Test
    void whatEitherNeedsIsKeptAndTrained() {
        AcquisitionStrategy strategy = strategy("early=ppal", "late=hua");
        assertThat(strategy.needs())
                .containsAll(StrategyChoice.named("ppal").strategy().needs());
        assertThat(strategy.needs())
                .containsAll(StrategyChoice.named("hua").strategy().needs());
        assertThat(strategy.companions())
                .isEqualTo(StrategyChoice.named("ppal").strategy().companions());
        assertThat(strategy("early=ppal", "late=ppal").companions()).hasSize(1);
    }

    @Test
    void aStrategyThatChoosesTooManyIsNamed() {
        AcquisitionStrategy strategy = strategy("early={name: first-images, beyond: 2}");
        assertThatThrownBy(() -> strategy.select(SamplePool.query(SamplePool.ids(10), 3, pool(0), ScoreListener.NONE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("strategy first-images was to choose 3 of 10 unlabeled images and chose 5");
    }

    private static FakePredictions pool(int seen) {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        for (int i = 0; i < 10; i++) {
            double confidence = i < seen ? 0.5 + 0.04 * i : 0.1 + 0.03 * i;
            SampleDetections found = new SampleDetections(3).add(new Box(0, 0, 50, 50), i % 2, confidence);
            predictions.put(View.ORIGINAL, SamplePool.ids(10).get(i).value(), found.build());
        }
        return predictions;
    }

    private record Holder(StrategyChoice strategy) {}

    private static AcquisitionStrategy strategy(String... words) {
        Settings settings = new Settings().assignment("strategy=switch");
        for (String word : words) {
            settings.assignment("strategy." + word);
        }
        return settings.into(new Holder(StrategyChoice.named("random")))
                .strategy()
                .strategy();
    }
}
