package org.huale.acquire.distinct;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.SeeingBound;
import org.huale.acquire.Selection;
import org.huale.acquire.Strategies;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.distinct.NearDuplicates.Avoid;
import org.huale.dataset.ImageId;
import org.huale.image.ImageReader;
import org.huale.laws.LawSeeds;
import org.huale.laws.SeedInFailure;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of a selection of any strategy, whatever of the pool is alike and whatever is like what is labeled. */
@ExtendWith(SeedInFailure.class)
class NoImageTwiceLawsTest {
    private static final int POOL = 40;
    private static final double ALIKE = 0.8;
    private static final Pattern TWIN = Pattern.compile("near-duplicate of (.+), which is (labeled|taken) \\(.*");

    @TempDir
    Path folder;

    static Stream<Arguments> strategiesAndSeeds() {
        return Strategies.names().stream()
                .flatMap(name -> LawSeeds.explored().mapToObj(seed -> Arguments.of(name, seed)));
    }

    /** A selection from a pool in which some scenes are short, some long, and some turn slowly into others. */
    private final class Case {
        private final FakePredictions predictions = SamplePool.predictions(3, POOL);
        private final ImageReader reader;
        private final int budget;
        private final Counted strategy;
        private final Selection selection;

        Case(String name, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int scenes = random.nextInt(1, 50);
            double drift = random.nextBoolean() ? 0 : random.nextDouble(25);
            this.reader = new Turning(image -> {
                SplittableRandom own = new SplittableRandom(seed + image.hashCode());
                return 360.0 / scenes * own.nextInt(scenes) + drift * own.nextDouble();
            });
            this.budget = random.nextInt(1, POOL + 1);
            this.strategy =
                    new Counted(SeeingBound.of(StrategyChoice.named(name).strategy()));
            Signatures signatures = Signatures.in(folder.resolve("law.signatures"), reader);
            this.selection =
                    new DistinctStrategy(strategy, new NearDuplicates(Avoid.ALWAYS, ALIKE), signatures).select(query());
        }

        Query query() {
            return SamplePool.query(SamplePool.ids(POOL), budget, predictions, ScoreListener.NONE);
        }

        boolean alike(ImageId one, ImageId other) {
            return signature(one).similarity(signature(other)) >= ALIKE;
        }

        private ImageSignature signature(ImageId image) {
            return ImageSignature.of(reader.read(Path.of(image + ".jpg")));
        }

        /** Of what is labeled and those images. */
        boolean isLikeOneOf(ImageId image, List<ImageId> others) {
            return Stream.concat(query().labeledIds().stream(), others.stream())
                    .anyMatch(other -> !other.equals(image) && alike(image, other));
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("strategiesAndSeeds")
    void noTwoAlikeAreChosenWhileThePoolHasAnythingElse(String name, long seed) {
        Case it = new Case(name, seed);
        List<ImageId> chosen = it.selection.images();
        assertThat(chosen).hasSize(it.budget);
        if (chosen.stream().anyMatch(image -> it.isLikeOneOf(image, chosen))) {
            assertThat(SamplePool.ids(POOL))
                    .allSatisfy(image -> assertThat(chosen.contains(image) || it.isLikeOneOf(image, chosen))
                            .isTrue());
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("strategiesAndSeeds")
    void whatAnImageIsSaidToBeLikeIsChosenOrLabeled(String name, long seed) {
        Case it = new Case(name, seed);
        Set<ImageId> chosen = new HashSet<>(it.selection.images());
        List<ImageScore> all = new ArrayList<>(it.selection.chosen());
        all.addAll(it.selection.passedOver());
        for (ImageScore score : all) {
            score.explanation().parts().forEach(part -> {
                Matcher said = TWIN.matcher(part.reason());
                if (said.matches()) {
                    ImageId twin = new ImageId(said.group(1));
                    assertThat(
                                    said.group(2).equals("taken")
                                            ? chosen
                                            : it.query().labeledIds())
                            .as("%s", part)
                            .contains(twin);
                    assertThat(it.alike(score.image(), twin)).isTrue();
                }
            });
        }
    }

    /** Views that are drawn are drawn once, so that what was found in them is there when a strategy is asked again. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("strategiesAndSeeds")
    void nothingIsLookedAtThatOneSelectionOfAllDoesNotLookAt(String name, long seed) {
        Case it = new Case(name, seed);
        FakePredictions ofAll = SamplePool.predictions(3, POOL);
        it.strategy.strategy().select(SamplePool.query(SamplePool.ids(POOL), POOL, ofAll, ScoreListener.NONE));
        assertThat(it.predictions.askedViews())
                .allSatisfy(view -> assertThat(ofAll.asked(view)).containsAll(it.predictions.asked(view)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("strategiesAndSeeds")
    void aStrategyIsAskedFewTimesAndForNoMoreThanTwiceAsMany(String name, long seed) {
        Case it = new Case(name, seed);
        assertThat(it.strategy.asked()).hasSizeLessThanOrEqualTo(2 + (int) (Math.log(it.budget + 1) / Math.log(2)));
        assertThat(it.strategy.asked()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(2 * it.budget));
    }
}
