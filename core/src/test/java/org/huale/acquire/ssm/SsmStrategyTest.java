package org.huale.acquire.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Predictions;
import org.huale.acquire.Query;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.StrategyLaws;
import org.huale.config.Mode;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.detect.view.PastedView;
import org.huale.geometry.Box;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SsmStrategyTest {
    private static final Box BOX = new Box(40, 10, 140, 60);
    private static final SsmStrategy FIXED = new SsmStrategy(SsmOptions.defaults());
    private static final SsmStrategy FAITHFUL = new SsmStrategy(
            new SsmOptions(Mode.FAITHFUL, EmptyDetectionPolicy.NEUTRAL, 0.15, new SsmOptions.Pasting(5, 5)));

    @Nested
    class Laws extends StrategyLaws {
        @Override
        protected AcquisitionStrategy strategy() {
            return FAITHFUL;
        }

        @Override
        protected boolean drawsAmongEquals() {
            return true;
        }
    }

    @Test
    void doubtIsTheSumOfLossesAgainstTheOwnLabels() {
        assertThat(BoxDoubt.of(new double[] {0.1, 0.8, 0.1})).isCloseTo(-Math.log(0.8) - Math.log(0.9), within(1e-12));
        assertThat(BoxDoubt.of(new double[] {0.6, 0.4, 0})).isCloseTo(-Math.log(0.6), within(1e-12));
        assertThat(BoxDoubt.of(new double[] {0, 1, 0})).isZero();
        assertThat(BoxDoubt.of(new double[] {1, 0, 0})).isZero();
        assertThat(BoxDoubt.positive(new double[] {0.1, 0.3, 0.6})).isEqualTo(1);
        assertThat(BoxDoubt.positive(new double[] {0.9, 0.1, 0})).isEqualTo(-1);
    }

    @Test
    void unsureThenDoubtfulThenInconsistentThenTheRest() {
        Pasted pool = new Pasted(Map.of(
                "a consistent", sure(0.95), "b lost", sure(0.94), "c doubtful", sure(0.7), "d unsure", sure(0.4)));
        pool.found.put("a consistent", 5);
        pool.found.put("b lost", 2);
        List<ImageScore> chosen = select(FIXED, pool, 4);
        assertThat(chosen)
                .extracting(it -> it.image().value())
                .containsExactly("d unsure", "c doubtful", "b lost", "a consistent");
        assertThat(chosen)
                .extracting(ImageScore::score)
                .satisfies(scores -> assertThat(scores.get(2)).isCloseTo(1.6, within(1e-9)));
        assertThat(chosen.get(2).explanation().parts().get(0).reason())
                .isEqualTo("inconsistent, cat found again in 2 of 5 other images");
    }

    @Test
    void whileEnoughIsInDoubtNothingIsPasted() {
        Pasted pool = new Pasted(Map.of("a", sure(0.95), "b", sure(0.7), "c", sure(0.4)));
        select(FIXED, pool, 2);
        assertThat(pool.views).isEmpty();
        select(FIXED, pool, 3);
        assertThat(pool.views).hasSize(5); // one sure box in five hosts
    }

    @Test
    void aDetectionIsPastedOnlyWhereItsClassIsNot() {
        Pasted pool = new Pasted(Map.of("a", sure(0.95)));
        select(FIXED, pool, 1);
        assertThat(pool.views).allSatisfy(view -> {
            PastedView.Paste paste = paste(view, "a");
            assertThat(paste.part()).isEqualTo(BOX);
            assertThat(paste.host().annotations()).noneMatch(annotation -> annotation.classIndex() == 0);
        });
        assertThat(pool.views.stream().map(view -> paste(view, "a").host().id()))
                .doesNotHaveDuplicates();
    }

    /** Of cats, dogs and birds in turn; cows are nowhere. */
    @Test
    void hostsOfAClassAreTheLabeledImagesWithoutIt() {
        List<List<ImageRecord>> hosts =
                PasteHosts.byAbsentClass(new Pasted(Map.of()).labeled, ClassNames.of("cow", "bird"));
        assertThat(hosts).hasSize(2);
        assertThat(hosts.get(0)).hasSize(12).isSortedAccordingTo(Comparator.comparing(ImageRecord::id));
        assertThat(hosts.get(1))
                .hasSize(8)
                .allSatisfy(
                        host -> assertThat(host.annotations()).noneMatch(annotation -> annotation.classIndex() == 2));
    }

    @Test
    void hostsAreNotLookedForWhileNothingIsTested() {
        Pasted pool = new Pasted(Map.of("a", sure(0.95)));
        assertThat(new PasteVerification(SsmOptions.defaults(), query(pool, new Drawn(1, 7)), 7).of(List.of()))
                .isEmpty();
        assertThat(pool.askedForClasses).isZero();
    }

    @Test
    void asPublishedXAndYAreExchanged() {
        Detections dog = new SampleDetections(3).add(BOX, 1, 0.97).build();
        Pasted pool = new Pasted(Map.of("a", dog));
        select(FAITHFUL, pool, 1);
        assertThat(paste(pool.views.get(0), "a").part()).isEqualTo(new Box(10, 40, 60, 140));
    }

    @Test
    void asPublishedTheFirstClassIsNeverConfirmed() {
        Pasted pool = new Pasted(Map.of("a", sure(0.97)));
        pool.found.put("a", 5);
        assertThat(select(FAITHFUL, pool, 1).get(0).score()).isBetween(1.0, 2.0);
        assertThat(pool.views).isEmpty();
        assertThat(select(FIXED, pool, 1).get(0).score()).isLessThan(1);
    }

    /** The first class is never found again, so that all are equally inconsistent. */
    @Test
    void asPublishedInconsistentImagesComeInRandomOrder() {
        Map<String, Detections> sure = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            sure.put(String.format(Locale.ROOT, "%02d", i), sure(0.97));
        }
        List<ImageId> ascending =
                new Pasted(sure).originals.keySet().stream().limit(5).toList();
        List<ImageId> one = images(select(FAITHFUL, new Pasted(sure), new Drawn(5, 7)));
        assertThat(one).hasSize(5).isNotEqualTo(ascending);
        assertThat(images(select(FAITHFUL, new Pasted(sure), new Drawn(5, 8)))).isNotEqualTo(one);
    }

    @Test
    void withoutAHostABoxIsUntestedAndAsPublishedFailed() {
        Detections bird = new SampleDetections(3).add(BOX, 2, 0.97).build();
        Pasted pool = new Pasted(Map.of("a", bird));
        pool.labeled = new Dataset("none", SamplePool.CLASSES, List.of());
        assertThat(select(FIXED, pool, 1).get(0).score()).isLessThan(1);
        assertThat(select(FAITHFUL, pool, 1).get(0).score()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void imagesWithoutDetectionsAreAmongTheFirstAsPublishedAndInTheMiddleWhenMended() {
        Pasted pool = new Pasted(Map.of("a", Detections.none(), "b", sure(0.4), "c", sure(0.8), "d", sure(0.7)));
        assertThat(scoreOf(select(FAITHFUL, pool, 4), "a")).isGreaterThanOrEqualTo(3);
        List<ImageScore> mended = select(FIXED, pool, 4);
        assertThat(scoreOf(mended, "a")).isEqualTo(scoreOf(mended, "d")); // the median of b, c and d
    }

    @Test
    void onlyTheMostDoubtfulSureBoxesAreTested() {
        SampleDetections many = new SampleDetections(3);
        for (int i = 0; i < 9; i++) {
            many.add(new Box(20 * i, 0, 20 * i + 15, 15), 0, 0.99 - 0.005 * i);
        }
        Pasted pool = new Pasted(Map.of("a", many.build()));
        select(FIXED, pool, 1);
        assertThat(pool.views).hasSize(25);
        assertThat(paste(pool.views.get(0), "a").part().x1()).isEqualTo(160);
    }

    private static double scoreOf(List<ImageScore> scores, String image) {
        return scores.stream()
                .filter(it -> it.image().value().equals(image))
                .findFirst()
                .orElseThrow()
                .score();
    }

    private static PastedView.Paste paste(PastedView view, String image) {
        return Objects.requireNonNull(view.pastes().get(new ImageId(image)));
    }

    private static Detections sure(double confidence) {
        return new SampleDetections(3).add(BOX, 0, confidence).build();
    }

    private static List<ImageId> images(List<ImageScore> scores) {
        return scores.stream().map(ImageScore::image).toList();
    }

    private static List<ImageScore> select(SsmStrategy strategy, Pasted pool, int budget) {
        return select(strategy, pool, new Drawn(budget, 7));
    }

    private record Drawn(int budget, long seed) {}

    private static List<ImageScore> select(SsmStrategy strategy, Pasted pool, Drawn drawn) {
        return strategy.select(query(pool, drawn)).chosen();
    }

    private static Query query(Pasted pool, Drawn drawn) {
        return new Query(
                pool.labeled,
                pool.originals.keySet().stream().toList(),
                drawn.budget(),
                pool,
                new SplittableRandom(drawn.seed()),
                ScoreListener.NONE);
    }

    /** Finds a pasted detection again in so many of the hosts, and notes the views it is asked for. */
    private static final class Pasted implements Predictions {
        private final Map<ImageId, Detections> originals = new TreeMap<>();
        private final Map<String, Integer> found = new TreeMap<>();
        private final List<PastedView> views = new ArrayList<>();
        private Dataset labeled;
        private int askedForClasses;

        Pasted(Map<String, Detections> pool) {
            pool.forEach((image, detections) -> originals.put(new ImageId(image), detections));
            List<ImageRecord> images = IntStream.range(0, 12)
                    .mapToObj(i -> new ImageRecord(
                            new ImageId("labeled " + i),
                            Path.of(i + ".jpg"),
                            FakePredictions.SIZE,
                            List.of(Annotation.of(BOX, i % 3))))
                    .toList();
            labeled = new Dataset("labeled", SamplePool.CLASSES, images);
        }

        @Override
        public ClassNames classes() {
            askedForClasses++;
            return SamplePool.CLASSES;
        }

        @Override
        public Set<EvidencePart> evidence() {
            return Set.of();
        }

        @Override
        public ImageRecord record(ImageId image) {
            return new ImageRecord(image, Path.of("x.jpg"), FakePredictions.SIZE, List.of());
        }

        @Override
        public void forEach(View view, Collection<ImageId> images, BiConsumer<ImageId, Detections> sink) {
            if (view instanceof PastedView pasted) {
                views.add(pasted);
            }
            for (ImageId image : images) {
                Detections original = originals.getOrDefault(image, Detections.none());
                boolean again = views.size() <= found.getOrDefault(image.value(), 0);
                sink.accept(image, view.equals(View.ORIGINAL) || again ? original : Detections.none());
            }
        }
    }
}
