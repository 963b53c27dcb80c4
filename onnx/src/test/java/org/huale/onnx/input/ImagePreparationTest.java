package org.huale.onnx.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.laws.SeededLaw;
import org.huale.onnx.file.ModelSummary;
import org.huale.onnx.file.ModelValue;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.options.Colours;
import org.huale.onnx.options.Convention;
import org.huale.onnx.options.Fit;
import org.huale.onnx.options.InputOptions;
import org.huale.onnx.options.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImagePreparationTest {
    private static final Colours PLAIN = Colours.scaled(Colours.Order.RGB, 1);

    @Test
    void aLetterboxIsCentredAndGray() {
        InputOptions options = Convention.ULTRALYTICS.options().input();
        PreparedImage prepared = preparation(options, 1, 3, 8, 8).of(flat(4, 2, 255, 0, 51));
        assertThat(prepared.placement().scaled()).isEqualTo(new ImageSize(8, 4));
        assertThat(prepared.placement().top()).isEqualTo(2);
        float gray = 114 / 255f;
        for (int channel = 0; channel < 3; channel++) {
            float inside = new float[] {1, 0, 0.2f}[channel];
            for (int i = 0; i < 64; i++) {
                float expected = i / 8 < 2 || i / 8 > 5 ? gray : inside;
                assertThat(prepared.values()[64 * channel + i]).isCloseTo(expected, within(1e-6f));
            }
        }
    }

    @Test
    void channelsComeInTheOrderAndPlaceThatIsSaid() {
        Fit fit = Fit.of(Fit.Mode.STRETCH, Padding.none());
        Colours bgr = Colours.scaled(Colours.Order.BGR, 1);
        Image image = flat(1, 1, 10, 20, 30);
        InputOptions options = InputOptions.of(fit, bgr);
        assertThat(preparation(options, 1, 3, 1, 2).of(image).values()).containsExactly(30, 30, 20, 20, 10, 10);
        assertThat(preparation(options, 1, 1, 2, 3).of(image).values()).containsExactly(30, 20, 10, 30, 20, 10);
        assertThat(preparation(InputOptions.of(fit, PLAIN), 1, 1, 1, 3)
                        .of(image)
                        .values())
                .containsExactly(10, 20, 30);
    }

    @Test
    void coloursAreScaledMovedAndDivided() {
        Colours colours = new Colours(Colours.Order.RGB, 0.5, List.of(1.0, 2.0, 3.0), List.of(2.0, 4.0, 8.0));
        InputOptions options = InputOptions.of(Fit.of(Fit.Mode.NONE, Padding.none()), colours);
        assertThat(preparation(options, 1, 3, -1, -1).of(flat(1, 1, 10, 20, 30)).values())
                .containsExactly(2f, 2f, 1.5f);
    }

    @Test
    void openSidesArePaddedToTheNextMultiple() {
        InputOptions options = Convention.ULTRALYTICS.options().input();
        ImagePreparation preparation =
                new ImagePreparation(input(1, 3, -1, -1), options, Optional.of(new ImageSize(640, 640)));
        assertThat(preparation.canvas(new ImageSize(1280, 720))).isEqualTo(new ImageSize(640, 384));
        assertThat(preparation.canvas(new ImageSize(100, 1000))).isEqualTo(new ImageSize(64, 640));
        assertThatThrownBy(() -> new ImagePreparation(input(1, 3, -1, -1), options, Optional.empty()))
                .hasMessageContaining("input.fit.size");
    }

    @Test
    void theShorterSideDecidesUnlessTheLongerWouldBeTooLong() {
        InputOptions options = Convention.DETR.options().input();
        ImagePreparation preparation = preparation(options, 1, 3, -1, -1);
        assertThat(preparation.canvas(new ImageSize(400, 300))).isEqualTo(new ImageSize(1066, 800));
        assertThat(preparation.canvas(new ImageSize(100, 400))).isEqualTo(new ImageSize(333, 1333));
    }

    /** Sizes that {@code transformers.image_transforms.get_size_with_aspect_ratio(_, 800, 1333)} of version 5.24 gives. */
    @Test
    void sidesOfDetrAreThoseOfTransformers() {
        ImagePreparation preparation = preparation(Convention.DETR.options().input(), 1, 3, -1, -1);
        assertThat(preparation.canvas(new ImageSize(640, 480))).isEqualTo(new ImageSize(1066, 800));
        assertThat(preparation.canvas(new ImageSize(226, 320))).isEqualTo(new ImageSize(800, 1132));
        assertThat(preparation.canvas(new ImageSize(97, 61))).isEqualTo(new ImageSize(1272, 800));
        assertThat(preparation.canvas(new ImageSize(1280, 720))).isEqualTo(new ImageSize(1333, 750));
        assertThat(preparation.canvas(new ImageSize(1000, 100))).isEqualTo(new ImageSize(1333, 133));
        assertThat(preparation.canvas(new ImageSize(481, 1))).isEqualTo(new ImageSize(1333, 3));
    }

    @Test
    void aSquareStaysOneWhateverItsSide() {
        ImagePreparation preparation = preparation(Convention.DETR.options().input(), 1, 3, -1, -1);
        for (int side = 1; side < 1000; side++) {
            assertThat(preparation.canvas(new ImageSize(side, side))).isEqualTo(new ImageSize(800, 800));
        }
    }

    @ParameterizedTest
    @EnumSource(Convention.class)
    void anyImageFitsIntoAFixedInput(Convention convention) {
        ImagePreparation preparation = preparation(convention.options().input(), 1, 3, 32, 48);
        for (ImageSize size : List.of(new ImageSize(1, 1), new ImageSize(500, 3), new ImageSize(3, 500))) {
            PreparedImage prepared = preparation.of(flat(size.width(), size.height(), 1, 2, 3));
            assertThat(prepared.placement().canvas()).isEqualTo(new ImageSize(48, 32));
            assertThat(prepared.values()).hasSize(3 * 32 * 48);
        }
    }

    /** A point of the image goes to the input and back. */
    @SeededLaw
    void boxesComeBackToWhereTheyWere(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ImageSize size = new ImageSize(1 + random.nextInt(300), 1 + random.nextInt(300));
        for (Convention convention : Convention.values()) {
            Placement placed = preparation(convention.options().input(), 1, 3, 96, 64)
                    .of(flat(size.width(), size.height(), 0, 0, 0))
                    .placement();
            float x = size.width() * (float) random.nextDouble();
            float y = size.height() * (float) random.nextDouble();
            float inX = placed.across().toInput(x);
            float inY = placed.down().toInput(y);
            assertThat(placed.toOriginal(new float[] {inX, inY, inX, inY}))
                    .as("%s %s", convention, size)
                    .containsExactly(new float[] {x, y, x, y}, within(1e-3f));
            assertThat(inX).isBetween(0f, 64.01f);
        }
    }

    @Test
    void resizingIsThatOfPillowAndOpenCv() {
        Image ramp = new Image(new ImageSize(4, 1), new byte[] {0, 0, 0, 40, 40, 40, 80, 80, 80, 121, 121, 121});
        // Image.fromarray(ramp).resize((2, 1), BILINEAR): 29, 92;  cv2.resize(ramp, (2, 1)): 20, 101
        assertThat(first(PillowBilinear.resized(ramp, new ImageSize(2, 1)))).containsExactly(29, 92);
        assertThat(first(OpenCvBilinear.resized(ramp, new ImageSize(2, 1)))).containsExactly(20, 101);
        assertThat(first(OpenCvBilinear.resized(ramp, new ImageSize(8, 1))))
                .containsExactly(0, 10, 30, 50, 70, 90, 111, 121);
    }

    /** As torch.nn.functional.interpolate(ramp, size, mode="bilinear") computes it. */
    @Test
    void unroundedResizingIsThatOfPyTorch() {
        Image ramp = new Image(new ImageSize(4, 1), new byte[] {0, 0, 0, 40, 40, 40, 80, 80, 80, 121, 121, 121});
        Fit fit = Fit.of(Fit.Mode.STRETCH, Padding.none()).with(Fit.Sampling.UNROUNDED);
        InputOptions options = InputOptions.of(fit, PLAIN);
        assertThat(preparation(options, 1, 1, 2, 3).of(ramp).values())
                .containsExactly(20, 20, 20, 100.5f, 100.5f, 100.5f);
        assertThat(Arrays.copyOf(preparation(options, 1, 3, 1, 8).of(ramp).values(), 8))
                .containsExactly(0, 10, 30, 50, 70, 90.25f, 110.75f, 121);
        assertThat(preparation(options, 1, 3, 3, 4).of(ramp).values())
                .startsWith(0, 40, 80, 121, 0, 40, 80, 121)
                .hasSize(36);
    }

    /** 200x71 whose longer side becomes 100: 35.5 high. */
    @Test
    void brokenSidesAreRoundedAsSaid() {
        Fit fit =
                new Fit(Fit.Mode.SHORTER_SIDE, null, 50, 100, Fit.Sampling.BILINEAR, Fit.Rounding.CUT, Padding.none());
        ImageSize image = new ImageSize(200, 71);
        Placement cut = placed(fit, image);
        assertThat(cut.canvas()).isEqualTo(new ImageSize(100, 35));
        assertThat(cut.down().scale()).isEqualTo(35 / 71.0);
        Placement down = placed(fit.with(Fit.Rounding.DOWN), image);
        assertThat(down.canvas()).isEqualTo(cut.canvas());
        assertThat(down.down().scale()).isEqualTo(0.5);
        assertThat(placed(fit.with(Fit.Rounding.NEAREST), image).canvas()).isEqualTo(new ImageSize(100, 36));
        Placement unseen = preparation(Convention.YOLOV5.options().input(), 1, 3, 100, 100)
                .of(flat(200, 71, 1, 2, 3))
                .placement();
        assertThat(unseen.scaled()).isEqualTo(new ImageSize(100, 36));
        assertThat(unseen.top()).isEqualTo(32);
        assertThat(unseen.down()).isEqualTo(new AxisMap(0.5, 32.25));
        assertThat(unseen.across()).isEqualTo(new AxisMap(0.5, 0));
    }

    private static Placement placed(Fit fit, ImageSize image) {
        return preparation(InputOptions.of(fit, PLAIN), 1, 3, -1, -1)
                .of(flat(image.width(), image.height(), 1, 2, 3))
                .placement();
    }

    @Test
    void inputsThatTakeNoImagesAreRefused() {
        assertRefused(new long[] {1, 3, 0, 8}, "side of 0");
        assertRefused(new long[] {1, 3, 1_000_000, 1_000_000}, "side of 1000000");
        assertRefused(new long[] {1, 1, 8, 8}, "3 channels");
        assertRefused(new long[] {100_000, 3, 8, 8}, "100000 images");
        assertRefused(new long[] {3, 8}, "3 or 4 sides");
    }

    @Test
    void aNamedInputWhoseSidesAreNotSaidIsRefused() {
        ModelValue value = new ModelValue("images", ElementType.FLOAT, List.of());
        ModelSummary model = new ModelSummary("", Map.of(), List.of(value), List.of(), Map.of(), Set.of(), Set.of());
        InputOptions usual = Convention.ULTRALYTICS.options().input();
        InputOptions named = new InputOptions("images", null, usual.fit(), usual.colours());
        assertThatThrownBy(() -> ImageInput.of(model, named))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("images: float [] takes no images: 3 or 4 sides");
    }

    private static void assertRefused(long[] shape, String why) {
        assertThatThrownBy(() -> input(shape))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static int[] first(Image image) {
        int[] first = new int[image.width()];
        Arrays.setAll(first, x -> image.at(x, 0, 0));
        return first;
    }

    private static ImagePreparation preparation(InputOptions options, long... shape) {
        return new ImagePreparation(input(shape), options, Optional.of(new ImageSize(96, 64)));
    }

    private static ImageInput input(long... shape) {
        ModelValue value = new ModelValue(
                "images", ElementType.FLOAT, Arrays.stream(shape).boxed().toList());
        boolean last = shape[shape.length - 1] == 3;
        return new ImageInput(value, last ? InputOptions.Layout.NHWC : InputOptions.Layout.NCHW);
    }

    private static Image flat(int width, int height, int red, int green, int blue) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) red;
            rgb[i + 1] = (byte) green;
            rgb[i + 2] = (byte) blue;
        }
        return new Image(new ImageSize(width, height), rgb);
    }
}
