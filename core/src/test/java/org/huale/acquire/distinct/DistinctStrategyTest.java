package org.huale.acquire.distinct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.BoundStrategy;
import org.huale.acquire.Explanation;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.ImageScore;
import org.huale.acquire.InnerStrategy;
import org.huale.acquire.Query;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.SeeingBound;
import org.huale.acquire.Selection;
import org.huale.acquire.Strategies;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.distinct.NearDuplicates.Avoid;
import org.huale.acquire.regime.SwitchOptions;
import org.huale.acquire.regime.SwitchStrategy;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.image.ImageReader;
import org.huale.image.format.ImageIoReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctStrategyTest {
    @TempDir
    Path folder;

    static List<String> strategies() {
        return Strategies.names();
    }

    /** A pool of 40 images of which four each show one scene. */
    @ParameterizedTest
    @MethodSource("strategies")
    void noStrategyTakesASceneTwice(String name) {
        ToIntFunction<String> scene =
                image -> image.startsWith("labeled") ? image.hashCode() & 0xFFFF : number(image) / 4;
        Selection selection = distinct(name, Avoid.ALWAYS, scene).select(query(40, 8));
        assertThat(selection.images().stream().map(image -> scene.applyAsInt(image.value())))
                .hasSize(8)
                .doesNotHaveDuplicates();
        assertThat(distinct(name, Avoid.ALWAYS, scene).select(query(40, 8))).isEqualTo(selection);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void whereNothingIsAlikeTheSelectionIsThatOfTheStrategy(String name) {
        Scenes scenes = new Scenes(image -> image.hashCode() & 0xFFFFFF);
        Selection selection = new DistinctStrategy(
                        strategy(name), new NearDuplicates(Avoid.ALWAYS, 0.8), signatures(scenes))
                .select(query(40, 8));
        assertThat(selection).isEqualTo(strategy(name).select(query(40, 8)));
        List<String> looked = new ArrayList<>(List.of("labeled a", "labeled b", "labeled c"));
        selection.images().forEach(image -> looked.add(image.value()));
        assertThat(scenes.read).containsExactlyInAnyOrderElementsOf(looked); // of the pool no other is decoded
    }

    /** Of its first two images one is left out; the others are as wanted, and as explained, as among all of the pool. */
    @ParameterizedTest
    @MethodSource("strategies")
    void withOneNearDuplicateItIsTheNextLargerSelectionWithoutIt(String name) {
        List<ImageId> pair = strategy(name).select(query(40, 5)).images().subList(0, 2);
        ToIntFunction<String> scene = image -> image.equals(pair.get(1).value())
                ? pair.get(0).value().hashCode() & 0xFFFFFF
                : image.hashCode() & 0xFFFFFF;
        Counted counted = new Counted(strategy(name));
        Selection selection = new DistinctStrategy(
                        counted, new NearDuplicates(Avoid.ALWAYS, 0.8), signatures(new Scenes(scene)))
                .select(query(40, 5));
        List<ImageScore> larger =
                new ArrayList<>(strategy(name).select(keeping(5, query(40, 6))).chosen());
        List<ImageScore> alike = larger.stream()
                .filter(score -> pair.contains(score.image()))
                .skip(1)
                .toList();
        larger.removeAll(alike);
        assertThat(counted.asked()).containsExactly(5, 6);
        assertThat(selection.chosen()).isEqualTo(larger.subList(0, 5));
    }

    /** All images show the same objects, so that only near-duplicates decide. */
    @Test
    void aBoundStaysABoundAndTakesNoSceneTwice() {
        AcquisitionStrategy bound = DistinctStrategy.of(
                StrategyChoice.named("oracle-counts").strategy(),
                new NearDuplicates(Avoid.ALWAYS, 0.8),
                signatures(new Scenes(image -> image.startsWith("labeled") ? 99 : number(image) / 4)));
        assertThat(bound).isInstanceOf(BoundStrategy.class);
        Selection selection =
                ((BoundStrategy) bound).select(query(40, 8), image -> List.of(Annotation.of(new Box(0, 0, 9, 9), 0)));
        assertThat(selection.images().stream().map(image -> number(image.value()) / 4))
                .hasSize(8)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsLikeALabeledImageIsNotTaken() {
        ToIntFunction<String> scene = image -> image.startsWith("labeled") ? 7 : number(image);
        Selection without = strategy("entropy").select(query(40, 39));
        Selection with = distinct("entropy", Avoid.UNLESS_RANDOM, scene).select(query(40, 39));
        assertThat(without.images()).contains(SamplePool.ids(40).get(7));
        assertThat(with.images()).hasSize(39).doesNotContain(SamplePool.ids(40).get(7));
        assertThat(reason(with.passedOver().get(0)))
                .startsWith("near-duplicate of labeled a, which is labeled (similarity ");
    }

    @Test
    void whatIsPassedOverSaysOfWhatItIsANearDuplicate() {
        Selection selection = distinct("entropy", Avoid.UNLESS_RANDOM, image -> number(image) / 4)
                .select(query(40, 3));
        assertThat(selection.passedOver())
                .isNotEmpty()
                .allSatisfy(score -> assertThat(reason(score))
                        .matches("near-duplicate of image 00\\d\\d, which is taken \\(similarity [01]\\.\\d\\d\\d\\)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20, 40, 50})
    void whereThePoolHasNothingElseNearDuplicatesAreTaken(int budget) {
        ToIntFunction<String> scene = image -> number(image) / 20;
        Selection selection = distinct("entropy", Avoid.UNLESS_RANDOM, scene).select(query(40, budget));
        assertThat(selection.images()).hasSize(Math.min(40, budget)).doesNotHaveDuplicates();
        assertThat(selection.images().subList(0, 2).stream().map(image -> scene.applyAsInt(image.value())))
                .containsExactlyInAnyOrder(0, 1);
        assertThat(reason(selection.chosen().get(2))).endsWith("; the pool has nothing else");
    }

    @Test
    void allOfThePoolMayBeLikeWhatIsLabeled() {
        Selection selection = distinct("hua", Avoid.UNLESS_RANDOM, image -> 3).select(query(40, 6));
        assertThat(selection.images()).hasSize(6);
    }

    /** The measure of others, and what shows what noise looks like beside them. */
    @ParameterizedTest
    @ValueSource(strings = {"random", "placebo"})
    void whatDrawsBlindlyIsLeftAloneUnlessAsked(String name) {
        Selection plain = strategy(name).select(query(40, 20));
        assertThat(distinct(name, Avoid.UNLESS_RANDOM, image -> 1).select(query(40, 20)))
                .isEqualTo(plain);
        assertThat(distinct(name, Avoid.ALWAYS, image -> number(image) / 2).select(query(40, 20)).images().stream()
                        .map(image -> number(image.value()) / 2))
                .doesNotHaveDuplicates();
    }

    /** A control of the guard: it draws as random does, and is not spared the guard. */
    @Test
    void aSwitchBetweenRandomAndRandomTakesNoSceneTwice() {
        SwitchStrategy guarded = new SwitchStrategy(
                new SwitchOptions(InnerStrategy.named("random"), InnerStrategy.named("random"), 0.5, 0.5));
        assertThat(guarded.select(query(40, 20)).images())
                .isEqualTo(strategy("random").select(query(40, 20)).images());
        ToIntFunction<String> scene = image -> number(image) / 2;
        Selection selection = new DistinctStrategy(guarded, NearDuplicates.defaults(), signatures(new Scenes(scene)))
                .select(query(40, 20));
        assertThat(selection.images().stream().map(image -> number(image.value()) / 2))
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    @Test
    void asPublishedNearDuplicatesAreTaken() {
        assertThat(distinct("entropy", Avoid.NEVER, image -> 1).select(query(40, 20)))
                .isEqualTo(strategy("entropy").select(query(40, 20)));
    }

    @Test
    void imagesThatCannotBeReadAreTakenAsTheyCome() {
        assertThat(distinct("entropy", Avoid.ALWAYS, image -> -1).select(query(40, 9)))
                .isEqualTo(strategy("entropy").select(query(40, 9)));
    }

    @Test
    void ofAVideoTheStrategyIsAskedAFewTimes() {
        AcquisitionStrategy entropy = strategy("entropy");
        Counted counted = new Counted(entropy);
        List<ImageId> order = entropy.select(query(1000, 1000)).images(); // those wanted alike show one scene
        Map<String, Integer> scenes = new HashMap<>();
        order.forEach(image -> scenes.put(image.value(), scenes.size() / 100));
        ToIntFunction<String> scene = image -> scenes.getOrDefault(image, 999);
        Selection selection = new DistinctStrategy(counted, NearDuplicates.defaults(), signatures(new Scenes(scene)))
                .select(query(1000, 5));
        assertThat(selection.images().stream().map(image -> scene.applyAsInt(image.value())))
                .doesNotHaveDuplicates();
        assertThat(counted.asked()).containsExactly(5, 9, 5); // the third time of a pool without near-duplicates
    }

    /** Half of the pool shows nothing; of the other half the first four images show one scene, so that more are asked for. */
    @Test
    void aShareOfTheBudgetIsOneOfWhatIsTakenAndNotOfWhatIsAskedFor() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        for (int i = 0; i < 40; i++) {
            Detections found = i < 20
                    ? Detections.none()
                    : new SampleDetections(3).add(new Box(0, 0, 50, 50), 1, 0.6).build();
            predictions.put(View.ORIGINAL, SamplePool.ids(40).get(i).value(), found);
            predictions.put(View.FLIPPED, SamplePool.ids(40).get(i).value(), found);
        }
        ToIntFunction<String> scene = image -> number(image) < 20 ? 100 + number(image) : Math.max(number(image), 23);
        AcquisitionStrategy hua = StrategyChoice.parse("{name: hua, retrieval: {emptyQuota: 0.5}}")
                .strategy();
        Selection selection = new DistinctStrategy(hua, NearDuplicates.defaults(), signatures(new Scenes(scene)))
                .select(SamplePool.query(SamplePool.ids(40), 10, predictions, ScoreListener.NONE));
        assertThat(selection.images().stream().filter(image -> number(image.value()) < 20))
                .hasSize(5);
    }

    /** As before, and among the images that come in for near-duplicates three more show one scene. */
    @Test
    void aShareOfTheBudgetIsKeptWhereTheStrategyIsAskedAgainAndAgain() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        for (int i = 20; i < 40; i++) {
            Detections found =
                    new SampleDetections(3).add(new Box(0, 0, 50, 50), 1, 0.6).build();
            String image = SamplePool.ids(40).get(i).value();
            predictions.put(View.ORIGINAL, image, found).put(View.FLIPPED, image, found);
        }
        Map<Integer, Integer> alike = Map.of(20, 23, 21, 23, 22, 23, 25, 27, 26, 27);
        ToIntFunction<String> scene = image -> 100 + alike.getOrDefault(number(image), number(image));
        Counted hua = new Counted(StrategyChoice.parse("{name: hua, retrieval: {emptyQuota: 0.5}}")
                .strategy());
        Selection selection = new DistinctStrategy(hua, NearDuplicates.defaults(), signatures(new Scenes(scene)))
                .select(SamplePool.query(SamplePool.ids(40), 10, predictions, ScoreListener.NONE));
        assertThat(hua.asked()).hasSizeGreaterThan(2);
        assertThat(selection.images().stream().filter(image -> number(image.value()) < 20))
                .hasSize(5);
    }

    /** Chooses what it is told, whatever it is asked for. */
    private record Stubborn(int count) implements AcquisitionStrategy {

        @Override
        public String name() {
            return "stubborn";
        }

        @Override
        public Selection select(Query query) {
            return new Selection(
                    query.unlabeled().stream()
                            .limit(count)
                            .map(image -> new ImageScore(image, 0, new Explanation("none", List.of())))
                            .toList(),
                    List.of());
        }
    }

    /** Too few would be taken for near-duplicates and asked for again, too many cut. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 6, 40})
    void aStrategyThatChoosesTooFewOrTooManyIsNamedBeforeThePoolIsDecoded(int count) {
        Scenes scenes = new Scenes(image -> image.hashCode() & 0xFFFFFF);
        assertThatThrownBy(
                        () -> new DistinctStrategy(new Stubborn(count), NearDuplicates.defaults(), signatures(scenes))
                                .select(query(40, 5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("strategy stubborn was to choose 5 of 40 unlabeled images and chose " + count);
        assertThat(scenes.read).hasSize(3); // what is labeled
    }

    @Test
    void aStrategyThatChoosesNothingOrWhatIsLabeledIsNamed() {
        assertThatThrownBy(() -> query(40, 5).exact("own", null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("strategy own was to choose 5 of 40 unlabeled images and chose null");
        Selection labeled = new Stubborn(1).select(query(40, 1).among(List.of(new ImageId("labeled a")), 1));
        assertThatThrownBy(() -> query(40, 1).exact("own", labeled))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("and chose labeled a, which is none of them");
    }

    /** The pool shows five scenes, so that the strategy is asked again. */
    @Test
    void whatWasDecodedIsKeptWhereAStrategyFails() {
        Path file = folder.resolve(Signatures.FILE);
        Scenes scenes = new Scenes(image -> number(image) % 5);
        assertThatThrownBy(() -> new DistinctStrategy(
                                new Once(strategy("entropy"), new AtomicBoolean()),
                                NearDuplicates.defaults(),
                                Signatures.in(file, scenes))
                        .select(query(40, 8)))
                .hasMessage("asked again");
        assertThat(scenes.read).hasSize(3 + 8); // what is labeled, and the first eight
        Scenes later = new Scenes(image -> number(image) % 5);
        new DistinctStrategy(strategy("entropy"), NearDuplicates.defaults(), Signatures.in(file, later))
                .select(query(40, 8));
        assertThat(later.read).isNotEmpty().doesNotContainAnyElementsOf(scenes.read);
    }

    /** Fails where it is asked again. */
    private record Once(AcquisitionStrategy strategy, AtomicBoolean asked) implements AcquisitionStrategy {

        @Override
        public String name() {
            return strategy.name();
        }

        @Override
        public Selection select(Query query) {
            if (asked.getAndSet(true)) {
                throw new IllegalStateException("asked again");
            }
            return strategy.select(query);
        }
    }

    /** Drawn, with four frames that were moved by fractions of a pixel and more. */
    @ParameterizedTest
    @ValueSource(strings = {"hua", "coverage", "entropy"})
    void ofAFrameAndItsShiftsOneIsTaken(String name) throws Exception {
        List<ImageRecord> images = pictures();
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        for (ImageRecord image : images) {
            boolean frame = image.id().value().contains("00002"); // uncertain, and of two classes: all wanted most
            SampleDetections found = new SampleDetections(3).add(new Box(0, 0, 50, 50), 1, frame ? 0.5 : 0.9);
            if (frame) {
                found.add(new Box(60, 0, 90, 50), 2, 0.99);
            }
            predictions.put(View.ORIGINAL, image.id().value(), found.build());
            predictions.put(View.FLIPPED, image.id().value(), found.build());
        }
        List<ImageId> pool = images.stream().map(ImageRecord::id).toList();
        Query query = new Query(
                new Dataset("none", SamplePool.CLASSES, List.of()),
                pool,
                4,
                predictions,
                new SplittableRandom(1),
                ScoreListener.NONE);
        assertThat(strategy(name).select(query).images().stream()
                        .filter(image -> image.value().contains("00002")))
                .hasSizeGreaterThan(1);
        ImageReader reader = file -> ImageIoReader.defaults().read(picture(file.toString()));
        Selection selection =
                new DistinctStrategy(strategy(name), NearDuplicates.defaults(), signatures(reader)).select(query);
        assertThat(selection.images()).hasSize(4);
        assertThat(selection.images().stream().filter(image -> image.value().contains("00002")))
                .hasSize(1);
    }

    private static List<ImageRecord> pictures() throws Exception {
        try (Stream<Path> files = Files.list(picture("trainval_00001.jpg").getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jpg"))
                    .sorted()
                    .map(name -> new ImageRecord(
                            new ImageId(name.replace(".jpg", "")), Path.of(name), FakePredictions.SIZE, List.of()))
                    .toList();
        }
    }

    private static Path picture(String name) {
        try {
            return Path.of(Objects.requireNonNull(DistinctStrategyTest.class.getResource(name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String reason(ImageScore score) {
        List<Explanation.Part> parts = score.explanation().parts();
        return parts.get(parts.size() - 1).reason();
    }

    /** Of {@code image 0012}; others have none. */
    private static int number(String image) {
        return image.startsWith("image") ? Integer.parseInt(image.replaceAll("\\D", "")) : 7777;
    }

    private DistinctStrategy distinct(String name, Avoid avoid, ToIntFunction<String> scene) {
        return new DistinctStrategy(strategy(name), new NearDuplicates(avoid, 0.8), signatures(new Scenes(scene)));
    }

    private Signatures signatures(ImageReader reader) {
        return Signatures.in(folder.resolve(System.nanoTime() + ".signatures"), reader);
    }

    private static AcquisitionStrategy strategy(String name) {
        return SeeingBound.of(StrategyChoice.named(name).strategy());
    }

    private static Query keeping(int count, Query query) {
        return new Query(
                query.labeled(),
                query.unlabeled(),
                query.budget(),
                query.predictions(),
                query.random(),
                query.scores(),
                count);
    }

    private static Query query(int pool, int budget) {
        return SamplePool.query(SamplePool.ids(pool), budget, SamplePool.predictions(3, pool), ScoreListener.NONE);
    }
}
