package org.huale.acquire.distinct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.render.RenderOptions;
import org.huale.render.RenderedDataset;
import org.huale.render.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSignatureTest {
    private static final double NEAR = NearDuplicates.defaults().similarity();

    /** What becomes of each pixel's value. */
    private interface Change {
        double at(Image image, int x, int y, int channel);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anImageIsRecognisedAfterSmallChanges(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (Image image : drawn(seed, 8, 0)) {
            assertThat(similarity(
                            image, changed(image, (i, x, y, c) -> 0.5 * at(i, x, y, c) + 0.5 * at(i, x + 1, y, c))))
                    .as("moved by half a pixel")
                    .isGreaterThan(0.99);
            assertThat(similarity(image, changed(image, (i, x, y, c) -> at(i, x + 2, y - 1, c))))
                    .as("moved by two pixels and one")
                    .isGreaterThan(0.93);
            assertThat(similarity(image, changed(image, (i, x, y, c) -> at(i, x, y, c) + random.nextDouble(-12, 12))))
                    .as("noisy")
                    .isGreaterThan(0.99);
            assertThat(similarity(image, changed(image, (i, x, y, c) -> 0.8 * at(i, x, y, c) + 10)))
                    .as("darker and paler")
                    .isGreaterThan(0.99);
            assertThat(similarity(image, half(image))).as("half as large").isGreaterThan(0.99);
            assertThat(similarity(image, compressed(image, 0.2f)))
                    .as("badly compressed")
                    .isGreaterThan(0.95);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void differentScenesAreNotAlike(long seed) {
        List<Image> images = drawn(seed, 60, 0);
        for (int i = 0; i < images.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(similarity(images.get(i), images.get(j)))
                        .as("seed %d: %d and %d", seed, i, j)
                        .isLessThan(NEAR);
            }
        }
    }

    @Test
    void framesOfOneSceneAreAlike() {
        List<Image> images = drawn(1, 60, 0.6);
        long alike = 0;
        for (int i = 1; i < images.size(); i++) {
            alike += similarity(images.get(i - 1), images.get(i)) >= NEAR ? 1 : 0;
        }
        assertThat(alike).isBetween(24L, 48L); // 36 of 60 are meant to repeat the one before, give or take a run
    }

    @Test
    void theSimilarityIsTheCosineOfTheDifferencesOfNeighbours() {
        List<Image> images = drawn(4, 6, 0.5);
        for (Image a : images) {
            for (Image b : images) {
                double expected = cosine(differences(a), differences(b));
                assertThat(similarity(a, b)).isCloseTo(expected, org.assertj.core.api.Assertions.within(0.005));
            }
        }
    }

    @Test
    void imagesThatShowNothingAreLikeEachOtherAndLikeNoOther() {
        Image black = changed(drawn(1, 1, 0).get(0), (i, x, y, c) -> 0);
        Image gray = changed(black, (i, x, y, c) -> 100);
        Image something = drawn(1, 1, 0).get(0);
        assertThat(similarity(black, gray)).isEqualTo(1);
        assertThat(similarity(black, something)).isZero();
    }

    @Test
    void anImageOfOnePixelHasASignatureToo() {
        Image dot = new Image(new ImageSize(1, 1), new byte[] {10, 20, 30});
        assertThat(similarity(dot, dot)).isEqualTo(1);
    }

    @Test
    void bytesOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> ImageSignature.of(new byte[7])).hasMessage("a signature has 480 bytes, got 7");
    }

    private static double similarity(Image a, Image b) {
        return ImageSignature.of(a).similarity(ImageSignature.of(b));
    }

    private static List<Image> drawn(long seed, int count, double duplicates) {
        RenderOptions plain = RenderOptions.defaults();
        RenderedDataset dataset = new RenderedDataset(
                new RenderOptions(count, 0, plain.size(), 8, seed, 60, 8, duplicates, plain.objects()));
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(dataset.render(Split.TRAINVAL, i).image());
        }
        return images;
    }

    /** Beyond the border the pixels of the border. */
    private static int at(Image image, int x, int y, int channel) {
        int inX = Math.max(0, Math.min(image.width() - 1, x));
        int inY = Math.max(0, Math.min(image.height() - 1, y));
        return image.at(inX, inY, channel);
    }

    private static Image changed(Image image, Change change) {
        byte[] rgb = new byte[image.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            double value = change.at(image, pixel % image.width(), pixel / image.width(), i % 3);
            rgb[i] = (byte) Math.round(Math.max(0, Math.min(255, value)));
        }
        return new Image(image.size(), rgb);
    }

    private static Image half(Image image) {
        ImageSize size = new ImageSize(image.width() / 2, image.height() / 2);
        byte[] rgb = new byte[(int) (3 * size.pixels())];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % size.width();
            int y = i / 3 / size.width();
            rgb[i] = (byte) image.at(2 * x, 2 * y, i % 3);
        }
        return new Image(size, rgb);
    }

    private static Image compressed(Image image, float quality) throws IOException {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                picture.setRGB(x, y, image.at(x, y, 0) << 16 | image.at(x, y, 1) << 8 | image.at(x, y, 2));
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.setOutput(ImageIO.createImageOutputStream(bytes));
        writer.write(null, new IIOImage(picture, null, null), parameters);
        writer.dispose();
        BufferedImage back = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        return changed(image, (i, x, y, c) -> back.getRGB(x, y) >> (16 - 8 * c) & 0xFF);
    }

    /** For sides that 16 divides. */
    private static double[] differences(Image image) {
        double[][] fields = new double[16][16];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                fields[16 * y / image.height()][16 * x / image.width()] +=
                        0.299 * image.at(x, y, 0) + 0.587 * image.at(x, y, 1) + 0.114 * image.at(x, y, 2);
            }
        }
        double[] differences = new double[16 * 16 * 2];
        for (int i = 0; i < 256; i++) {
            differences[i] = i % 16 < 15 ? fields[i / 16][i % 16 + 1] - fields[i / 16][i % 16] : 0;
            differences[256 + i] = i / 16 < 15 ? fields[i / 16 + 1][i % 16] - fields[i / 16][i % 16] : 0;
        }
        return differences;
    }

    private static double cosine(double[] a, double[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }
}
