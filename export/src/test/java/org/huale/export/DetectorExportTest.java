package org.huale.export;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorSource;
import org.huale.export.ExportOptions.Precision;
import org.huale.export.runtime.ExportedProvider;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.onnx.OnnxProvider;
import org.huale.onnx.file.ModelFile;
import org.huale.onnx.runtime.OnnxSession;
import org.huale.onnx.runtime.Tensor;
import org.huale.problem.HualeException;
import org.huale.torch.DetectorModel;
import org.huale.torch.FasterRcnnProvider;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.roi.RoiOptions.BoxRegression;
import org.huale.torch.rcnn.rpn.AnchorGenerator;
import org.huale.weights.ElementType;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ONNX Runtime finds with an exported detector, beside what the detector finds itself. */
class DetectorExportTest {
    private static final float PIXELS = 0.05f;
    private static final float SCORE = 1e-4f;
    private static final Set<String> OUTPUTS = Set.of("boxes", "labels", "scores");
    private static final List<Image> OF_ONE_SIZE = IntStream.range(0, 5)
            .mapToObj(i -> RandomDetector.image(151, 97, i))
            .toList();
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
    void findsTheSame(DetectorModel model) throws IOException {
        assertFindsTheSame(small(model.options()));
        keep(model);
    }

    /** For tools/compare_export.py, where somebody asks for it. */
    private void keep(DetectorModel model) throws IOException {
        String kept = System.getProperty("huale.export.keep");
        if (kept != null) {
            Path target = Path.of(kept, model + ".safetensors");
            Files.copy(weights(), target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Of images in one batch, as of each alone; with four at once, three of the second batch are repeats. */
    @ParameterizedTest
    @EnumSource(names = {"SMALL_RESNET_FPN", "MOBILENET_V3_320_FPN"})
    void findsTheSameInBatches(DetectorModel model) {
        assertFindsTheSameInBatches(model);
    }

    @ParameterizedTest
    @Tag("slow")
    @EnumSource(
            names = {"SMALL_RESNET_FPN", "MOBILENET_V3_320_FPN"},
            mode = EnumSource.Mode.EXCLUDE)
    void findsTheSameInBatchesWithOtherNetworks(DetectorModel model) {
        assertFindsTheSameInBatches(model);
    }

    private void assertFindsTheSameInBatches(DetectorModel model) {
        write(small(model.options()));
        List<Detections> own = found(new FasterRcnnProvider(), source(weights()), OF_ONE_SIZE);
        for (int batch : new int[] {ExportOptions.ANY, 4}) {
            Path exported = exported(ExportOptions.defaults().withBatch(batch), DetectorSource.Changes.none());
            assertSame(own, inOneBatch(new OnnxProvider(), source(exported), OF_ONE_SIZE), OF_ONE_SIZE);
        }
    }

    @ParameterizedTest
    @Tag("slow")
    @EnumSource(names = {"RESNET18_FPN", "RESNET34_FPN", "RESNET50_FPN", "RESNET101_FPN", "MOBILENET_V3_FPN"})
    void findsTheSameWithLargeNetworks(DetectorModel model) throws IOException {
        assertFindsTheSame(small(model.options()));
        keep(model);
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
    void aDetectorOfSeveralStagesIsRefusedByName() {
        FasterRcnnOptions options = FasterRcnnOptions.smallResNetFpn();
        write(options.withRoi(options.roi().withCascade(List.of(0.6))));
        assertThatThrownBy(() -> exported(ExportOptions.defaults(), DetectorSource.Changes.none()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("is a detector of 2 stages (detector.roi.cascade)");
        assertThatThrownBy(() -> new ExportedProvider().open(source(weights())))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("computed by ONNX Runtime");
    }

    @Test
    void findsNothingWhereNothingIsSureEnough() {
        write(FasterRcnnOptions.smallResNetFpn());
        for (int batch : new int[] {1, ExportOptions.ANY}) {
            Path model = exported(
                    ExportOptions.defaults().withBatch(batch), new DetectorSource.Changes(null, null, 1.0, null));
            inOneBatch(new OnnxProvider(), source(model), OF_ONE_SIZE)
                    .forEach(it -> assertThat(it.confidences()).isEmpty());
        }
    }

    /** Half of a batch shows nothing; the other half must not notice. */
    @Test
    void emptyImagesOfABatchDoNotDisturbTheOthers() {
        write(small(FasterRcnnOptions.smallResNetFpn()));
        List<Image> images = List.of(plain(151, 97), OF_ONE_SIZE.get(0), plain(151, 97), OF_ONE_SIZE.get(1));
        DetectorSource.Changes changes = surerThanIn(images.get(0));
        List<Detections> own = found(
                new FasterRcnnProvider(),
                new DetectorSource(weights(), null, changes, source(weights()).place()),
                images);
        assertThat(own.get(0).count()).isZero();
        assertThat(own.get(1).count()).isPositive();
        Path model = exported(ExportOptions.defaults().withBatch(ExportOptions.ANY), changes);
        assertSame(own, inOneBatch(new OnnxProvider(), source(model), images), images);
    }

    /** A least confidence by which nothing is found in an image. */
    private DetectorSource.Changes surerThanIn(Image image) {
        float[] confidences = found(new FasterRcnnProvider(), source(weights()), List.of(image))
                .get(0)
                .confidences();
        return new DetectorSource.Changes(null, null, confidences.length == 0 ? 0.05 : confidences[0] + 1e-3, null);
    }

    private static Image plain(int width, int height) {
        return new Image(new ImageSize(width, height), new byte[3 * width * height]);
    }

    @Test
    void tellsOfItsDetectionsWhatTheDetectorTells() {
        write(small(FasterRcnnOptions.smallResNetFpn()));
        Path alone = exported(ExportOptions.defaults(), DetectorSource.Changes.none());
        assertTellsTheSame(new OnnxProvider(), source(alone));
        assertTellsTheSame(new ExportedProvider(), source(weights()));
    }

    private void assertTellsTheSame(DetectorProvider provider, DetectorSource source) {
        try (Detector own = new FasterRcnnProvider().open(source(weights()));
                Detector exported = provider.open(source)) {
            assertThat(exported.evidence())
                    .containsExactlyInAnyOrder(EvidencePart.PROBABILITIES, EvidencePart.FEATURES);
            assertThat(exported.vectors()).containsExactly(PoolDetector.POOLED_FEATURES);
            Set<EvidencePart> wanted = exported.evidence();
            List<Detections> known = own.detection(wanted).of(OF_ONE_SIZE);
            List<Detections> told = exported.detection(wanted).of(OF_ONE_SIZE);
            for (int i = 0; i < known.size(); i++) {
                assertTells(known.get(i), told.get(i));
            }
            List<float[]> pooled = own.description(PoolDetector.POOLED_FEATURES).of(OF_ONE_SIZE);
            List<float[]> vectors =
                    exported.description(PoolDetector.POOLED_FEATURES).of(OF_ONE_SIZE);
            for (int i = 0; i < pooled.size(); i++) {
                assertClose(vectors.get(i), pooled.get(i), 0, pooled.get(i).length);
            }
        }
    }

    private static void assertTells(Detections known, Detections told) {
        int classes = RandomDetector.CLASSES.size() + 1;
        int width = evidence(known).features().length / known.count();
        assertThat(evidence(told).probabilities()).hasSize(told.count() * classes);
        assertThat(evidence(told).features()).hasSize(told.count() * width);
        int[] partners = partners(known, told);
        for (int i = 0; i < known.count(); i++) {
            int j = partners[i];
            assertClose(
                    slice(evidence(told).probabilities(), j, classes),
                    evidence(known).probabilities(),
                    i,
                    classes);
            assertClose(
                    slice(evidence(told).features(), j, width), evidence(known).features(), i, width);
        }
    }

    private static Detections.Evidence evidence(Detections found) {
        return requireNonNull(found.evidence());
    }

    private static float[] slice(float[] rows, int row, int width) {
        return Arrays.copyOfRange(rows, row * width, (row + 1) * width);
    }

    private static void assertClose(float[] actual, float[] expected, int row, int width) {
        for (int k = 0; k < width; k++) {
            float wanted = expected[row * width + k];
            assertThat(actual[k]).as("number %s", k).isCloseTo(wanted, within(1e-3f * Math.max(1, Math.abs(wanted))));
        }
    }

    @Test
    void halfPrecisionHalvesTheFileAndFindsNearlyTheSame() throws IOException {
        write(small(FasterRcnnOptions.smallResNetFpn()));
        Path whole = exported(ExportOptions.defaults(), DetectorSource.Changes.none());
        long bytes = Files.size(whole);
        List<Detections> own = found(new OnnxProvider(), source(whole), IMAGES);
        Path half = exported(ExportOptions.defaults().with(Precision.FP16), DetectorSource.Changes.none());
        assertThat(Files.size(half)).isLessThan((long) (0.55 * bytes));
        List<Detections> found = found(new OnnxProvider(), source(half), IMAGES);
        int all = 0;
        int paired = 0;
        for (int i = 0; i < IMAGES.size(); i++) {
            Detections one = own.get(i);
            Detections other = found.get(i);
            all += one.count();
            paired += (int) IntStream.range(0, one.count())
                    .filter(at ->
                            IntStream.range(0, other.count()).anyMatch(j -> isWithin(one, at, other, j, 1, 0.02f)))
                    .count();
        }
        assertThat(paired).as("of %s", all).isGreaterThanOrEqualTo((int) (0.8 * all));
    }

    /** The network alone, on pixels that the detector's own program has resized and normalised. */
    @Test
    void findsTheSameInPreparedImages() {
        FasterRcnnOptions options = small(FasterRcnnOptions.smallResNetFpn());
        write(options);
        Path model = exported(
                ExportOptions.defaults().with(ExportOptions.Preprocessing.OUTSIDE), DetectorSource.Changes.none());
        List<Detections> own = found(new FasterRcnnProvider(), source(weights()), IMAGES);
        ImageTransform transform = new ImageTransform(options.transform());
        try (OnnxSession session =
                OnnxSession.open(ModelFile.read(model), OUTPUTS, source(model).place())) {
            for (int i = 0; i < IMAGES.size(); i++) {
                PreparedImage image = transform.of(IMAGES.get(i));
                Map<String, Tensor> found = session.run(Map.of("image", pixels(image)), OUTPUTS);
                assertSame(List.of(own.get(i)), List.of(detections(found, image)), List.of(IMAGES.get(i)));
            }
        }
    }

    /** Plane after plane. */
    private static Tensor pixels(PreparedImage image) {
        int area = Math.toIntExact(image.size().pixels());
        float[] planes = new float[3 * area];
        for (int i = 0; i < planes.length; i++) {
            planes[i % 3 * area + i / 3] = image.pixels()[i];
        }
        return new Tensor(new int[] {1, 3, image.size().height(), image.size().width()}, planes);
    }

    private static Detections detections(Map<String, Tensor> found, PreparedImage image) {
        float[] labels = values(found, "labels");
        int[] classes =
                IntStream.range(0, labels.length).map(i -> (int) labels[i] - 1).toArray();
        return new Detections(image.toOriginal(values(found, "boxes")), classes, values(found, "scores"), null);
    }

    private static float[] values(Map<String, Tensor> found, String name) {
        return requireNonNull(found.get(name)).values();
    }

    @Test
    void modelsWithoutPreprocessingSayHowImagesAreGiven() throws IOException {
        FasterRcnnOptions options = small(FasterRcnnOptions.smallResNetFpn());
        write(options);
        Path model = exported(
                ExportOptions.defaults().with(ExportOptions.Preprocessing.OUTSIDE), DetectorSource.Changes.none());
        List<Detections> own = found(new FasterRcnnProvider(), source(weights()), IMAGES);
        assertMakesImagesReady(model, own);
        Files.writeString(folder.resolve("detector.huale.yaml"), "convention: huale\nclasses: [a, b, c]");
        assertMakesImagesReady(model, own);
    }

    private static void assertMakesImagesReady(Path model, List<Detections> own) {
        try (Detector detector = new OnnxProvider().open(source(model))) {
            assertThat(detector.padded(new ImageSize(320, 192))).isEqualTo(new ImageSize(160, 96));
            assertSame(own, detector.detect(IMAGES), IMAGES);
        }
    }

    @Test
    void namesItsClasses() {
        write(FasterRcnnOptions.smallResNetFpn());
        Path model = exported(ExportOptions.defaults(), DetectorSource.Changes.none());
        try (Detector detector = new OnnxProvider().open(source(model))) {
            assertThat(detector.classes().names()).isEqualTo(RandomDetector.CLASSES);
            assertThat(detector.namesItsClasses()).isTrue();
        }
    }

    /** So that whoever uses them goes by numbers, such as COCO's category ids. */
    @Test
    void classesThatTheWeightsDoNotNameStayWithoutNames() {
        write(FasterRcnnOptions.smallResNetFpn());
        Path unnamed = folder.resolve("unnamed.safetensors");
        StateDict weights = WeightsFile.read(weights());
        Map<String, String> metadata = new TreeMap<>(weights.metadata());
        metadata.remove("huale.classes");
        WeightsFile.write(unnamed, weights.withMetadata(metadata));
        assertCountsItsClasses(new ExportedProvider(), unnamed);
        Path written = folder.resolve("written.safetensors");
        DetectorExport.writeWeights(source(unnamed), Precision.FP16, written);
        assertThat(WeightsFile.read(written).metadata()).containsKey("huale.model");
        assertCountsItsClasses(new FasterRcnnProvider(), written);
        Path model = folder.resolve("unnamed.onnx");
        for (int batch : new int[] {1, ExportOptions.ANY}) {
            ExportOptions form = ExportOptions.defaults().withBatch(batch).with(Precision.FP16);
            DetectorExport.write(source(unnamed), form, model);
            assertCountsItsClasses(new OnnxProvider(), model);
        }
    }

    private static void assertCountsItsClasses(DetectorProvider provider, Path weights) {
        try (Detector detector = provider.open(source(weights))) {
            assertThat(detector.namesItsClasses()).isFalse();
            assertThat(detector.classes().count()).isEqualTo(RandomDetector.CLASSES.size());
        }
    }

    @Test
    void weightsAreWrittenUnderTheirNames() {
        write(FasterRcnnOptions.smallResNetFpn());
        Path written = folder.resolve("written.safetensors");
        DetectorExport.writeWeights(source(weights()), Precision.FP32, written);
        StateDict before = WeightsFile.read(weights());
        StateDict after = WeightsFile.read(written);
        assertThat(after.tensors()).isEqualTo(before.tensors());
        assertThat(after.metadata()).containsAllEntriesOf(before.metadata()).containsKey("huale.weights");
        DetectorExport.writeWeights(source(weights()), Precision.FP16, written);
        StateDict halves = WeightsFile.read(written);
        assertThat(halves.names()).isEqualTo(before.names());
        assertThat(halves.get("roi_heads.box_head.fc6.weight").type()).isEqualTo(ElementType.FLOAT16);
        assertThat(halves.get("roi_heads.box_head.fc6.bias").type()).isEqualTo(ElementType.FLOAT32);
        assertThat(found(new FasterRcnnProvider(), source(written), IMAGES)).hasSameSizeAs(IMAGES);
    }

    private static FasterRcnnOptions small(FasterRcnnOptions options) {
        ImageTransformOptions transform = options.transform();
        return options.withTransform(new ImageTransformOptions(96, 160, transform.mean(), transform.deviation()));
    }

    private void assertFindsTheSame(FasterRcnnOptions options) {
        write(options);
        Path model = exported(ExportOptions.defaults(), DetectorSource.Changes.none());
        List<Detections> own = found(new FasterRcnnProvider(), source(weights()), IMAGES);
        assertSame(own, found(new OnnxProvider(), source(model), IMAGES), IMAGES);
        assertThat(own.stream().mapToInt(Detections::count).sum()).isGreaterThan(10);
    }

    private static void assertSame(List<Detections> own, List<Detections> exported, List<Image> images) {
        assertThat(exported).hasSameSizeAs(own);
        for (int i = 0; i < own.size(); i++) {
            assertThat(exported.get(i).classes())
                    .as("%s", images.get(i))
                    .hasSameSizeAs(own.get(i).classes());
            partners(own.get(i), exported.get(i));
        }
    }

    private Path weights() {
        return folder.resolve("detector.safetensors");
    }

    private void write(FasterRcnnOptions options) {
        RandomDetector.write(weights(), options, IMAGES);
    }

    private Path exported(ExportOptions form, DetectorSource.Changes changes) {
        Path model = folder.resolve("detector.onnx");
        DetectorExport.write(
                new DetectorSource(weights(), null, changes, source(model).place()), form, model);
        return model;
    }

    private static DetectorSource source(Path weights) {
        return new DetectorSource(weights, null, DetectorSource.Changes.none(), new DetectorSource.Place("cpu", 1));
    }

    private static List<Detections> found(DetectorProvider provider, DetectorSource source, List<Image> images) {
        try (Detector detector = provider.open(source)) {
            return images.stream()
                    .map(it -> detector.detect(List.of(it)).get(0))
                    .toList();
        }
    }

    private static List<Detections> inOneBatch(DetectorProvider provider, DetectorSource source, List<Image> images) {
        try (Detector detector = provider.open(source)) {
            return detector.detect(images);
        }
    }

    /** For each detection of the one another of the other that is the same; nearly equal scores may have changed places. */
    private static int[] partners(Detections own, Detections exported) {
        int[] partners = new int[own.count()];
        boolean[] taken = new boolean[exported.count()];
        for (int i = 0; i < partners.length; i++) {
            int at = i;
            partners[i] = IntStream.range(0, taken.length)
                    .filter(j -> !taken[j] && isWithin(own, at, exported, j, PIXELS, SCORE))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nothing is " + own.get(at) + ", detection " + at));
            taken[partners[i]] = true;
        }
        return partners;
    }

    private static boolean isWithin(Detections one, int i, Detections other, int j, float pixels, float score) {
        return one.classes()[i] == other.classes()[j]
                && Math.abs(one.confidences()[i] - other.confidences()[j]) <= score
                && IntStream.range(0, 4)
                        .allMatch(side -> Math.abs(one.boxes()[4 * i + side] - other.boxes()[4 * j + side]) <= pixels);
    }
}
