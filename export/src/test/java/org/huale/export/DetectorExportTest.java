package org.huale.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorSource;
import org.huale.image.Image;
import org.huale.onnx.OnnxProvider;
import org.huale.torch.DetectorModel;
import org.huale.torch.FasterRcnnProvider;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.roi.RoiOptions.BoxRegression;
import org.huale.torch.rcnn.rpn.AnchorGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ONNX Runtime finds with an exported detector, beside what the detector finds itself. */
class DetectorExportTest {
    private static final float PIXELS = 0.05f;
    private static final float SCORE = 1e-4f;
    private static final List<Image> IMAGES = List.of(
            RandomDetector.image(160, 120),
            RandomDetector.image(97, 61),
            RandomDetector.image(203, 31),
            RandomDetector.image(1, 150),
            RandomDetector.image(333, 401));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"SMALL_RESNET_FPN", "MOBILENET_V2_FPN", "MOBILENET_V3_320_FPN", "EFFICIENTNET_LITE0_FPN"})
    void findsTheSame(DetectorModel model) {
        assertFindsTheSame(small(model.options()));
    }

    @ParameterizedTest
    @Tag("slow")
    @EnumSource(names = {"RESNET18_FPN", "RESNET34_FPN", "RESNET50_FPN", "RESNET101_FPN", "MOBILENET_V3_FPN"})
    void findsTheSameWithLargeNetworks(DetectorModel model) {
        assertFindsTheSame(small(model.options()));
    }

    @Test
    void findsTheSameAtTheSizesOfTheTraining() {
        assertFindsTheSame(FasterRcnnOptions.smallResNetFpn());
    }

    @Test
    void findsTheSameWhereRegionsAreOfAllLevels() {
        FasterRcnnOptions options = FasterRcnnOptions.smallResNetFpn();
        assertFindsTheSame(options.withTransform(ImageTransformOptions.of(320, 400))
                .withRpn(options.rpn().withAnchors(AnchorGenerator.onePerLevel(32, 128, 200, 300))));
    }

    @Test
    void findsTheSameWithOneRegressionOfBoxes() {
        FasterRcnnOptions options = FasterRcnnOptions.smallResNetFpn();
        assertFindsTheSame(options.withRoi(options.roi().withBoxRegression(BoxRegression.CLASS_AGNOSTIC)));
    }

    @Test
    void findsNothingWhereNothingIsSureEnough() {
        Path model = exported(FasterRcnnOptions.smallResNetFpn(), new DetectorSource.Changes(null, null, 1.0, null));
        found(new OnnxProvider(), source(model))
                .forEach(it -> assertThat(it.confidences()).isEmpty());
    }

    @Test
    void namesItsClasses() {
        Path model = exported(FasterRcnnOptions.smallResNetFpn(), DetectorSource.Changes.none());
        try (Detector detector = new OnnxProvider().open(source(model))) {
            assertThat(detector.classes().names()).isEqualTo(RandomDetector.CLASSES);
            assertThat(detector.namesItsClasses()).isTrue();
        }
    }

    private static FasterRcnnOptions small(FasterRcnnOptions options) {
        ImageTransformOptions transform = options.transform();
        return options.withTransform(new ImageTransformOptions(96, 160, transform.mean(), transform.deviation()));
    }

    private void assertFindsTheSame(FasterRcnnOptions options) {
        Path model = exported(options, DetectorSource.Changes.none());
        List<Detections> own = found(new FasterRcnnProvider(), source(weights()));
        List<Detections> exported = found(new OnnxProvider(), source(model));
        for (int i = 0; i < IMAGES.size(); i++) {
            assertSame(own.get(i), exported.get(i), IMAGES.get(i).toString());
        }
        assertThat(own.stream().mapToInt(it -> it.classes().length).sum()).isGreaterThan(10);
    }

    private Path weights() {
        return folder.resolve("detector.safetensors");
    }

    private Path exported(FasterRcnnOptions options, DetectorSource.Changes changes) {
        RandomDetector.write(weights(), options, IMAGES);
        Path model = folder.resolve("detector.onnx");
        DetectorExport.write(
                new DetectorSource(weights(), null, changes, source(model).place()), model);
        return model;
    }

    private static DetectorSource source(Path weights) {
        return new DetectorSource(weights, null, DetectorSource.Changes.none(), new DetectorSource.Place("cpu", 1));
    }

    private static List<Detections> found(DetectorProvider provider, DetectorSource source) {
        try (Detector detector = provider.open(source)) {
            return IMAGES.stream()
                    .map(it -> detector.detection(Set.of()).of(List.of(it)).get(0))
                    .toList();
        }
    }

    /** Each detection of the one has one of the other; nearly equal scores may have changed places. */
    private static void assertSame(Detections own, Detections exported, String image) {
        assertThat(exported.classes()).as(image).hasSameSizeAs(own.classes());
        for (int i = 0; i < own.classes().length; i++) {
            int at = i;
            assertThat(IntStream.range(0, own.classes().length).anyMatch(j -> isSame(own, at, exported, j)))
                    .as("%s: detection %s, score %s", image, i, own.confidences()[i])
                    .isTrue();
        }
    }

    private static boolean isSame(Detections one, int i, Detections other, int j) {
        return one.classes()[i] == other.classes()[j]
                && Math.abs(one.confidences()[i] - other.confidences()[j]) <= SCORE
                && IntStream.range(0, 4)
                        .allMatch(side -> Math.abs(one.boxes()[4 * i + side] - other.boxes()[4 * j + side]) <= PIXELS);
    }
}
