package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.pytorch.Device;
import org.huale.dataset.ClassNames;
import org.huale.problem.HualeException;
import org.huale.torch.nn.BackboneOptions.Padding;
import org.huale.torch.nn.BackboneOptions.Taps;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.rpn.AnchorGenerator;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detector of 90 classes, as COCO's are, taken over into others. */
class DetectorTransferTest {
    private static final FasterRcnnOptions OPTIONS = DetectorModel.SMALL_RESNET_FPN.options();
    private static final Path FILE = Path.of("coco.pth");
    private static final String PREDICTOR = "roi_heads.box_predictor";
    private static final String SECOND = "roi_heads.stage2.box_head.fc6.weight";
    private static final String LOGITS = "rpn.head.cls_logits";
    private static final String DELTAS = "rpn.head.bbox_pred";
    private static final AnchorGenerator SIX = new AnchorGenerator(
            List.of(List.of(12, 17), List.of(24, 34), List.of(48, 68), List.of(80, 113)),
            OPTIONS.rpn().anchors().aspectRatios());

    @TempDir
    private Path folder;

    private final StateDict coco = state(OPTIONS, 90, 1);

    @Test
    void otherClassesLeaveThePredictorAsItWas() {
        assertThat(changedOnLoading(OPTIONS, Map.of())).isEqualTo(others(Set.of(PREDICTOR)));
    }

    @Test
    void aStageThatTheFileDoesNotHaveIsLeftAsItWas() {
        FasterRcnnOptions two = cascade(0.6);
        StateDict after = loaded(two, ClassNames.of("a", "b", "c"), state(OPTIONS, 3, 1));
        StateDict before = state(two, 3, 2);
        assertThat(after.get(SECOND)).isEqualTo(before.get(SECOND));
        assertThat(after.get("roi_heads.box_head.fc6.weight"))
                .isEqualTo(state(OPTIONS, 3, 1).get("roi_heads.box_head.fc6.weight"));
    }

    @Test
    void stagesAreTakenOverWithoutThoseThatThereAreNotAndWithoutOtherClasses() {
        StateDict three = state(cascade(0.6, 0.7), 90, 1);
        StateDict after = loaded(cascade(0.55), ClassNames.of("a", "b", "c"), three);
        assertThat(after.get(SECOND)).isEqualTo(three.get(SECOND));
        assertThat(after.get("roi_heads.stage2.box_predictor.cls_score.bias").elements())
                .isEqualTo(4);
        assertThat(loaded(OPTIONS, ClassNames.of("a", "b", "c"), three).names())
                .isEqualTo(state(OPTIONS, 3, 2).names());
    }

    private static FasterRcnnOptions cascade(Double... ious) {
        return OPTIONS.withRoi(OPTIONS.roi().withCascade(List.of(ious)));
    }

    @Test
    void moreAnchorsAroundACellLeaveTheirPredictorsAsTheyWere() {
        FasterRcnnOptions denser = OPTIONS.withRpn(OPTIONS.rpn().withAnchors(SIX));
        assertThat(changedOnLoading(denser, Map.of())).isEqualTo(others(Set.of(PREDICTOR, LOGITS, DELTAS)));
    }

    @Test
    void asManyClassesOfOtherNamesAreOthers() {
        List<String> letters = List.of("a", "b");
        assertThat(same(OPTIONS, letters, Map.of()))
                .as("no names: taken for ours")
                .isTrue();
        assertThat(same(OPTIONS, letters, WeightsMetadata.of(ClassNames.of("a", "b"), OPTIONS)))
                .isTrue();
        assertThat(same(OPTIONS, letters, WeightsMetadata.of(ClassNames.of("b", "a"), OPTIONS)))
                .isFalse();
    }

    @Test
    void classesThatHaveGotOtherNamesSinceAreTheSame() {
        Map<String, String> said = WeightsMetadata.of(ClassNames.of("a", "b"), OPTIONS);
        StateDict weights = new StateDict(state(OPTIONS, 2, 1).tensors(), said);
        StateDict after = loaded(
                OPTIONS,
                ClassNames.of("a", "c"),
                new StartingWeights.FromFile(FILE, weights, Optional.of(ClassNames.of("a", "b"))));
        assertThat(after.tensors()).isEqualTo(weights.tensors());
        assertThat(same(OPTIONS, List.of("a", "c"), said)).isFalse();
    }

    @Test
    void anotherNetworkIsToldByItsFirstTensors() {
        FasterRcnnOptions other = DetectorModel.RESNET18_FPN.options();
        assertThatThrownBy(() -> changedOnLoading(other, Map.of()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("coco.pth: the weights do not fit the network")
                .hasMessageContaining("missing: backbone.body.layer1.1.conv1.weight [64, 64, 3, 3]")
                .hasMessageContaining("backbone.body.conv1.weight is [16, 3, 3, 3] in the file, [64, 3, 7, 7] in the");
    }

    @Test
    void whatTheWeightsSayIsAdoptedUnlessTheUserSaysOtherwise() {
        FasterRcnnOptions asked = DetectorModel.MOBILENET_V2_FPN.options();
        FasterRcnnOptions trained = asked.withRpn(asked.rpn().withAnchors(AnchorGenerator.onePerLevel(10, 20, 40, 80)))
                .withBackbone(asked.backbone()
                        .withPadding(Padding.SYMMETRIC)
                        .withBatchNormEpsilon(0)
                        .withTaps(Taps.STAGE_BEGIN)
                        .withTrainableLayers(1))
                .withRoi(asked.roi().withPooling(2, 1));
        Path file = written(trained);
        FasterRcnnOptions adopted = WeightsDescription.adopt(asked, file, key -> false);
        assertThat(adopted)
                .isEqualTo(trained.withBackbone(
                        trained.backbone().withTrainableLayers(asked.backbone().trainableLayers())));
        assertThat(WeightsDescription.adopt(asked, file, "detector.rpn.anchors"::equals))
                .isEqualTo(adopted.withRpn(asked.rpn()));
        assertThat(WeightsDescription.adopt(asked, file, "detector.backbone.padding"::equals)
                        .backbone()
                        .padding())
                .isEqualTo(Padding.SAME);
        assertThat(WeightsDescription.adopt(asked, file, "detector.backbone.taps"::equals)
                        .backbone()
                        .taps())
                .isEqualTo(Taps.STAGE_END);
        assertThat(WeightsDescription.adopt(asked, file, it -> it.startsWith("detector.roi"))
                        .roi())
                .isEqualTo(asked.roi());
    }

    @Test
    void whatSaysNothingOrIsNotThereChangesNothing() {
        Path file = folder.resolve("coco.pth");
        WeightsFile.write(file, coco);
        assertThat(WeightsDescription.adopt(OPTIONS, file, key -> false)).isEqualTo(OPTIONS);
        assertThat(WeightsDescription.adopt(OPTIONS, folder.resolve("none.pth"), key -> false))
                .isEqualTo(OPTIONS);
    }

    private Path written(FasterRcnnOptions trained) {
        Path file = folder.resolve("said.safetensors");
        WeightsFile.write(file, new StateDict(Map.of(), WeightsMetadata.of(ClassNames.of("a"), trained)));
        return file;
    }

    /** The modules of those tensors that loading brought from the file. */
    private Set<String> changedOnLoading(FasterRcnnOptions options, Map<String, String> metadata) {
        StateDict before = state(options, 3, 2);
        StateDict after = loaded(options, ClassNames.of("a", "b", "c"), new StateDict(coco.tensors(), metadata));
        Set<String> changed = new TreeSet<>();
        after.tensors().forEach((name, data) -> {
            if (coco.contains(name) && data.equals(coco.get(name)) && !data.equals(before.get(name))) {
                changed.add(name);
            } else {
                assertThat(data).as(name).isEqualTo(before.get(name));
            }
        });
        return changed;
    }

    /** The weights of the file whose numbers the seed decides, without those that begin with one of the words. */
    private Set<String> others(Set<String> beginnings) {
        StateDict other = state(OPTIONS, 90, 2);
        Set<String> names = new TreeSet<>();
        coco.tensors().forEach((name, data) -> {
            if (beginnings.stream().noneMatch(name::startsWith) && !data.equals(other.get(name))) {
                names.add(name);
            }
        });
        return names;
    }

    private static boolean same(FasterRcnnOptions options, List<String> names, Map<String, String> metadata) {
        StateDict weights = new StateDict(state(options, names.size(), 1).tensors(), metadata);
        StateDict after = loaded(options, new ClassNames(names), weights);
        String layer = PREDICTOR + ".cls_score.weight";
        return after.get(layer).equals(weights.get(layer));
    }

    private static StateDict loaded(FasterRcnnOptions options, ClassNames classes, StateDict weights) {
        return loaded(options, classes, new StartingWeights.FromFile(FILE, weights));
    }

    private static StateDict loaded(FasterRcnnOptions options, ClassNames classes, StartingWeights.FromFile from) {
        try (FasterRcnn detector = FasterRcnn.create(options, classes.count(), new Device("cpu"), 2)) {
            DetectorTransfer.load(detector, classes, from);
            return StateLoading.toStateDict(detector.parameters());
        }
    }

    private static StateDict state(FasterRcnnOptions options, int classes, long seed) {
        try (FasterRcnn detector = FasterRcnn.create(options, classes, new Device("cpu"), seed)) {
            return StateLoading.toStateDict(detector.parameters());
        }
    }
}
