package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.huale.config.Mode;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Companion;
import org.huale.detect.PoolDetector;
import org.huale.detect.companion.LossPrediction;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.DetectorTraining;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.TrainingForecast;
import org.huale.detect.provider.TrainingSetup;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.problem.Logged;
import org.huale.torch.environment.TorchDevice;
import org.huale.torch.nn.BackboneOptions.Padding;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.rpn.AnchorGenerator;
import org.huale.torch.train.TrainingOptions;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows for a detector from the weights that it begins with, before anything is trained. */
class FasterRcnnTrainingTest {
    private static final FasterRcnnOptions MOBILE = DetectorModel.MOBILENET_V2_FPN.options();
    private static final FasterRcnnOptions AUTO = auto(MOBILE);

    @TempDir
    private Path folder;

    private final FasterRcnnTraining training = new FasterRcnnTraining();

    @Test
    void thePaddingIsThatOfTheBackbonesWeightsWhoeverAsks() {
        Path symmetric = backbone(Map.of("padding", "symmetric"));
        Path same = backbone(Map.of("padding", "same"));
        Path silent = backbone(Map.of());
        assertThat(padding(symmetric, FasterRcnnTrainingTest::nothing)).isEqualTo(Padding.SYMMETRIC);
        assertThat(padding(symmetric, key -> true)).isEqualTo(Padding.SYMMETRIC);
        assertThat(padding(same, FasterRcnnTrainingTest::nothing)).isEqualTo(Padding.SAME);
        assertThat(padding(silent, FasterRcnnTrainingTest::nothing))
                .as("as published")
                .isEqualTo(Padding.SYMMETRIC);
        assertThat(padding(folder.resolve("none.safetensors"), FasterRcnnTrainingTest::nothing))
                .as("whoever reads it says that it is not there")
                .isEqualTo(MOBILE.backbone().padding());
    }

    private static boolean nothing(String key) {
        return false;
    }

    private Padding padding(Path backbone, Predicate<String> asked) {
        return training.fitted(setup(MOBILE, new FirstWeights(backbone, null)), asked)
                .backbone()
                .padding();
    }

    @Test
    void aBackboneOfAnotherNetworkIsRefusedByNameAndPadding() {
        FasterRcnnOptions resNet = DetectorModel.RESNET18_FPN.options();
        Path same = backbone(Map.of("padding", "same"));
        FirstWeights first = new FirstWeights(same, null);
        String why = same + ": its weights were trained with padding same, so they are of another network";
        assertThatThrownBy(() -> training.fitted(setup(resNet, first), FasterRcnnTrainingTest::nothing))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(why)
                .hasMessageContaining("got RESNET18");
        StartingWeights weights = StartingWeights.read(first);
        assertThatThrownBy(() -> weights.padded(resNet))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(why);
    }

    @Test
    void weightsOfADetectorSayTheirPaddingAlsoWhereAnchorsAreAuto() {
        FasterRcnnOptions trained = MOBILE.withBackbone(
                MOBILE.backbone().withPadding(Padding.SYMMETRIC).withBatchNormEpsilon(1e-3));
        FasterRcnnOptions fitted =
                training.fitted(setup(AUTO, new FirstWeights(null, detector(trained))), "detector.rpn.anchors"::equals);
        assertThat(fitted.backbone()).isEqualTo(trained.backbone());
        assertThat(fitted.rpn().anchors().areToBeFitted()).isTrue();
    }

    @Test
    void aBackboneBesideADetectorIsNotRead() {
        Path detector = detector(MOBILE);
        StartingWeights weights = StartingWeights.read(new FirstWeights(folder.resolve("none.safetensors"), detector));
        assertThat(weights.backbone()).isNull();
        assertThat(weights.padded(MOBILE)).isEqualTo(MOBILE);
    }

    @Test
    void theForecastLooksAtTheAnchorsThatTheTrainingWillTake() {
        AnchorGenerator poor = AnchorGenerator.onePerLevel(200, 210, 220, 230);
        Path file = detector(MOBILE.withRpn(MOBILE.rpn().withAnchors(poor)));
        assertThat(forecast(AUTO, new FirstWeights(null, file)).anchors().share50())
                .isZero();
        assertThat(forecast(AUTO, FirstWeights.random()).anchors().share50()).isEqualTo(1);
    }

    @Test
    void theForecastAdvisesNoAnchorsThatWereChosenForTheImagesOrByTheWeights() {
        FasterRcnnOptions poor =
                MOBILE.withRpn(MOBILE.rpn().withAnchors(AnchorGenerator.onePerLevel(200, 210, 220, 230)));
        assertThat(forecast(poor, FirstWeights.random()).warning().orElseThrow())
                .contains("detector.rpn.anchors: auto or a larger detector.transform.minSize");
        assertThat(forecast(AUTO, new FirstWeights(null, detector(poor)))
                        .warning()
                        .orElseThrow())
                .contains("a larger detector.transform.minSize")
                .doesNotContain("auto");
        assertThat(forecast(AUTO, FirstWeights.random()).warning()).isEmpty();
    }

    @Test
    void autoIsNotForWeightsOfAnotherNumberOfMaps() {
        FirstWeights first = new FirstWeights(null, detector(FasterRcnnOptions.mobileNetV3Fpn320()));
        assertThatThrownBy(() -> forecast(AUTO, first))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("auto cannot be taken for")
                .hasMessageContaining("detector.safetensors, a MOBILENET_V3_LARGE with anchors for 3 maps; this"
                        + " detector, a MOBILENET_V2, has 4");
    }

    /** Images are those of all processes of an iteration. */
    @ParameterizedTest
    @CsvSource({"1, 1, false", "2, 1, true", "1, 2, true"})
    void whatLearnsFromPairsOfImagesNeedsTwo(int batch, int processes, boolean allowed) {
        TrainingOptions options = new Settings()
                .assignment("batchSize=" + batch)
                .assignment("processes=" + processes)
                .into(TrainingOptions.named(TrainingOptions.FEW_LABELS));
        TrainingSetup setup = setup(MOBILE, options, FirstWeights.random());
        LossPrediction ranking = new LossPrediction(Mode.FIXED, 1, 1, 0.8, 128, 0.001);
        training.requireUseful(setup, new DetectorTraining.Wish(Set.of(), List.of(), false));
        DetectorTraining.Wish wish = new DetectorTraining.Wish(Set.of(), List.of(ranking), false);
        if (allowed) {
            training.requireUseful(setup, wish);
        } else {
            assertThatThrownBy(() -> training.requireUseful(setup, wish))
                    .isInstanceOf(HualeException.class)
                    .hasMessageStartingWith("training.batchSize: is 1 with training.processes: 1")
                    .hasMessageContaining("loss-prediction");
        }
    }

    /** Random weights all train, whatever the options say. */
    @Test
    void featuresOfTheBackboneThatWillTrainAsAWholeAreRefusedBefore() {
        FirstWeights file = new FirstWeights(backbone(Map.of()), null);
        FasterRcnnOptions whole = MOBILE.withBackbone(MOBILE.backbone().trainedWhole());
        Set<String> backbone = Set.of(PoolDetector.BACKBONE_FEATURES);
        rehearse(MOBILE, file, backbone);
        rehearse(MOBILE, FirstWeights.random(), Set.of(PoolDetector.POOLED_FEATURES));
        String why = "strategy: the detector gives no backbone features of images, which the strategy needs; all of its"
                + " backbone trains";
        assertThatThrownBy(() -> rehearse(MOBILE, FirstWeights.random(), backbone))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(why)
                .hasMessageContaining("give weights.backbone or weights.detector and no weights.mode=scratch, or take")
                .hasMessageEndingWith("features=detector");
        assertThatThrownBy(() -> rehearse(whole, file, backbone))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(why)
                .hasMessageContaining("fewer detector.backbone.trainableLayers");
    }

    private void rehearse(FasterRcnnOptions detector, FirstWeights first, Set<String> vectors, Companion... beside) {
        DetectorTraining.Wish wish = new DetectorTraining.Wish(Set.of(), vectors, List.of(beside), false);
        training.rehearse(setup(detector, first), ClassNames.of("a"), wish);
    }

    @Test
    void vectorsOfAnyNameAreLeftToTheCompanions() {
        LossPrediction beside = new LossPrediction(Mode.FIXED, 1, 1, 0.8, 128, 0.001);
        Set<String> colours = Set.of("colours");
        rehearse(MOBILE, FirstWeights.random(), colours, beside);
        assertThatThrownBy(() -> rehearse(MOBILE, FirstWeights.random(), colours))
                .isInstanceOf(HualeException.class)
                .hasMessage("strategy: the detector gives no colours of images, which the strategy needs");
        Set<String> backbone = Set.of(PoolDetector.BACKBONE_FEATURES);
        assertThatThrownBy(() -> rehearse(MOBILE, FirstWeights.random(), backbone, beside))
                .as("no companion has these")
                .hasMessageContaining("no backbone features");
    }

    @Test
    void weightsThatAreNotThereOrDoNotFitAreRefusedBefore() {
        FasterRcnnOptions small = DetectorModel.SMALL_RESNET_FPN.options();
        Path none = folder.resolve("none.safetensors");
        Path empty = backbone(Map.of());
        begin(small, FirstWeights.random());
        begin(small, new FirstWeights(none, whole(small))); // the other file is not read
        begin(auto(small), new FirstWeights(null, whole(small)));
        assertThatThrownBy(() -> begin(small, new FirstWeights(none, null)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(none + ": does not exist");
        assertThatThrownBy(() -> begin(auto(small), new FirstWeights(empty, null)))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(empty + ": the weights do not fit the network");
        assertThatThrownBy(() -> begin(MOBILE, new FirstWeights(null, whole(small))))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("whole.safetensors: the weights do not fit the network");
    }

    /** The first training says what it takes over, and knows the classes. */
    @Test
    void lookingAtWeightsSaysNothing() {
        FasterRcnnOptions small = DetectorModel.SMALL_RESNET_FPN.options();
        FirstWeights first = new FirstWeights(null, whole(small));
        assertThat(Logged.by(DetectorTransfer.class, () -> begin(small, first))).isEmpty();
    }

    @Test
    void aDeviceThatIsNotThereIsRefusedBefore() {
        TrainingSetup elsewhere = new TrainingSetup(
                0,
                MOBILE,
                TrainingOptions.named(TrainingOptions.FEW_LABELS),
                FirstWeights.random(),
                new DetectorSource.Place("cuda:99", 1),
                1);
        assertThatThrownBy(() -> training.requireBeginning(elsewhere, ClassNames.of()))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("device cuda:99: ");
    }

    /** Before any class is known. */
    private void begin(FasterRcnnOptions detector, FirstWeights first) {
        training.requireBeginning(setup(detector, first), ClassNames.of());
    }

    private Path whole(FasterRcnnOptions options) {
        Path file = folder.resolve("whole.safetensors");
        try (FasterRcnn network = FasterRcnn.toBeLoaded(options, 1, TorchDevice.prepare("cpu", 1))) {
            WeightsFile.write(
                    file,
                    StateLoading.toStateDict(network.parameters())
                            .withMetadata(WeightsMetadata.of(ClassNames.of("a"), options)));
        }
        return file;
    }

    private TrainingForecast forecast(FasterRcnnOptions detector, FirstWeights first) {
        return training.forecast(setup(detector, first), squares()).orElseThrow();
    }

    /** Thirty squares of 40 pixels. */
    private static Dataset squares() {
        List<ImageRecord> images = IntStream.range(0, 30)
                .mapToObj(i -> new ImageRecord(
                        new ImageId("image-" + i),
                        Path.of("image-" + i),
                        new ImageSize(320, 320),
                        List.of(Annotation.of(new Box(3 * i, 2 * i, 3 * i + 40, 2 * i + 40), 0))))
                .toList();
        return new Dataset("squares", ClassNames.of("square"), images);
    }

    private static FasterRcnnOptions auto(FasterRcnnOptions options) {
        return options.withRpn(options.rpn().withAnchors(AnchorGenerator.auto()));
    }

    private static TrainingSetup setup(FasterRcnnOptions detector, FirstWeights first) {
        return setup(detector, TrainingOptions.named(TrainingOptions.FEW_LABELS), first);
    }

    private static TrainingSetup setup(FasterRcnnOptions detector, TrainingOptions options, FirstWeights first) {
        return new TrainingSetup(0, detector, options, first, new DetectorSource.Place("cpu", 1), 1);
    }

    private Path backbone(Map<String, String> metadata) {
        return written("backbone-" + metadata.size() + metadata.values() + ".safetensors", metadata);
    }

    private Path detector(FasterRcnnOptions options) {
        return written("detector.safetensors", WeightsMetadata.of(ClassNames.of("a"), options));
    }

    private Path written(String name, Map<String, String> metadata) {
        Path file = folder.resolve(name);
        WeightsFile.write(file, new StateDict(Map.of(), metadata));
        return file;
    }
}
