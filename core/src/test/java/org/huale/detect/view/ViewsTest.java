package org.huale.detect.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.huale.acquire.SampleDetections;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.Resampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewsTest {
    private static final ImageSize SIZE = new ImageSize(60, 40);
    private static final ImageRecord RECORD = record("a", SIZE);
    private static final Image PICTURE = picture(SIZE, 1);

    static List<View> all() {
        return List.of(
                new ResizedView(0.8),
                new ShrunkenView(0.8),
                new RotatedView(5),
                new RotatedView(-5),
                new GaussianNoiseView(8, 1),
                new GaussianNoiseView(16, 1),
                new GaussianNoiseView(16, -2),
                new SaltAndPepperView(0.1, 1),
                CutOutView.seeded(1, Map.of(RECORD.id(), List.of(new Box(3, 4, 10, 12)))),
                PastedView.seeded(
                        1, 0, Map.of(RECORD.id(), new PastedView.Paste(new Box(5, 5, 20, 20), record("b", SIZE)))));
    }

    @Test
    void namesDifferAndMayBeFiles() {
        Set<String> names = new HashSet<>();
        all().forEach(view -> {
            assertThat(view.name()).matches("[a-z0-9@-]+");
            assertThat(names.add(view.name())).as(view.name()).isTrue();
        });
        assertThat(new RotatedView(-2.5).name()).isEqualTo("rotated-m2p5");
        assertThat(new GaussianNoiseView(16, 255).name()).isEqualTo("gaussian-noise-16@ff");
    }

    @Test
    void theKindIsTheNameWithoutTheSeed() {
        assertThat(all().stream().map(View::name).map(View::kind))
                .contains("cut-out", "gaussian-noise-16", "pasted-0")
                .noneMatch(kind -> kind.contains("@"));
        assertThat(View.kind("rotated-5")).isEqualTo("rotated-5");
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSameViewOfAnImageHasTheSamePixels(View view) {
        assertThat(pixels(view).rgb()).isEqualTo(pixels(view).rgb()).isNotEqualTo(PICTURE.rgb());
        assertThat(PICTURE.rgb()).isEqualTo(picture(SIZE, 1).rgb()); // views work on copies
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsFoundStaysInTheImageWithItsEvidence(View view) {
        Detections found = new SampleDetections(2)
                .add(new Box(0, 0, 48, 32), 0, 0.9)
                .add(new Box(10, 12, 13, 30), 1, 0.6)
                .build();
        Detections back = view.toOriginal(RECORD, found);
        assertThat(back.confidences()).isEqualTo(found.confidences());
        assertThat(SampleDetections.evidence(back).proposals()).isEqualTo(back.boxes());
        assertThat(SampleDetections.evidence(back).localizationVariances())
                .isEqualTo(SampleDetections.evidence(found).localizationVariances());
        for (int i = 0; i < back.count(); i++) {
            assertThat(back.box(i)).isEqualTo(back.box(i).clippedTo(SIZE));
        }
        assertThat(view.toOriginal(RECORD, Detections.none()).evidence()).isNull();
    }

    @Test
    void aResizedImageIsSmallerAndItsBoxesGrowBack() {
        ResizedView view = new ResizedView(0.8);
        assertThat(pixels(view).size()).isEqualTo(new ImageSize(48, 32));
        assertThat(back(view, RECORD, new Box(0, 8, 24, 32))).isEqualTo(new Box(0, 10, 30, 40));
    }

    @Test
    void boxesOfAResizedImageGoByItsWholePixels() {
        ImageRecord odd = record("odd", new ImageSize(11, 7)); // 8.8 x 5.6 become 8 x 5
        assertThat(back(new ResizedView(0.8), odd, new Box(0, 0, 8, 5))).isEqualTo(new Box(0, 0, 11, 7));
    }

    @Test
    void aShrunkenImageKeepsItsFrame() {
        Image image = pixels(new ShrunkenView(0.5));
        assertThat(image.size()).isEqualTo(SIZE);
        assertThat(List.of(image.at(30, 0, 0), image.at(59, 39, 1), image.at(0, 20, 2)))
                .containsExactly(124, 116, 104);
        Image small = pixels(new ResizedView(0.5));
        assertThat(image.at(29, 19, 1)).isEqualTo(small.at(29, 19, 1));
        assertThat(back(new ShrunkenView(0.5), RECORD, new Box(3, 4, 10, 20))).isEqualTo(new Box(6, 8, 20, 40));
    }

    @Test
    void whatIsFoundBesideAShrunkenImageHasNoArea() {
        assertThat(back(new ShrunkenView(0.5), RECORD, new Box(31, 21, 50, 40)).isDegenerate())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-30, -5, 0, 5, 12.5, 30})
    void aBoxTurnedByItsCornersComesBack(double degrees) {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20; i++) {
            Box box = Box.ofXywh(
                    10 + 20 * random.nextDouble(),
                    10 + 10 * random.nextDouble(),
                    4 + 10 * random.nextDouble(),
                    4 + 10 * random.nextDouble());
            Box returned = back(new RotatedView(degrees), RECORD, turnedByCorners(box, degrees));
            assertThat(new double[] {returned.x1(), returned.y1(), returned.x2(), returned.y2()})
                    .containsExactly(new double[] {box.x1(), box.y1(), box.x2(), box.y2()}, within(1e-4));
        }
    }

    /** The definition: turn counterclockwise about the centre, fit all four corners of the image, frame the box's. */
    private static Box turnedByCorners(Box box, double degrees) {
        double[] frame = bounds(new Box(0, 0, 60, 40), degrees);
        double[] b = bounds(box, degrees);
        double x = 60 / (frame[2] - frame[0]);
        double y = 40 / (frame[3] - frame[1]);
        return new Box((b[0] - frame[0]) * x, (b[1] - frame[1]) * y, (b[2] - frame[0]) * x, (b[3] - frame[1]) * y);
    }

    private static double[] bounds(Box box, double degrees) {
        double angle = Math.toRadians(degrees);
        double[] bounds = {1e9, 1e9, -1e9, -1e9};
        for (double cx : new double[] {box.x1(), box.x2()}) {
            for (double cy : new double[] {box.y1(), box.y2()}) {
                double x = cx * Math.cos(angle) + cy * Math.sin(angle); // y points down
                double y = -cx * Math.sin(angle) + cy * Math.cos(angle);
                bounds = new double[] {
                    Math.min(bounds[0], x), Math.min(bounds[1], y), Math.max(bounds[2], x), Math.max(bounds[3], y)
                };
            }
        }
        return bounds;
    }

    @Test
    void aBoxTooThinToBeTurnedKeepsSomeOfEachSide() {
        Box thin = back(new RotatedView(5), RECORD, new Box(10, 20, 50, 21));
        assertThat(thin.height()).isBetween(0.25, 0.5);
        assertThat(thin.width()).isGreaterThan(35);
    }

    @Test
    void theSpotOfATurnedImageIsWhereItsBoxIs() {
        byte[] rgb = new byte[3 * 60 * 40];
        Box spot = new Box(40, 10, 46, 15);
        for (int y = 10; y < 15; y++) {
            for (int x = 40; x < 46; x++) {
                rgb[3 * (60 * y + x)] = (byte) 255;
            }
        }
        Image turned = new RotatedView(12.5).of(RECORD, record -> new Image(SIZE, rgb));
        Box there = turnedByCorners(spot, 12.5);
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 60; x++) {
                sum += turned.at(x, y, 0);
                sumX += turned.at(x, y, 0) * (x + 0.5);
                sumY += turned.at(x, y, 0) * (y + 0.5);
            }
        }
        assertThat(sumX / sum).isCloseTo((there.x1() + there.x2()) / 2, within(0.1));
        assertThat(sumY / sum).isCloseTo((there.y1() + there.y2()) / 2, within(0.1));
        assertThat(turned.at(0, 0, 0) + turned.at(59, 39, 2)).isZero();
    }

    @Test
    void gaussianNoiseHasItsDeviationAndNoBias() {
        ImageSize size = new ImageSize(200, 100);
        byte[] gray = new byte[60_000];
        Arrays.fill(gray, (byte) 128);
        Image noisy = new GaussianNoiseView(16, 5).of(record("n", size), record -> new Image(size, gray));
        double sum = 0;
        double squares = 0;
        for (byte value : noisy.rgb()) {
            double off = (value & 0xFF) - 128;
            sum += off;
            squares += off * off;
        }
        assertThat(sum / 60_000).isCloseTo(0, within(0.3));
        assertThat(Math.sqrt(squares / 60_000)).isCloseTo(16, within(0.3));
    }

    @Test
    void noiseDiffersBetweenImagesAndSeeds() {
        Image first = new GaussianNoiseView(16, 5).of(RECORD, record -> PICTURE);
        assertThat(new GaussianNoiseView(16, 6).of(RECORD, record -> PICTURE).rgb())
                .isNotEqualTo(first.rgb());
        assertThat(new GaussianNoiseView(16, 5)
                        .of(record("c", SIZE), record -> PICTURE)
                        .rgb())
                .isNotEqualTo(first.rgb());
    }

    @Test
    void aTenthOfTheValuesIsSaltOrPepper() {
        ImageSize size = new ImageSize(200, 100);
        byte[] rgb = new byte[60_000];
        Arrays.fill(rgb, (byte) 100);
        rgb[0] = 20;
        rgb[1] = (byte) 240;
        Image noisy = new SaltAndPepperView(0.1, 5).of(record("n", size), record -> new Image(size, rgb));
        int salt = 0;
        int pepper = 0;
        for (byte value : noisy.rgb()) {
            salt += (value & 0xFF) == 240 ? 1 : 0;
            pepper += (value & 0xFF) == 20 ? 1 : 0;
        }
        assertThat(salt).isBetween(2850, 3150);
        assertThat(pepper).isBetween(2850, 3150);
    }

    @Test
    void rectanglesAreBlackAndTheRestIsAsItWas() {
        CutOutView view = CutOutView.seeded(1, Map.of(RECORD.id(), List.of(new Box(3, 4, 10, 12))));
        Image image = pixels(view);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 60; x++) {
                boolean inside = x >= 3 && x < 10 && y >= 4 && y < 12;
                assertThat(image.at(x, y, 1)).isEqualTo(inside ? 0 : PICTURE.at(x, y, 1));
            }
        }
        assertThat(view.of(record("other", SIZE), record -> PICTURE).rgb()).isEqualTo(PICTURE.rgb());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aCutOutTakesBetweenATenthAndFourTenthsOfTheMostCoveredBox(long seed) {
        ImageRecord record = record("a" + seed, new ImageSize(640, 480));
        List<Box> boxes = List.of(new Box(100, 100, 300, 250), new Box(280, 200, 400, 420), new Box(5, 5, 5, 9));
        List<Box> rectangles = new CutOuts(2, seed).of(record, boxes);
        assertThat(rectangles).hasSize(2).isEqualTo(new CutOuts(2, seed).of(record, boxes));
        for (Box rectangle : rectangles) {
            double most = Math.max(
                    boxes.get(0).intersection(rectangle) / boxes.get(0).area(),
                    boxes.get(1).intersection(rectangle) / boxes.get(1).area());
            assertThat(most).isBetween(0.1, 0.4);
            assertThat(rectangle.width()).isBetween(31.0, 129.0);
            assertThat(rectangle.height()).isBetween(23.0, 97.0);
        }
    }

    @Test
    void whereNothingCanBeCoveredSoNothingIs() {
        ImageRecord record = record("a", new ImageSize(640, 480));
        assertThat(new CutOuts(2, 1).of(record, List.of())).isEmpty();
        assertThat(new CutOuts(0, 1).of(record, List.of(new Box(100, 100, 300, 250))))
                .isEmpty();
        assertThatThrownBy(() -> new CutOuts(-1, 1)).hasMessageContaining("at least 0, got -1");
        assertThat(new CutOuts(2, 1).of(record, List.of(new Box(0, 0, 1, 1)))).isEmpty(); // all of it or nothing
    }

    @Test
    void aPastedPartHasItsOwnPixelsAndTheHostsAroundIt() {
        ImageRecord host = record("host", new ImageSize(120, 80));
        Image around = picture(host.size(), 9);
        PastedView view =
                PastedView.seeded(1, 0, Map.of(RECORD.id(), new PastedView.Paste(new Box(5.5, 6, 20, 19.5), host)));
        Image image = view.of(RECORD, record -> record.id().equals(host.id()) ? around : PICTURE);
        Image halved = Resampling.resized(around, SIZE);
        assertThat(image.size()).isEqualTo(SIZE);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 60; x++) {
                boolean inside = x >= 5 && x < 20 && y >= 6 && y < 20;
                assertThat(image.at(x, y, 2)).isEqualTo((inside ? PICTURE : halved).at(x, y, 2));
            }
        }
    }

    @Test
    void aHostOfAnotherShapeIsCutInTheMiddle() {
        ImageRecord host = record("host", new ImageSize(100, 40)); // needs no scaling, loses 20 columns on each side
        Image around = picture(host.size(), 9);
        PastedView view = PastedView.seeded(1, 0, Map.of(RECORD.id(), new PastedView.Paste(new Box(0, 0, 1, 1), host)));
        Image image = view.of(RECORD, record -> record.id().equals(host.id()) ? around : PICTURE);
        assertThat(image.at(30, 20, 0)).isEqualTo(around.at(50, 20, 0));
    }

    /** Scaled as a whole it would have 4,000,000 x 1,000 pixels, and not even the numbers of its bytes are ints. */
    @Test
    void aHostMayBeOfAnyShape() {
        ImageRecord square = record("square", new ImageSize(1000, 1000));
        ImageRecord host = record("host", new ImageSize(4000, 1));
        Image around = picture(host.size(), 9);
        PastedView view = PastedView.seeded(1, 0, Map.of(square.id(), new PastedView.Paste(new Box(0, 0, 1, 1), host)));
        Image image = view.of(square, record -> record.equals(host) ? around : picture(square.size(), 1));
        assertThat(image.size()).isEqualTo(square.size());
        for (int channel = 0; channel < 3; channel++) {
            assertThat(image.at(0, 500, channel)).isEqualTo(around.at(1999, 0, channel));
            assertThat(image.at(999, 999, channel)).isEqualTo(around.at(2000, 0, channel));
        }
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new RotatedView(31)).hasMessage("degrees must be in [-30, 30], got 31.0");
        assertThatThrownBy(() -> new ShrunkenView(1.1)).hasMessage("factor must be in (0, 1], got 1.1");
        assertThatThrownBy(() -> new ResizedView(0)).hasMessage("factor must be in (0, 4], got 0.0");
        assertThatThrownBy(() -> new GaussianNoiseView(0, 1)).hasMessage("sigma must be in (0, 255], got 0.0");
        assertThatThrownBy(() -> new SaltAndPepperView(2, 1)).hasMessage("share must be in (0, 1], got 2.0");
    }

    private static Image pixels(View view) {
        return view.of(RECORD, record -> record.equals(RECORD) ? PICTURE : picture(record.size(), 2));
    }

    private static Box back(View view, ImageRecord record, Box box) {
        return view.toOriginal(record, new SampleDetections(1).add(box, 0, 1).build())
                .box(0);
    }

    private static ImageRecord record(String id, ImageSize size) {
        return new ImageRecord(new ImageId(id), Path.of(id + ".png"), size, List.of());
    }

    private static Image picture(ImageSize size, long seed) {
        byte[] rgb = new byte[(int) (3 * size.pixels())];
        new SplittableRandom(seed).nextBytes(rgb);
        return new Image(size, rgb);
    }
}
