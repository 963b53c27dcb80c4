package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.bytedeco.pytorch.Device;
import org.huale.dataset.ClassNames;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.problem.HualeException;
import org.huale.torch.golden.FormulaImage;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.nn.BackboneOptions;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.roi.RoiOptions;
import org.huale.torch.rcnn.roi.RoiOptions.LocalizationVariance;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.huale.weights.WeightsFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small detector with random weights. */
class TorchDetectorTest {
    private static final ClassNames CLASSES = ClassNames.of("a", "b");

    @TempDir
    private Path folder;

    @Test
    void anOpenedDetectorHasTheNumbersOfItsFileAndNoOthers() {
        FasterRcnnOptions options = options(LocalizationVariance.PER_CLASS);
        Path weights = save(options, WeightsMetadata.of(CLASSES, options));
        try (TorchDetector detector = TorchDetector.open(new TorchDetector.Source(weights, null, "cpu", 1))) {
            assertThat(detector.weights().tensors())
                    .isEqualTo(WeightsFile.read(weights).tensors());
        }
    }

    @Test
    void aCascadeThatIsOpenedHasAllItsStagesAndFindsTheSame() {
        FasterRcnnOptions one = options(LocalizationVariance.NONE);
        FasterRcnnOptions options = one.withRoi(one.roi().withCascade(List.of(0.6, 0.7)));
        Path weights = save(options, WeightsMetadata.of(CLASSES, options));
        Image image = FormulaImage.of(1, 96, 64);
        try (FasterRcnn saved = FasterRcnn.create(options, CLASSES.count(), new Device("cpu"), 3);
                TorchDetector opened = TorchDetector.open(source(weights, null))) {
            assertThat(opened.options()).isEqualTo(options);
            assertThat(opened.weights().names()).contains("roi_heads.stage3.box_head.fc6.weight");
            Detections before = TensorScope.withoutGradient(
                            () -> saved.detect(List.of(new ImageTransform(options.transform()).of(image))))
                    .get(0);
            Detections found =
                    opened.detection(EvidencePart.all()).of(List.of(image)).get(0);
            assertThat(found.count()).isPositive();
            assertThat(found.boxes()).isEqualTo(before.boxes());
            assertThat(found.confidences()).isEqualTo(before.confidences());
        }
    }

    @ParameterizedTest
    @EnumSource
    void variancesArePredictedWhereTheHeadIsThere(LocalizationVariance variance) {
        FasterRcnnOptions options = options(variance);
        Path weights = save(options, WeightsMetadata.of(CLASSES, options));
        boolean head = variance != LocalizationVariance.NONE;
        assertThat(predictsVariances(weights, null)).isEqualTo(head);
    }

    @ParameterizedTest
    @EnumSource
    void aNamedModelTakesTheVarianceHeadOfTheFile(LocalizationVariance variance) {
        Path weights = save(options(variance), Map.of());
        assertThat(predictsVariances(weights, options(LocalizationVariance.NONE)))
                .isEqualTo(variance != LocalizationVariance.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"pooledSize\" : 7, | pooled size",
                "\"samplingRatio\" : 1, | sampling ratio",
                ",\\s*\"batchNormEpsilon\" : [^}]* | nothing is said of backbone.batchNormEpsilon"
            })
    void aKeyOfTheModelThatIsMissingIsSaidWithTheFile(String key, String message) {
        FasterRcnnOptions options = options(LocalizationVariance.NONE);
        Map<String, String> metadata = new HashMap<>(WeightsMetadata.of(CLASSES, options));
        metadata.compute("huale.model", (name, json) -> String.valueOf(json).replaceFirst(key, ""));
        Path weights = save(options, metadata);
        assertThatThrownBy(() -> TorchDetector.described(weights))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(weights + ": what the file says of its detector (huale.model in its metadata)")
                .hasMessageContaining(message)
                .hasMessageContaining("--model");
        assertThat(predictsVariances(weights, options)).isFalse(); // what is said is not looked at
    }

    @Test
    void theVarianceHeadNeedNotBeMentioned() {
        FasterRcnnOptions options = options(LocalizationVariance.NONE);
        Map<String, String> metadata = new HashMap<>(WeightsMetadata.of(CLASSES, options));
        metadata.compute(
                "huale.model",
                (name, json) -> String.valueOf(json).replaceFirst(",\\s*\"localizationVariance\" : \"none\"", ""));
        assertThat(metadata.get("huale.model")).doesNotContain("localizationVariance");
        assertThat(TorchDetector.described(save(options, metadata))).isEqualTo(options);
    }

    /** A model whose maps have been those of other blocks since. */
    @Test
    void whatHadNoKeyIsAsItWasThen() {
        FasterRcnnOptions now = DetectorModel.MOBILENET_V2_FPN.options();
        Map<String, String> metadata = new HashMap<>(WeightsMetadata.of(CLASSES, now));
        metadata.compute(
                "huale.model",
                (key, json) -> String.valueOf(json)
                        .replaceFirst("\\s*\"taps\" : \"stage_end\",", "")
                        .replaceFirst("\\s*\"frozenLayers\" : 0,", "")
                        .replaceFirst(",\\s*\"boxRegression\" : \"per_class\"", ""));
        assertThat(metadata.get("huale.model")).doesNotContain("taps", "frozenLayers", "boxRegression");
        FasterRcnnOptions then = TorchDetector.described(save(options(LocalizationVariance.NONE), metadata));
        assertThat(then.backbone().taps()).isEqualTo(BackboneOptions.Taps.STAGE_BEGIN);
        assertThat(then)
                .isEqualTo(now.withBackbone(new BackboneOptions(
                        now.backbone().architecture(),
                        now.backbone().returnedLayers(),
                        now.backbone().trainableLayers(),
                        now.backbone().outChannels(),
                        now.backbone().padding(),
                        now.backbone().batchNormEpsilon())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "7", "{\"roi\": null}", "{\"unheard\": 1}"})
    void aModelThatIsNoneIsRefused(String model) {
        FasterRcnnOptions options = options(LocalizationVariance.NONE);
        Map<String, String> metadata = new HashMap<>(WeightsMetadata.of(CLASSES, options));
        metadata.put("huale.model", model);
        Path weights = save(options, metadata);
        assertThatThrownBy(() -> TorchDetector.described(weights))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(weights + ": what the file says of its detector");
    }

    @Test
    void aTransformThatIsNotThereIsMissedBeforeItIsUsed() {
        FasterRcnnOptions options = options(LocalizationVariance.NONE);
        Map<String, String> metadata = new HashMap<>(WeightsMetadata.of(CLASSES, options));
        metadata.compute(
                "huale.model", (key, json) -> String.valueOf(json).replaceFirst("(?s)\"transform\" : \\{.*?\\},", ""));
        Path weights = save(options, metadata);
        assertThatThrownBy(() -> TorchDetector.described(weights)).hasMessageContaining("nothing is said of transform");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[\"a\", \"a\"]", "[null, \"a\"]"})
    void classesThatAreNoneAreRefused(String classes) {
        FasterRcnnOptions options = options(LocalizationVariance.NONE);
        Map<String, String> metadata = new HashMap<>(WeightsMetadata.of(CLASSES, options));
        metadata.put("huale.classes", classes);
        Path weights = save(options, metadata);
        assertThatThrownBy(() -> TorchDetector.open(source(weights, null)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("huale.classes");
    }

    private static FasterRcnnOptions options(LocalizationVariance variance) {
        FasterRcnnOptions options = DetectorModel.SMALL_RESNET_FPN.options();
        RoiOptions roi = options.roi();
        return options.withRoi(roi.withOutput(new RoiOptions.Output(0, 0.5, 5)).withLocalizationVariance(variance));
    }

    private Path save(FasterRcnnOptions options, Map<String, String> metadata) {
        Path weights = folder.resolve("random.safetensors");
        try (FasterRcnn network = FasterRcnn.create(options, CLASSES.count(), new Device("cpu"), 3)) {
            WeightsFile.write(
                    weights, StateLoading.toStateDict(network.parameters()).withMetadata(metadata));
        }
        return weights;
    }

    private static TorchDetector.Source source(Path weights, @Nullable FasterRcnnOptions options) {
        return new TorchDetector.Source(weights, options, "cpu", 1);
    }

    /** What it says, which must be what its detections show. */
    private static boolean predictsVariances(Path weights, @Nullable FasterRcnnOptions options) {
        try (TorchDetector detector = TorchDetector.open(source(weights, options))) {
            Detections found =
                    detector.detection(EvidencePart.all()).of(List.of(noise())).get(0);
            boolean predicts = detector.evidence().contains(EvidencePart.VARIANCES);
            assertThat(found.count()).isPositive();
            float[] variances = evidence(found).localizationVariances();
            assertThat(variances != null).isEqualTo(predicts);
            assertThat(variances == null ? 0 : variances.length).isEqualTo(predicts ? 4 * found.count() : 0);
            return predicts;
        }
    }

    private static Detections.Evidence evidence(Detections found) {
        return Objects.requireNonNull(found.evidence());
    }

    @Test
    void whatIsNotWantedIsNotCopiedAndChangesNothingElse() {
        Path weights = save(options(LocalizationVariance.CLASS_AGNOSTIC), Map.of());
        try (TorchDetector detector = TorchDetector.open(source(weights, options(LocalizationVariance.NONE)))) {
            Detections all =
                    detector.detection(EvidencePart.all()).of(List.of(noise())).get(0);
            Detections some = detector.detection(Set.of(EvidencePart.PROPOSALS, EvidencePart.SUPPRESSED))
                    .of(List.of(noise()))
                    .get(0);

            assertThat(some.boxes()).containsExactly(all.boxes());
            assertThat(some.confidences()).containsExactly(all.confidences());
            assertThat(evidence(some).proposals()).containsExactly(evidence(all).proposals());
            assertThat(evidence(some).suppressed())
                    .containsExactly(evidence(all).suppressed());
            assertThat(evidence(some).probabilities()).isEmpty();
            assertThat(evidence(some).features()).isEmpty();
            assertThat(evidence(some).localizationVariances()).isNull();
            assertThat(detector.detect(List.of(noise())).get(0))
                    .usingRecursiveComparison()
                    .isEqualTo(all.withoutEvidence());
        }
    }

    @Test
    void shownWhatItProposedItFindsTheSameAgain() {
        Path weights = save(options(LocalizationVariance.NONE), Map.of());
        try (TorchDetector detector = TorchDetector.open(source(weights, options(LocalizationVariance.NONE)))) {
            Detections found =
                    detector.detection(EvidencePart.all()).of(List.of(noise())).get(0);
            Detections again = detector.detectWithin(noise(), evidence(found).proposals());

            assertThat(again.classes()).containsExactly(found.classes());
            assertThat(again.boxes()).containsExactly(found.boxes(), within(0.01f));
            assertThat(again.confidences()).containsExactly(found.confidences(), within(1e-4f));
            assertThat(detector.detectWithin(noise(), new float[0]).count()).isZero();
        }
    }

    /** Each weight is finite; what comes of them is not, and would be no detection. */
    @ParameterizedTest
    @CsvSource({
        "rpn.head.cls_logits.weight, proposals",
        "roi_heads.box_predictor.cls_score.weight, probabilities",
        "roi_heads.box_predictor.bbox_pred.weight, boxes"
    })
    void whatIsNotFiniteIsSaidWithTheFile(String name, String what) {
        FasterRcnnOptions options = options(LocalizationVariance.NONE);
        Path weights = save(options, WeightsMetadata.of(CLASSES, options));
        StateDict saved = WeightsFile.read(weights);
        Map<String, TensorData> tensors = new TreeMap<>(saved.tensors());
        TensorData old = saved.get(name);
        float[] huge = new float[old.elements()];
        Arrays.fill(huge, Float.MAX_VALUE);
        tensors.put(name, TensorData.of(huge, old.shape()));
        WeightsFile.write(weights, new StateDict(tensors, saved.metadata()));
        try (TorchDetector detector = TorchDetector.open(source(weights, null))) {
            assertThatThrownBy(() -> detector.detect(List.of(noise())))
                    .isInstanceOf(HualeException.class)
                    .hasMessageStartingWith(weights + ": the detector's " + what + " are not finite");
        }
    }

    private static Image noise() {
        ImageSize size = new ImageSize(80, 60);
        byte[] rgb = new byte[Math.toIntExact(size.pixels() * 3)];
        new SplittableRandom(1).nextBytes(rgb);
        return new Image(size, rgb);
    }
}
