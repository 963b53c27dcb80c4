package org.huale.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.huale.dataset.Annotation;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RenderedDatasetTest {
    private static final RenderOptions.Objects OBJECTS = RenderOptions.Objects.defaults();

    private static final RenderOptions SMALL = small(7, 8);

    private static RenderOptions small(long seed, int classes) {
        return new RenderOptions(60, 20, new ImageSize(96, 80), classes, seed, 60, 8, 0.25, OBJECTS);
    }

    @Test
    void theDefaultSetHasALongTail() {
        RenderedDataset dataset = new RenderedDataset(RenderOptions.defaults());
        long[] objects = new long[8];
        ShotList.of(RenderOptions.defaults(), Split.TRAINVAL)
                .forEach(shot -> shot.classes().forEach(k -> objects[k]++));
        assertThat(dataset.size(Split.TRAINVAL)).isEqualTo(1000);
        assertThat(dataset.size(Split.TEST)).isEqualTo(300);
        assertThat(objects).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(objects[7]).isGreaterThan(5);
        assertThat((double) objects[0] / objects[7]).isGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatIsSeenOfTheTailIsAsLongForAnySeed(long seed) {
        RenderOptions options = new RenderOptions(1000, 0, new ImageSize(64, 64), 8, seed, 60, 8, 0.25, OBJECTS);
        long[] objects = new long[8];
        ShotList.of(options, Split.TRAINVAL).forEach(shot -> shot.classes().forEach(k -> objects[k]++));
        assertThat((double) objects[0] / objects[7]).isBetween(40.0, 120.0);
    }

    /** The bits of these images are a promise: a change here makes other data of every seed that is in use. */
    @Test
    void theBitsOfASeedNeverChange() {
        assertThat(checksum(SMALL)).isEqualTo(2257918871L);
        assertThat(checksum(small(8, 8))).isNotEqualTo(checksum(SMALL));
    }

    @Test
    void imagesDoNotDependOnOrderOrThreads() throws Exception {
        RenderedDataset dataset = new RenderedDataset(SMALL);
        List<Rendering> alone = IntStream.range(0, 60)
                .map(i -> 59 - i)
                .mapToObj(i -> dataset.render(Split.TRAINVAL, i))
                .toList();
        ForkJoinPool pool = new ForkJoinPool(4);
        List<Rendering> together = pool.submit(() -> IntStream.range(0, 60)
                        .parallel()
                        .mapToObj(i -> dataset.render(Split.TRAINVAL, i))
                        .toList())
                .get();
        pool.shutdown();
        for (int i = 0; i < 60; i++) {
            assertThat(together.get(i).image().rgb())
                    .isEqualTo(alone.get(59 - i).image().rgb());
            assertThat(together.get(i).annotations())
                    .isEqualTo(alone.get(59 - i).annotations());
        }
    }

    @Test
    void splitsShowDifferentScenes() {
        RenderedDataset dataset = new RenderedDataset(SMALL);
        assertThat(dataset.render(Split.TRAINVAL, 0).image().rgb())
                .isNotEqualTo(dataset.render(Split.TEST, 0).image().rgb());
    }

    @Test
    void boxesLieWithinTheFrame() {
        RenderedDataset dataset = new RenderedDataset(SMALL);
        for (int i = 0; i < 60; i++) {
            for (Annotation annotation : dataset.render(Split.TRAINVAL, i).annotations()) {
                Box box = annotation.box();
                assertThat(box).isEqualTo(box.clippedTo(SMALL.size()));
                assertThat(box.isDegenerate()).isFalse();
                assertThat(annotation.classIndex()).isBetween(0, 7);
            }
        }
    }

    /** Against a mask of our own: the object's outline at pixel centres, where nothing stands before it. */
    @Test
    void boxesOfUnoccludedObjectsAreTight() {
        int compared = 0;
        for (Shot shot : ShotList.of(SMALL, Split.TRAINVAL)) {
            Scene scene = SceneMaker.scene(shot, SMALL);
            if (!scene.things().isEmpty()
                    && scene.things().get(scene.things().size() - 1).isObject()) {
                compared += requireTight(scene.things().get(scene.things().size() - 1), shot);
            }
        }
        assertThat(compared).isGreaterThan(10);
    }

    private static int requireTight(Thing nearest, Shot shot) {
        double[] mask = mask(nearest, shot);
        List<Annotation> annotations = Frame.draw(shot, SMALL).annotations();
        if (annotations.isEmpty()) {
            return 0;
        }
        Annotation last = annotations.get(annotations.size() - 1);
        if (last.difficult() || mask[2] - mask[0] < 4 || last.classIndex() != nearest.classIndex()) {
            return 0;
        }
        double[] box = {
            last.box().x1(), last.box().y1(), last.box().x2(), last.box().y2()
        };
        for (int side = 0; side < 4; side++) {
            assertThat(box[side]).isBetween(mask[side] - 1, mask[side] + 1);
        }
        return 1;
    }

    private static double[] mask(Thing thing, Shot shot) {
        Placement place = thing.placement().after(shot.frame());
        double[] bounds = {Double.MAX_VALUE, Double.MAX_VALUE, 0, 0};
        for (int y = 0; y < SMALL.size().height(); y++) {
            for (int x = 0; x < SMALL.size().width(); x++) {
                if (place.covers(thing.outline(), x + 0.5, y + 0.5)) {
                    bounds[0] = Math.min(bounds[0], x);
                    bounds[1] = Math.min(bounds[1], y);
                    bounds[2] = Math.max(bounds[2], x + 1);
                    bounds[3] = Math.max(bounds[3], y + 1);
                }
            }
        }
        return bounds;
    }

    @Test
    void aQuarterOfTheImagesNearlyRepeatsTheOneBefore() {
        List<Shot> shots = ShotList.of(RenderOptions.defaults(), Split.TRAINVAL);
        assertThat(shots.stream().filter(shot -> shot.frame() > 0).count()).isBetween(200L, 300L);
        assertThat(ShotList.of(RenderOptions.defaults(), Split.TEST)).allMatch(shot -> shot.frame() == 0);
    }

    @Test
    void someImagesAreWithoutObjectsAndSomeObjectsAreHidden() {
        RenderedDataset dataset = new RenderedDataset(SMALL);
        List<Annotation> all = new ArrayList<>();
        int empty = 0;
        for (int i = 0; i < 60; i++) {
            List<Annotation> annotations = dataset.render(Split.TRAINVAL, i).annotations();
            empty += annotations.isEmpty() ? 1 : 0;
            all.addAll(annotations);
        }
        assertThat(empty).isPositive();
        assertThat(all).anyMatch(Annotation::difficult).anyMatch(annotation -> !annotation.difficult());
    }

    @Test
    void fewerClassesAndNoImagesAreOrdinary() {
        RenderedDataset one = new RenderedDataset(small(1, 1));
        assertThat(one.classes().names()).containsExactly("disc");
        assertThat(one.render(Split.TEST, 0).annotations()).allMatch(annotation -> annotation.classIndex() == 0);
        RenderOptions nothing = new RenderOptions(0, 0, new ImageSize(64, 64), 8, 1, 60, 8, 0, OBJECTS);
        assertThat(new RenderedDataset(nothing).size(Split.TRAINVAL)).isZero();
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        ImageSize size = new ImageSize(64, 64);
        assertThatIllegalArgumentException().isThrownBy(() -> new RenderOptions(-1, 0, size, 8, 1, 60, 8, 0, OBJECTS));
        assertThatIllegalArgumentException().isThrownBy(() -> new RenderOptions(1, 0, size, 9, 1, 60, 8, 0, OBJECTS));
        assertThatIllegalArgumentException().isThrownBy(() -> new RenderOptions(1, 0, size, 8, 1, 0.5, 8, 0, OBJECTS));
        assertThatIllegalArgumentException().isThrownBy(() -> new RenderOptions(1, 0, size, 8, 1, 60, 8, 0.9, OBJECTS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RenderOptions(1, 0, new ImageSize(64, 63), 8, 1, 60, 8, 0, OBJECTS))
                .withMessageContaining("64x63");
    }

    private static long checksum(RenderOptions options) {
        RenderedDataset dataset = new RenderedDataset(options);
        CRC32 checksum = new CRC32();
        for (Split split : Split.values()) {
            for (int i = 0; i < dataset.size(split); i++) {
                Rendering rendering = dataset.render(split, i);
                checksum.update(rendering.image().rgb());
                rendering
                        .annotations()
                        .forEach(a -> checksum.update(Arrays.hashCode(new double[] {
                            a.box().x1(), a.box().y1(), a.box().x2(), a.box().y2(), a.classIndex()
                        })));
            }
        }
        return checksum.getValue();
    }
}
