package org.huale.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.huale.acquire.SampleDetections;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {
    private static final ImageRecord RECORD =
            new ImageRecord(new ImageId("a"), Path.of("a.jpg"), new ImageSize(640, 480), List.of());

    @Test
    void aBoxAtTheLeftBorderOfTheMirrorImageIsAtTheRightBorderOfTheImage() {
        Detections found =
                new SampleDetections(2).add(new Box(0, 10, 100, 50), 1, 0.9).build();
        Detections back = View.FLIPPED.toOriginal(RECORD, found);
        assertThat(back.box(0)).isEqualTo(new Box(540, 10, 640, 50));
        assertThat(back.classes()).containsExactly(1);
        assertThat(back.confidences()).containsExactly(0.9f);
    }

    @Test
    void theSidesChangePlacesLeftAndRight() {
        Detections found = new SampleDetections(1)
                .add(new SampleDetections.Found(
                        new Box(0, 0, 10, 10),
                        0,
                        1,
                        new double[] {0, 1},
                        new double[] {0.1, 0.2, 0.3, 0.4},
                        new double[SampleDetections.FEATURES]))
                .build();
        assertThat(SampleDetections.evidence(View.FLIPPED.toOriginal(RECORD, found))
                        .localizationVariances())
                .containsExactly(0.3f, 0.2f, 0.1f, 0.4f);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void mirroringTwiceChangesNothing(long seed) {
        Detections found = SampleDetections.random(new SplittableRandom(seed), 3, 8);
        Detections twice = View.FLIPPED.toOriginal(RECORD, View.FLIPPED.toOriginal(RECORD, found));
        assertThat(twice.boxes()).containsExactly(found.boxes());
        assertThat(SampleDetections.evidence(twice).proposals())
                .containsExactly(SampleDetections.evidence(found).proposals());
        assertThat(SampleDetections.evidence(twice).localizationVariances())
                .containsExactly(SampleDetections.evidence(found).localizationVariances());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void boxesAndProposalsAreMirroredAlikeAndTheRestIsKept(long seed) {
        Detections found = SampleDetections.random(new SplittableRandom(seed), 3, 8);
        Detections back = View.FLIPPED.toOriginal(RECORD, found);
        for (int i = 0; i < found.count(); i++) {
            assertThat(back.box(i)).isEqualTo(found.box(i).flipped(640));
        }
        assertThat(SampleDetections.evidence(back).proposals()).containsExactly(back.boxes());
        assertThat(SampleDetections.evidence(back).probabilities())
                .isSameAs(SampleDetections.evidence(found).probabilities());
        assertThat(SampleDetections.evidence(back).features())
                .isSameAs(SampleDetections.evidence(found).features());
    }

    @Test
    void nothingFoundAndNoEvidenceStaySo() {
        Detections none = View.FLIPPED.toOriginal(RECORD, Detections.none());
        assertThat(none.count()).isZero();
        assertThat(none.evidence()).isNull();
    }

    @Test
    void theOriginalViewGivesBackWhatItGot() {
        Detections found = SampleDetections.random(new SplittableRandom(1), 3, 4);
        assertThat(View.ORIGINAL.toOriginal(RECORD, found)).isSameAs(found);
        assertThat(List.of(View.ORIGINAL.name(), View.FLIPPED.name())).containsExactly("original", "flipped");
    }
}
