package org.huale.acquire.pal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.Query;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolClassesTest {
    private static final Box BOX = new Box(10, 10, 60, 60);

    @Test
    void raritiesFollowFromSharesOfObjectsAndDetections() { // labeled: 8 cats, 2 dogs
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        shows(predictions, "a", 0, 0, 1);
        shows(predictions, "b", 2);
        PoolClasses classes = of(predictions, "a", "b", "c");
        assertThat(classes.rarity(0)).isCloseTo(1 - (0.8 + 0.5) / 2, within(1e-12));
        assertThat(classes.rarity(1)).isCloseTo(1 - (0.2 + 0.25) / 2, within(1e-12));
        assertThat(classes.rarity(2)).isCloseTo(1 - 0.25 / 2, within(1e-12));
        assertThat(classes.rarestFirst()).containsExactly(2, 1, 0);
        assertThat(classes.budgets(2)).containsExactly(0, 1, 1);
        assertThat(classes.budgets(3)).containsExactly(1, 1, 1);
        assertThat(classes.budgets(50)).containsExactly(1, 1, 1); // no class shows in more images
    }

    @Test
    void aClassThatWasNeverLearnedIsLeftOutOfSharesAndBudgets() { // labeled: 8 cats, 2 dogs
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        shows(predictions, "a", 0, 1);
        predictions.put(
                View.ORIGINAL,
                "b",
                new SampleDetections(3).add(BOX, 2, 0.49).add(BOX, 2, 0.4).build());
        PoolClasses classes = of(predictions, "a", "b");
        assertThat(classes.counts(2)).isFalse();
        assertThat(classes.rarity(2)).isZero();
        assertThat(classes.rarity(1)).isCloseTo(1 - (0.2 + 0.5) / 2, within(1e-12));
        assertThat(classes.budgets(2)).containsExactly(1, 1, 0);
    }

    @Test
    void theOnlyLearnedClassHasTheWholeBudget() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true)
                .put(
                        View.ORIGINAL,
                        "a",
                        new SampleDetections(3)
                                .add(BOX, 0, 0.45)
                                .add(BOX, 1, 0.3)
                                .build());
        Dataset cats = new Dataset(
                "cats",
                SamplePool.CLASSES,
                List.of(new ImageRecord(
                        new ImageId("l"), Path.of("l"), FakePredictions.SIZE, List.of(Annotation.of(BOX, 0)))));
        PoolClasses classes = PoolClasses.of(
                new Query(cats, List.of(new ImageId("a")), 1, predictions, new SplittableRandom(1), ScoreListener.NONE),
                PalOptions.defaults());
        assertThat(classes.rarity(0)).isEqualTo(1);
        assertThat(classes.budgets(1)).containsExactly(1, 0, 0);
    }

    @Test
    void theOnlyClassHasTheWholeBudget() {
        ClassNames one = ClassNames.of("cat");
        FakePredictions predictions = new FakePredictions(one, true)
                .put(
                        View.ORIGINAL,
                        "a",
                        new SampleDetections(1).add(BOX, 0, 0.5).build())
                .put(
                        View.ORIGINAL,
                        "b",
                        new SampleDetections(1).add(BOX, 0, 0.5).build());
        PoolClasses classes = of(predictions, "a", "b");
        assertThat(classes.rarity(0)).isEqualTo(1);
        assertThat(classes.budgets(1)).containsExactly(1);
    }

    @Test
    void whereNothingIsFoundThereIsNothingToShareOut() {
        assertThat(of(new FakePredictions(SamplePool.CLASSES, true), "a").budgets(5))
                .containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void budgetsAddUpAndAreWithinOneOfTheirShares(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        String[] images = new String[200];
        for (int i = 0; i < images.length; i++) {
            images[i] = "image " + i;
            shows(predictions, images[i], random.nextInt(3), random.nextInt(3));
        }
        PoolClasses classes = of(predictions, images);
        double sum = classes.rarity(0) + classes.rarity(1) + classes.rarity(2);
        for (int total : new int[] {1, 2, 7, 40}) { // of each class there are more images than that
            int[] budgets = classes.budgets(total);
            assertThat(Arrays.stream(budgets).sum()).isEqualTo(total);
            for (int c = 0; c < 3; c++) {
                assertThat((double) budgets[c]).isCloseTo(total * classes.rarity(c) / sum, within(1.0));
            }
        }
    }

    private static void shows(FakePredictions predictions, String image, int... classIndices) {
        SampleDetections found = new SampleDetections(3);
        for (int c : classIndices) {
            found.add(BOX, c, 0.5);
        }
        predictions.put(View.ORIGINAL, image, found.add(BOX, 0, 0.04).build()); // the last one does not count
    }

    private static PoolClasses of(FakePredictions predictions, String... images) {
        List<ImageId> unlabeled = Arrays.stream(images).map(ImageId::new).toList();
        return PoolClasses.of(
                new Query(SamplePool.labeled(), unlabeled, 1, predictions, new SplittableRandom(1), ScoreListener.NONE),
                PalOptions.defaults());
    }
}
