package org.huale.acquire.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.BoundStrategy;
import org.huale.acquire.Query;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.SeeingBound;
import org.huale.acquire.Selection;
import org.huale.acquire.Strategies;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.StrategyLaws;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;

class OracleCountsStrategyTest extends StrategyLaws {
    private static final BoundStrategy BOUND = new OracleCountsStrategy(new OracleCountsStrategy.Options());

    @Override
    protected AcquisitionStrategy strategy() {
        return new SeeingBound(BOUND);
    }

    /** Eight cats, two dogs and no bird are labeled. */
    @Test
    void theRarestObjectsComeFirst() {
        Map<ImageId, List<Annotation>> truth = Map.of(
                new ImageId("cats"), objects(0, 0, 0, 0, 0, 0),
                new ImageId("dog"), objects(1),
                new ImageId("bird"), objects(2),
                new ImageId("nothing"), objects());
        Query query =
                SamplePool.query(List.copyOf(truth.keySet()), 4, SamplePool.predictions(1, 0), ScoreListener.NONE);
        Selection selection = BOUND.select(query, image -> truth.getOrDefault(image, List.of()));
        assertThat(selection.images()).extracting(ImageId::value).containsExactly("bird", "cats", "dog", "nothing");
        assertThat(selection.chosen().get(0).score()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(selection.chosen().get(1).score()).isCloseTo(Math.log(15 / 9.0), within(1e-12));
        assertThat(selection.chosen().get(2).explanation().parts().get(0).reason())
                .isEqualTo("mostly dog, 1 beside 2");
    }

    private static List<Annotation> objects(int... classes) {
        return IntStream.of(classes)
                .mapToObj(c -> Annotation.of(new Box(0, 0, 9, 9), c))
                .toList();
    }

    @Test
    void withoutTheTruthItIsRefused() {
        Query query = SamplePool.query(SamplePool.ids(3), 1, SamplePool.predictions(1, 3), ScoreListener.NONE);
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> BOUND.select(query))
                .withMessageContaining("it works only in runs with oracle: ground-truth");
    }

    @Test
    void boundsAndOnlyBoundsAreNamedAsSuch() {
        Strategies.all().forEach(provider -> {
            AcquisitionStrategy strategy = StrategyChoice.named(provider.name()).strategy();
            assertThat(BoundStrategy.isBound(provider.name()))
                    .as(provider.name())
                    .isEqualTo(strategy instanceof BoundStrategy);
        });
    }
}
