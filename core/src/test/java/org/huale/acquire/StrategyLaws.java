package org.huale.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.huale.api.Stable;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.laws.SeededLaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds of every strategy: exactly the budget is chosen, of the unlabeled images, each once; the same query gives the
 * same bits; neither the order of the unlabeled images nor their annotations matter; equal images are taken by their ids;
 * scores are finite, heard by the listener and reproduced by their explanations; nothing is read of the evidence but what the
 * strategy says it needs; nothing detected and nothing unlabeled are ordinary. A strategy's test extends this class.
 */
@Stable
public abstract class StrategyLaws {
    private static final int POOL = 40;

    protected abstract AcquisitionStrategy strategy();

    /** The score by the explanation's parts: one part's contribution, of several their Euclidean norm. */
    protected double reproduced(Explanation explanation) {
        return Math.sqrt(explanation.parts().stream()
                .mapToDouble(part -> part.contribution() * part.contribution())
                .sum());
    }

    /** Whether chance decides between images that are equal. */
    protected boolean drawsAmongEquals() {
        return false;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 13, 39, 40})
    void exactlyTheBudgetIsChosen(int budget) {
        assertThat(select(1, budget).chosen()).hasSize(budget);
    }

    @ParameterizedTest
    @ValueSource(ints = {41, 1000, Integer.MAX_VALUE})
    void aBudgetBeyondThePoolTakesAll(int budget) {
        assertThat(select(1, budget).images()).containsExactlyInAnyOrderElementsOf(SamplePool.ids(POOL));
    }

    @Test
    void withoutBudgetNothingIsAskedFor() {
        FakePredictions predictions = SamplePool.predictions(1, POOL);
        Selection selection = select(predictions, SamplePool.ids(POOL), 0);
        assertThat(selection.chosen()).isEmpty();
        assertThat(predictions.askedViews()).as("views, vectors and maps").isEmpty();
    }

    @Test
    void ofNothingNothingIsChosen() {
        assertThat(select(SamplePool.predictions(1, 0), List.of(), 5).chosen()).isEmpty();
    }

    @SeededLaw
    void onlyUnlabeledImagesAreChosenAndPassedOver(long seed) {
        List<ImageId> unlabeled = SamplePool.ids(POOL).subList(5, 35);
        Selection selection = select(SamplePool.predictions(seed, POOL), unlabeled, 6);
        Set<ImageId> seen = new HashSet<>();
        List<ImageScore> all = new ArrayList<>(selection.chosen());
        all.addAll(selection.passedOver());
        all.forEach(score ->
                assertThat(seen.add(score.image())).as("%s once", score.image()).isTrue());
        assertThat(unlabeled).containsAll(seen);
    }

    @SeededLaw
    void theSameQueryGivesTheSameBits(long seed) {
        AcquisitionStrategy strategy = strategy();
        Selection first = strategy.select(query(SamplePool.predictions(seed, POOL), SamplePool.ids(POOL), 9));
        strategy.select(query(SamplePool.predictions(seed + 1, POOL), SamplePool.ids(POOL), 3));
        Selection second = strategy.select(query(SamplePool.predictions(seed, POOL), SamplePool.ids(POOL), 9));
        assertThat(second).isEqualTo(first);
    }

    @SeededLaw
    void theOrderOfUnlabeledImagesDoesNotMatter(long seed) {
        List<ImageId> shuffled = new ArrayList<>(SamplePool.ids(POOL));
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(select(SamplePool.predictions(seed, POOL), shuffled, 9)).isEqualTo(select(seed, 9));
    }

    @Test
    void annotationsOfUnlabeledImagesDoNotMatter() {
        FakePredictions predictions =
                SamplePool.predictions(1, POOL).withAnnotations(List.of(Annotation.of(new Box(0, 0, 600, 400), 2)));
        assertThat(select(predictions, SamplePool.ids(POOL), 9)).isEqualTo(select(1, 9));
    }

    @Test
    void equalImagesAreTakenByTheirIds() {
        assumeFalse(drawsAmongEquals(), "chance decides between equal images");
        Detections same = SampleDetections.random(new Random(3), SamplePool.CLASSES.count(), 4);
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        for (ImageId image : SamplePool.ids(POOL)) {
            predictions.put(View.ORIGINAL, image.value(), same).put(View.FLIPPED, image.value(), same);
        }
        assertThat(select(predictions, SamplePool.ids(POOL), 6).images()).containsExactlyElementsOf(SamplePool.ids(6));
    }

    @SeededLaw
    void explanationsReproduceScores(long seed) {
        Selection selection = select(seed, 9);
        List<ImageScore> all = new ArrayList<>(selection.chosen());
        all.addAll(selection.passedOver());
        for (ImageScore score : all) {
            assertThat(reproduced(score.explanation()))
                    .as("%s", score.explanation())
                    .isCloseTo(score.score(), within(1e-9));
            assertThat(score.explanation().formula()).isNotBlank();
        }
    }

    @SeededLaw
    void everyImageIsHeardAndTheScoreOfEachChosenOneIsAmongWhatWasHeard(long seed) {
        Map<ImageId, List<Double>> heard = new HashMap<>();
        ScoreListener listener = (stage, image, score) -> {
            assertThat(score).as("%s of %s", stage, image).isFinite();
            heard.computeIfAbsent(image, id -> new ArrayList<>()).add(score);
        };
        FakePredictions predictions =
                SamplePool.predictions(seed, POOL).keeping(strategy().needs());
        Query query = SamplePool.query(SamplePool.ids(POOL), 9, predictions, listener);
        Selection selection = strategy().select(query);
        assertThat(heard.keySet()).containsExactlyInAnyOrderElementsOf(SamplePool.ids(POOL));
        selection.chosen().forEach(score -> assertThat(heard.get(score.image())).contains(score.score()));
    }

    @Test
    void aPoolInWhichNothingIsFoundIsChosenFrom() {
        FakePredictions nothing = new FakePredictions(SamplePool.CLASSES, true);
        assertThat(select(nothing, SamplePool.ids(POOL), 9).chosen()).hasSize(9);
    }

    @Test
    void aPoolInWhichOnlyOneViewShowsAnythingIsChosenFrom() {
        for (View view : List.of(View.ORIGINAL, View.FLIPPED)) {
            FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
            SamplePool.ids(POOL)
                    .forEach(image ->
                            predictions.put(view, image.value(), SampleDetections.random(new Random(5), 3, 3)));
            assertThat(select(predictions, SamplePool.ids(POOL), 9).chosen()).hasSize(9);
        }
    }

    @Test
    void aDetectorWithoutVariancesWillDo() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, false);
        for (ImageId image : SamplePool.ids(POOL)) {
            predictions.put(View.ORIGINAL, image.value(), withoutVariances(image));
            predictions.put(View.FLIPPED, image.value(), withoutVariances(image));
        }
        assertThat(select(predictions, SamplePool.ids(POOL), 9).chosen()).hasSize(9);
    }

    private static Detections withoutVariances(ImageId image) {
        Detections all = SampleDetections.random(new Random(image.hashCode()), 3, 4);
        Detections.Evidence evidence = SampleDetections.evidence(all);
        return new Detections(
                all.boxes(),
                all.classes(),
                all.confidences(),
                new Detections.Evidence(evidence.probabilities(), evidence.proposals(), evidence.features(), null));
    }

    private Selection select(long seed, int budget) {
        return select(SamplePool.predictions(seed, POOL), SamplePool.ids(POOL), budget);
    }

    private Selection select(FakePredictions predictions, List<ImageId> unlabeled, int budget) {
        return strategy().select(query(predictions, unlabeled, budget));
    }

    /** Of the evidence no more is there than the strategy says it needs, as in a run. */
    private Query query(FakePredictions predictions, List<ImageId> unlabeled, int budget) {
        return SamplePool.query(
                unlabeled, budget, predictions.keeping(strategy().needs()), ScoreListener.NONE);
    }
}
