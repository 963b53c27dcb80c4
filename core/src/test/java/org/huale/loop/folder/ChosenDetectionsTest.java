package org.huale.loop.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What annotators start from is what the detector that chose their images was sure of. */
class ChosenDetectionsTest {
    private static final Box LEFT = new Box(1, 2, 11, 12);
    private static final Box RIGHT = new Box(21, 2, 31, 12);
    private static final ImageId FIRST = new ImageId("first");
    private static final ImageId SECOND = new ImageId("second");
    private static final ImageId UNSEEN = new ImageId("unseen");

    @TempDir
    private Path folder;

    private ChosenDetections guesses;
    private RunContents run;

    @BeforeEach
    void twoCycles() {
        run = new RunContents(new RunFiles(folder));
        guesses = new ChosenDetections(run);
        select(0, chosen(FIRST, found(0.5f, 0.49f)), chosen(UNSEEN, null));
        select(1, chosen(SECOND, found(0.1f, 0.9f)));
    }

    @Test
    void areTheDetectionsFromOneHalf() {
        assertThat(guesses.of(Set.of(FIRST))).isEqualTo(Map.of(FIRST, List.of(Annotation.of(LEFT, 0))));
        assertThat(guesses.of(Set.of(FIRST, SECOND)))
                .isEqualTo(Map.of(FIRST, List.of(Annotation.of(LEFT, 0)), SECOND, List.of(Annotation.of(RIGHT, 1))));
    }

    @Test
    void areAbsentWhereTheStrategyLookedAtNothing() {
        assertThat(guesses.of(Set.of(UNSEEN))).isEmpty();
    }

    @Test
    void areAbsentBeforeAnythingWasSelected() {
        ChosenDetections none = new ChosenDetections(new RunContents(new RunFiles(folder.resolve("another"))));
        assertThat(none.of(Set.of(FIRST))).isEmpty();
    }

    private void select(int cycle, SelectionRecord.Chosen... chosen) {
        run.cycle(cycle).selected(new CycleFolder.Selected(List.of(chosen), List.of(), Map.of()));
    }

    private static SelectionRecord.Chosen chosen(ImageId image, @Nullable Detections found) {
        ImageScore score = new ImageScore(image, 1, new Explanation("1", List.of()));
        return new SelectionRecord.Chosen(score, Path.of(image.value()), new ImageSize(40, 20), found, null);
    }

    private static Detections found(float left, float right) {
        float[] boxes = {1, 2, 11, 12, 21, 2, 31, 12};
        return new Detections(boxes, new int[] {0, 1}, new float[] {left, right}, null);
    }
}
