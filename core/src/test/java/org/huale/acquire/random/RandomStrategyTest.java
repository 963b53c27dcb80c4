package org.huale.acquire.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.Query;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.dataset.ImageId;
import org.huale.laws.LawSeeds;
import org.huale.random.Seeds;
import org.junit.jupiter.api.Test;

class RandomStrategyTest {
    private static final int IMAGES = 200;
    private static final int WANTED = 20;

    private static List<ImageId> chosen(AcquisitionStrategy strategy, long seed) {
        Query query = new Query(
                SamplePool.labeled(),
                SamplePool.ids(IMAGES),
                WANTED,
                new FakePredictions(SamplePool.CLASSES, false),
                new Seeds(seed).generator("select/" + strategy.name(), 0),
                ScoreListener.NONE);
        return strategy.select(query).images();
    }

    /** Two independent draws of 20 from 200 have 2 images in common on average, and more than 10 about once in 10 million times. */
    @Test
    void replicatesAndPlaceboDrawOtherImagesWithTheSameSeed() {
        long seed = LawSeeds.fresh();
        List<List<ImageId>> draws = new ArrayList<>(List.of(chosen(new PlaceboStrategy(), seed)));
        for (int replicate = 1; replicate <= 4; replicate++) {
            draws.add(chosen(new RandomStrategy(replicate), seed));
        }
        for (int i = 0; i < draws.size(); i++) {
            for (int j = 0; j < i; j++) {
                HashSet<ImageId> common = new HashSet<>(draws.get(i));
                common.retainAll(draws.get(j));
                assertThat(common).as("seed %d, draws %d and %d", seed, i, j).hasSizeLessThan(11);
            }
        }
    }

    @Test
    void theFirstReplicateDrawsFromTheGeneratorItself() {
        SplittableRandom plain = new SplittableRandom(5);
        double first = plain.nextDouble();
        Query query = new Query(
                SamplePool.labeled(),
                SamplePool.ids(1),
                1,
                new FakePredictions(SamplePool.CLASSES, false),
                new SplittableRandom(5),
                ScoreListener.NONE);
        assertThat(new RandomStrategy().select(query).chosen().get(0).score()).isEqualTo(first);
    }

    @Test
    void replicatesCountFromOne() {
        assertThatThrownBy(() -> new RandomStrategy.Options(0))
                .hasMessageContaining("replicate must be at least 1, got 0");
    }
}
