package org.huale.torch.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.geometry.Window;
import org.huale.laws.LawSeeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowOptionsTest {
    private static final int DRAWS = 2000;
    private static final Window WHOLE = Window.whole(new ImageSize(120, 90));
    private static final List<Box> OBJECTS = List.of(new Box(10, 10, 60, 80), new Box(70, 5, 90, 20));

    private final long seed = LawSeeds.fresh();
    private final RandomGenerator random = new SplittableRandom(seed);

    @Test
    void zoomingOutLaysTheImageAnywhereInsideALargerWindow() {
        ZoomOut zoom = new ZoomOut(1, 4);
        double factors = 0;
        double left = 0;
        for (int i = 0; i < DRAWS; i++) {
            Window window = zoom.of(WHOLE, random);
            assertInside(WHOLE, window);
            factors += window.size().width() / 120.0 / DRAWS;
            left += (window.size().width() == 120
                            ? 0.5
                            : -window.x() / (window.size().width() - 120.0))
                    / DRAWS;
        }
        assertThat(factors).as("seed %d", seed).isBetween(2.4, 2.6); // five standard deviations
        assertThat(left).as("seed %d", seed).isBetween(0.46, 0.54);
    }

    @Test
    void jitterCutsForLargerObjectsAndExtendsForSmallerOnes() {
        ScaleJitter larger = new ScaleJitter(1, 1, 2);
        ScaleJitter smaller = new ScaleJitter(1, 0.5, 1);
        for (int i = 0; i < DRAWS; i++) {
            Window part = larger.of(WHOLE, random);
            assertInside(part, WHOLE);
            assertThat(part.size().width()).as("seed %d", seed).isBetween(60, 120);
            Window extended = smaller.of(WHOLE, random);
            assertInside(WHOLE, extended);
            assertThat(extended.size().height()).as("seed %d", seed).isBetween(90, 180);
        }
    }

    @Test
    void jitterKeepsTheShape() {
        for (int i = 0; i < DRAWS; i++) {
            ImageSize size = new ScaleJitter(1, 0.6, 1.4).of(WHOLE, random).size();
            assertThat(size.width() * 0.75).as("seed %d", seed).isBetween(size.height() - 1.0, size.height() + 1.0);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.3, 0.5, 0.7})
    void anObjectFillsThePartByTheLeastIou(double iou) {
        IouCrop crop = new IouCrop(1, 0.3, List.of(iou));
        int cut = 0;
        for (int i = 0; i < DRAWS; i++) {
            Window part = crop.of(WHOLE, OBJECTS, random);
            if (!part.equals(WHOLE)) {
                cut++;
                assertInside(part, WHOLE);
                assertThat(OBJECTS)
                        .as("seed %d", seed)
                        .anyMatch(
                                box -> part.seen(box).isPresent() && part.box().iou(box) >= iou);
            }
        }
        assertThat(cut).as("seed %d", seed).isPositive();
    }

    @Test
    void partsAreNeitherTooSmallNorTooThin() {
        IouCrop crop = new IouCrop(1, 0.3, List.of(0.0));
        for (int i = 0; i < DRAWS; i++) {
            ImageSize size = crop.of(WHOLE, OBJECTS, random).size();
            double wide = size.width() / 120.0;
            double high = size.height() / 90.0;
            assertThat(Math.min(wide, high)).as("seed %d", seed).isGreaterThanOrEqualTo(0.29);
            assertThat(wide / high).as("seed %d", seed).isBetween(0.47, 2.1); // but for whole pixels
        }
    }

    @Test
    void whatNoPartFulfilsLeavesTheImage() {
        assertThat(new IouCrop(1, 0.5, List.of(0.9)).of(WHOLE, List.of(new Box(0, 0, 2, 2)), random))
                .isEqualTo(WHOLE);
        assertThat(new IouCrop(1, 0.3, List.of(0.0)).of(WHOLE, List.of(), random))
                .isEqualTo(WHOLE);
    }

    @Test
    void aWindowOfOnePixelStaysAWindow() {
        Window pixel = Window.whole(new ImageSize(1, 1));
        for (int i = 0; i < DRAWS; i++) {
            Window jittered = new ScaleJitter(1, 0.1, 10).of(pixel, random);
            assertThat(jittered.seen(new Box(0, 0, 1, 1))).as("seed %d", seed).isPresent();
            assertThat(new IouCrop(1, 0.1, List.of(0.0)).of(pixel, List.of(new Box(0, 0, 1, 1)), random))
                    .isEqualTo(pixel);
        }
    }

    @Test
    void whatIsOffDrawsNothing() {
        RandomGenerator silent = () -> {
            throw new AssertionError("drawn");
        };
        assertThat(ZoomOut.off().of(WHOLE, silent)).isEqualTo(WHOLE);
        assertThat(ScaleJitter.off().of(WHOLE, silent)).isEqualTo(WHOLE);
        assertThat(IouCrop.off().of(WHOLE, OBJECTS, silent)).isEqualTo(WHOLE);
    }

    /** And come after what is drawn of the whole image, which is the same whatever is off. */
    @Test
    void windowsFollowOneAnotherInOneSequence() {
        ZoomOut zoom = new ZoomOut(0.5, 4);
        ScaleJitter jitter = new ScaleJitter(0.5, 0.6, 1.4);
        IouCrop crop = new IouCrop(0.5, 0.3, List.of(0.0, 0.3));
        Augmentation all = new Augmentation(0.5, 0.5, 2, 0.3, 0.3, 0.3, zoom, jitter, crop);
        RandomGenerator one = new SplittableRandom(seed);
        RandomGenerator other = new SplittableRandom(seed);
        for (int i = 0; i < DRAWS; i++) {
            double saturation = all.draw(one).saturation();
            assertThat(new Augmentation(0, 1, 1, 0, 0, 0.3).draw(other).saturation())
                    .as("seed %d", seed)
                    .isEqualTo(saturation);
            assertThat(crop.of(jitter.of(zoom.of(WHOLE, other), other), OBJECTS, other))
                    .as("seed %d", seed)
                    .isEqualTo(all.window(new ImageSize(120, 90), OBJECTS, one));
        }
    }

    @Test
    void probabilitiesAreTheShareOfWindows() {
        int zoomed = 0;
        for (int i = 0; i < DRAWS; i++) {
            zoomed += new ZoomOut(0.25, 4).of(WHOLE, random).equals(WHOLE) ? 0 : 1;
        }
        assertThat(zoomed / (double) DRAWS).as("seed %d", seed).isBetween(0.2, 0.3); // five standard deviations
    }

    @Test
    void rangesAreChecked() {
        assertThatThrownBy(() -> new ZoomOut(1.1, 4)).hasMessageContaining("must be in [0, 1], got 1.1");
        assertThatThrownBy(() -> new ZoomOut(1, 11)).hasMessageContaining("must be in [1, 10], got 11.0");
        assertThatThrownBy(() -> new ScaleJitter(1, 1, 0.5)).hasMessageContaining("got 1.0 and 0.5");
        assertThatThrownBy(() -> new IouCrop(1, 0, List.of(0.5))).hasMessageContaining("must be in (0, 1], got 0.0");
        assertThatThrownBy(() -> new IouCrop(1, 0.3, List.of())).hasMessageContaining("at least one of them, got []");
        assertThatThrownBy(() -> new IouCrop(1, 0.3, List.of(1.0))).hasMessageContaining("got [1.0]");
    }

    private void assertInside(Window inner, Window outer) {
        Box small = inner.box();
        Box large = outer.box();
        assertThat(small.x1() >= large.x1()
                        && small.y1() >= large.y1()
                        && small.x2() <= large.x2()
                        && small.y2() <= large.y2())
                .as("%s inside %s, seed %d", inner, outer, seed)
                .isTrue();
    }
}
