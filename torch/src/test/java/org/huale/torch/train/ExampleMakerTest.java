package org.huale.torch.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.laws.LawSeeds;
import org.huale.random.Seeds;
import org.huale.torch.augment.Augmentation;
import org.huale.torch.augment.IouCrop;
import org.huale.torch.augment.ScaleJitter;
import org.huale.torch.augment.ZoomOut;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.input.TrainingExample;
import org.junit.jupiter.api.Test;

class ExampleMakerTest {
    private static final ImageSize SIZE = new ImageSize(97, 61);
    private static final List<Box> OBJECTS =
            List.of(new Box(5, 4, 45, 30), new Box(50, 8, 90, 50), new Box(12, 36, 24, 58));
    /** The normalised mean is 0, and each class has a channel of its own. */
    private static final ImageTransformOptions SIZES =
            new ImageTransformOptions(120, 200, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    private static final Augmentation ALL = new Augmentation(
            0.5,
            0.7,
            1.3,
            0,
            0,
            0,
            new ZoomOut(0.5, 3),
            new ScaleJitter(0.7, 0.6, 1.4),
            new IouCrop(0.7, 0.3, List.of(0.0, 0.3, 0.5)));

    private final Seeds seeds = new Seeds(LawSeeds.fresh());

    /** An object is one colour on black; what is seen of it, and nothing beyond, lies under its box. */
    @Test
    void objectsStayUnderTheirBoxes() {
        ExampleMaker maker = maker(ALL);
        int seen = 0;
        for (int epoch = 0; epoch < 300; epoch++) {
            TrainingExample example = maker.make(record("a"), epoch);
            for (int i = 0; i < example.classes().length; i++) {
                assertPainted(example, i, epoch);
                seen++;
            }
        }
        assertThat(seen).as("%s", seeds).isGreaterThan(300);
    }

    @Test
    void boxesStayInsideTheImage() {
        ExampleMaker maker = maker(ALL);
        for (int epoch = 0; epoch < 300; epoch++) {
            TrainingExample example = maker.make(record("a"), epoch);
            ImageSize size = example.image().size();
            float[] boxes = example.boxes();
            for (int i = 0; i < boxes.length; i += 4) {
                assertThat(boxes[i]).isBetween(0f, boxes[i + 2]);
                assertThat(boxes[i + 1]).isBetween(0f, boxes[i + 3]);
                assertThat(boxes[i + 2]).isBetween(boxes[i], size.width() + 1e-3f);
                assertThat(boxes[i + 3]).isBetween(boxes[i + 1], size.height() + 1e-3f);
            }
        }
    }

    @Test
    void anExampleIsAFunctionOfSeedEpochAndImage() {
        TrainingExample example = maker(ALL).make(record("a"), 3);
        assertThat(maker(ALL).make(record("a"), 3).image().pixels())
                .isEqualTo(example.image().pixels());
        assertThat(maker(ALL).make(record("a"), 3).boxes()).isEqualTo(example.boxes());
        assertThat(List.of(4, 5, 6))
                .anyMatch(epoch ->
                        !Arrays.equals(maker(ALL).make(record("a"), epoch).boxes(), example.boxes()));
    }

    /** What makes windows is drawn last. */
    @Test
    void windowsChangeNoOtherDraw() {
        Augmentation plain = new Augmentation(0.5, 0.7, 1.3, 0, 0, 0);
        for (int epoch = 0; epoch < 50; epoch++) {
            assertThat(ALL.draw(seeds.generator("law", epoch))).isEqualTo(plain.draw(seeds.generator("law", epoch)));
            assertThat(maker(ALL).make(record("a"), epoch).mirrored())
                    .isEqualTo(maker(plain).make(record("a"), epoch).mirrored());
        }
    }

    @Test
    void imagesWithoutObjectsAndOfOnePixelAreVariedToo() {
        for (int epoch = 0; epoch < 50; epoch++) {
            ImageRecord empty = new ImageRecord(new ImageId("empty"), Path.of("e"), SIZE, List.of());
            assertThat(maker(ALL).make(empty, epoch).boxes()).isEmpty();
            ImageRecord pixel = new ImageRecord(
                    new ImageId("pixel"),
                    Path.of("p"),
                    new ImageSize(1, 1),
                    List.of(Annotation.of(new Box(0, 0, 1, 1), 0)));
            ExampleMaker maker = new ExampleMaker(
                    file -> new Image(new ImageSize(1, 1), new byte[] {1, 2, 3}), SIZES, options(ALL), seeds);
            assertThat(maker.make(pixel, epoch).boxes()).hasSizeLessThanOrEqualTo(4);
        }
    }

    /** It would overlap no anchor, so that each were its best. */
    @Test
    void anObjectThatHasNoSideInFloatIsNotLearned() {
        double hair = Math.nextUp(40.0);
        List<Annotation> annotations = List.of(
                Annotation.of(new Box(40, 3, hair, 30), 0),
                Annotation.of(OBJECTS.get(1), 1),
                Annotation.of(new Box(2, 40, 30, hair), 2));
        ImageRecord record = new ImageRecord(new ImageId("hair"), Path.of("h"), SIZE, annotations);
        TrainingExample example = maker(new Augmentation(0, 1, 1, 0, 0, 0)).make(record, 0);
        assertThat(example.classes()).containsExactly(1);
        assertThat(example.boxes()).hasSize(4);
    }

    private ExampleMaker maker(Augmentation augmentation) {
        return new ExampleMaker(file -> painted(), SIZES, options(augmentation), seeds);
    }

    private static TrainingOptions options(Augmentation augmentation) {
        return new Settings().value("augmentation", augmentation, "test").into(TrainingOptions.defaults());
    }

    private static ImageRecord record(String id) {
        List<Annotation> annotations = new ArrayList<>();
        for (int i = 0; i < OBJECTS.size(); i++) {
            annotations.add(Annotation.of(OBJECTS.get(i), i));
        }
        return new ImageRecord(new ImageId(id), Path.of(id), SIZE, annotations);
    }

    private static Image painted() {
        byte[] rgb = new byte[Math.toIntExact(3 * SIZE.pixels())];
        for (int i = 0; i < OBJECTS.size(); i++) {
            Box box = OBJECTS.get(i);
            for (int y = (int) box.y1(); y < box.y2(); y++) {
                for (int x = (int) box.x1(); x < box.x2(); x++) {
                    rgb[3 * (y * SIZE.width() + x) + i] = (byte) 255;
                }
            }
        }
        return new Image(SIZE, rgb);
    }

    private void assertPainted(TrainingExample example, int i, int epoch) {
        float[] pixels = example.image().pixels();
        int channel = example.classes()[i];
        int width = example.image().size().width();
        double reach = blur(example.image());
        float left = example.boxes()[4 * i];
        float top = example.boxes()[4 * i + 1];
        float right = example.boxes()[4 * i + 2];
        float bottom = example.boxes()[4 * i + 3];
        for (int at = channel; at < pixels.length; at += 3) {
            int column = at / 3 % width;
            int row = at / 3 / width;
            double x = column + 0.5;
            double y = row + 0.5;
            double inside = Math.min(Math.min(x - left, right - x), Math.min(y - top, bottom - y));
            if (inside > reach) {
                assertThat(pixels[at]).as("%s, epoch %d, inside", seeds, epoch).isEqualTo(1);
            } else if (inside < -reach) {
                assertThat(pixels[at]).as("%s, epoch %d, outside", seeds, epoch).isZero();
            }
        }
    }

    /** Pixels of the resized image that a border is blurred over: half a source pixel. */
    private static double blur(PreparedImage image) {
        double wide = (double) image.size().width() / image.original().width();
        double high = (double) image.size().height() / image.original().height();
        return Math.max(wide, high) / 2 + 1e-3;
    }
}
