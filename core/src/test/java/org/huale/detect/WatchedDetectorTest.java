package org.huale.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.junit.jupiter.api.Test;

class WatchedDetectorTest {
    private static final List<ImageRecord> IMAGES = List.of(image("a"), image("b"));

    private final List<String> heard = new ArrayList<>();

    @Test
    void everyImageIsHeardOfBeforeAndAfterItIsHandedOn() {
        watched("").detect(IMAGES, View.FLIPPED, (image, found) -> heard.add("sink " + image));
        assertThat(heard)
                .containsExactly("begun flipped 2", "found", "sink a", "done", "found", "sink b", "done", "closed");
    }

    @Test
    void aWatcherCanLeaveBeforeAnImageIsHandedOn() {
        assertThatThrownBy(() ->
                        watched("found").detect(IMAGES, View.ORIGINAL, (image, found) -> heard.add("sink " + image)))
                .hasMessage("enough");
        assertThat(heard).containsExactly("begun original 2", "found", "closed");
    }

    @Test
    void whatADetectionTookIsHeardAtItsEnd() {
        NetworkTime time = new NetworkTime(9, 2, 6);
        watched("", Optional.of(time)).detect(IMAGES, View.ORIGINAL, (image, found) -> {});
        assertThat(heard).endsWith("done", "ended " + time, "closed");
    }

    private WatchedDetector watched(String throwsAt) {
        return watched(throwsAt, Optional.empty());
    }

    private WatchedDetector watched(String throwsAt, Optional<NetworkTime> time) {
        return new WatchedDetector(new NothingFound(time), (what, images) -> {
            heard.add("begun " + what + " " + images);
            return new Recorder(heard, throwsAt);
        });
    }

    private record Recorder(List<String> heard, String throwsAt) implements WatchedDetector.Watch {

        @Override
        public void found() {
            heard.add("found");
            if (throwsAt.equals("found")) {
                throw new IllegalStateException("enough");
            }
        }

        @Override
        public void done() {
            heard.add("done");
        }

        @Override
        public void ended(NetworkTime time) {
            heard.add("ended " + time);
        }

        @Override
        public void close() {
            heard.add("closed");
        }
    }

    private record NothingFound(Optional<NetworkTime> latestTime) implements PoolDetector {

        @Override
        public ClassNames classes() {
            return new ClassNames(List.of("disc"));
        }

        @Override
        public Set<EvidencePart> evidence() {
            return Set.of();
        }

        @Override
        public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
            images.forEach(image -> sink.accept(image.id(), Detections.none()));
        }

        @Override
        public void close() {}
    }

    private static ImageRecord image(String name) {
        return new ImageRecord(new ImageId(name), Path.of(name + ".png"), new ImageSize(8, 8), List.of());
    }
}
