package org.huale.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.junit.jupiter.api.Test;

class ViewsByImageTest {
    private static final List<ImageId> POOL = SamplePool.ids(100);

    @Test
    void aViewIsPreparedForAllImagesAndEachIsReadOnce() {
        Noting predictions = new Noting(SamplePool.predictions(3, POOL.size()));
        List<ImageId> seen = new ArrayList<>();
        new ViewsByImage(predictions, List.of(View.FLIPPED)).forEach(POOL, (image, found) -> {
            assertThat(found).hasSize(2);
            seen.add(image);
        });
        assertThat(seen).isEqualTo(POOL);
        assertThat(predictions.prepared).isEqualTo(Map.of("flipped", POOL));
        assertThat(predictions.read).isEqualTo(Map.of("original", POOL, "flipped", POOL));
        assertThat(predictions.most).as("images in memory").isBetween(1, POOL.size() / 2);
    }

    /** Notes what is asked of it, by the names of views. */
    private static final class Noting implements Predictions {
        private final FakePredictions fake;
        private final Map<String, List<ImageId>> prepared = new TreeMap<>();
        private final Map<String, List<ImageId>> read = new TreeMap<>();
        private int most;

        Noting(FakePredictions fake) {
            this.fake = fake;
        }

        @Override
        public ClassNames classes() {
            return fake.classes();
        }

        @Override
        public Set<EvidencePart> evidence() {
            return fake.evidence();
        }

        @Override
        public ImageRecord record(ImageId image) {
            return fake.record(image);
        }

        @Override
        public void prepare(View view, Collection<ImageId> images) {
            prepared.computeIfAbsent(view.name(), name -> new ArrayList<>()).addAll(images);
        }

        @Override
        public void forEach(View view, Collection<ImageId> images, BiConsumer<ImageId, Detections> sink) {
            read.computeIfAbsent(view.name(), name -> new ArrayList<>()).addAll(images);
            most = Math.max(most, images.size());
            fake.forEach(view, images, sink);
        }
    }
}
