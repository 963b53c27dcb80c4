package org.huale.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.Predictions;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.acquire.distinct.DistinctStrategy;
import org.huale.acquire.distinct.NearDuplicates;
import org.huale.acquire.distinct.Signatures;
import org.huale.acquire.objects.ObjectCoverageOptions;
import org.huale.acquire.objects.ObjectCoverageStrategy;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.detect.frozen.FeatureMap;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.detect.frozen.ThumbnailDescriber;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskedPredictionsTest {
    private static final List<ImageId> POOL = SamplePool.ids(30);

    @TempDir
    Path folder;

    private final List<ImageId> described = new ArrayList<>();

    /** The images of the pool show five scenes. */
    @Test
    void noMapIsComputedTwiceInASelectionHoweverOftenAStrategyIsAsked() {
        AcquisitionStrategy guarded = DistinctStrategy.of(
                coverage(20),
                NearDuplicates.defaults(),
                Signatures.in(folder.resolve(Signatures.FILE), file -> scene(Math.floorMod(file.hashCode(), 5))));
        AskedPredictions asked = predictions();
        assertThat(select(guarded, asked).chosen()).hasSize(6);
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                POOL.stream(),
                                SamplePool.labeled().images().stream().map(ImageRecord::id))
                        .toList());
        assertThat(asked.maps()).isEqualTo(described.size());
    }

    @Test
    void whatIsPreparedIsSeenWithoutBeingReadForIt() {
        Unread unread = new Unread(new ArrayList<>());
        AskedPredictions asked = new AskedPredictions(unread, Noted::new);
        assertThat(asked.seen(View.FLIPPED, POOL.get(0))).isNull();
        asked.prepare(View.FLIPPED, POOL.subList(0, 2));
        assertThat(unread.prepared()).isEqualTo(POOL.subList(0, 2));
        assertThat(asked.seen(View.FLIPPED, POOL.get(0))).isNotNull();
        assertThat(asked.seen(View.FLIPPED, POOL.get(2))).isNull();
    }

    /** Can be read one image at a time only. */
    private record Unread(List<ImageId> prepared) implements Predictions {

        @Override
        public ClassNames classes() {
            return SamplePool.CLASSES;
        }

        @Override
        public Set<EvidencePart> evidence() {
            return Set.of();
        }

        @Override
        public ImageRecord record(ImageId image) {
            return new ImageRecord(image, Path.of("x.jpg"), new ImageSize(1, 1), List.of());
        }

        @Override
        public void prepare(View view, Collection<ImageId> images) {
            prepared.addAll(images);
        }

        @Override
        public void forEach(View view, Collection<ImageId> images, BiConsumer<ImageId, Detections> sink) {
            assertThat(images).hasSize(1);
            images.forEach(image -> sink.accept(image, Detections.none()));
        }
    }

    @Test
    void otherOptionsReadMapsForThemselves() {
        AskedPredictions asked = predictions();
        Selection one = select(coverage(1), asked);
        Selection twenty = select(coverage(20), asked);
        assertThat(twenty).isNotEqualTo(one).isEqualTo(select(coverage(20), predictions()));
    }

    @Test
    void whatIsRememberedMayBeMadeFromSomethingElseThatIs() {
        AskedPredictions asked = predictions();
        String made = asked.remembered(String.class, () -> "of " + asked.remembered(Integer.class, () -> 3));
        assertThat(made).isEqualTo("of 3");
        assertThat(asked.remembered(String.class, () -> "another")).isSameAs(made);
        assertThat(asked.remembered(Integer.class, () -> 4)).isEqualTo(3);
    }

    private static AcquisitionStrategy coverage(int boxes) {
        return new ObjectCoverageStrategy(new ObjectCoverageOptions(0.05, boxes, 1_000, 0.5));
    }

    private static Selection select(AcquisitionStrategy strategy, AskedPredictions predictions) {
        return strategy.select(SamplePool.query(POOL, 6, predictions, ScoreListener.NONE));
    }

    private AskedPredictions predictions() {
        return new AskedPredictions(SamplePool.predictions(3, POOL.size()), Noted::new);
    }

    /** Notes of which images it made maps. */
    private final class Noted implements ImageDescriber {
        private final ImageDescriber describer = new ThumbnailDescriber(file -> scene(file.hashCode()));

        @Override
        public String kind() {
            return describer.kind();
        }

        @Override
        public void describe(List<ImageRecord> images, BiConsumer<ImageId, FeatureMap> sink) {
            images.forEach(image -> described.add(image.id()));
            describer.describe(images, sink);
        }
    }

    private static Image scene(int number) {
        byte[] rgb = new byte[3 * 32 * 32];
        new SplittableRandom(number).nextBytes(rgb);
        return new Image(new ImageSize(32, 32), rgb);
    }
}
