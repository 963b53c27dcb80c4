package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Device;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.AnchorFit;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.laws.LawSeeds;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.nn.BackboneOptions.Architecture;
import org.huale.torch.nn.Pyramid;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.rpn.AnchorGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorFittingTest {
    private static final FasterRcnnOptions DETECTOR = FasterRcnnOptions.mobileNetV2Fpn();
    private static final FasterRcnnOptions AUTO =
            DETECTOR.withRpn(DETECTOR.rpn().withAnchors(AnchorGenerator.auto()));
    private static final ImageSize SIZE = new ImageSize(500, 375);

    private final long seed = LawSeeds.fresh();
    private final SplittableRandom random = new SplittableRandom(seed);

    /** The twin lays out every anchor. */
    @Test
    void theBestIouIsThatOfAllAnchorsOnTheGrid() {
        Dataset images = images(40, 5, 300);
        ScaledBoxes boxes = scaled(images);
        double[] best = boxes.bestIous(DETECTOR.rpn().anchors()).get(0);
        for (int i = 0; i < best.length; i++) {
            assertThat(best[i]).as("seed %d", seed).isCloseTo(twin(boxes.boxes().get(i)), within(1e-5));
        }
        assertThat(best).hasSize(40);
    }

    private static double twin(ScaledBoxes.Scaled scaled) {
        ImageSize input = scaled.input();
        double best = 0;
        int[] strides = {8, 16, 32, 64};
        for (int level = 0; level < strides.length; level++) {
            ImageSize map = new ImageSize((int) Math.ceil((double) input.width() / strides[level]), (int)
                    Math.ceil((double) input.height() / strides[level]));
            float[] anchors = DETECTOR.rpn().anchors().anchors(level, map, input);
            for (int i = 0; i < anchors.length; i += 4) {
                Box anchor = new Box(anchors[i], anchors[i + 1], anchors[i + 2], anchors[i + 3]);
                best = Math.max(best, anchor.iou(scaled.box()));
            }
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMALL_RESNET", "RESNET18", "MOBILENET_V2", "MOBILENET_V3_LARGE"})
    void stridesAreThoseOfTheNetwork(Architecture architecture) {
        FasterRcnnOptions options = switch (architecture) {
            case SMALL_RESNET -> FasterRcnnOptions.smallResNetFpn();
            case MOBILENET_V2 -> DETECTOR;
            case MOBILENET_V3_LARGE -> FasterRcnnOptions.mobileNetV3Fpn320();
            default -> FasterRcnnOptions.resNetFpn(architecture);
        };
        ImageSize size = new ImageSize(128, 128);
        List<Integer> strides = TensorScope.get(() -> {
            try (FasterRcnn network = FasterRcnn.create(options, 1, new Device("cpu"), 1)) {
                Pyramid pyramid = network.pyramid(List.of(new PreparedImage(new float[3 * 128 * 128], size, size)));
                return pyramid.maps().stream()
                        .map(map -> (int) (128 / map.size(3)))
                        .toList();
            }
        });
        assertThat(options.backbone().strides()).isEqualTo(strides);
    }

    @Test
    void anchorsFitObjectsOfOneKind() {
        Dataset images = images(60, 25, 45);
        FasterRcnnOptions fitted = AnchorFitting.fitted(AUTO, scaled(images));
        assertThat(scaled(images).fitOf(fitted.rpn().anchors()).isGood())
                .as("seed %d", seed)
                .isTrue();
        assertThat(AnchorFitting.fitted(AUTO, scaled(images))).isEqualTo(fitted);
    }

    /** As platelets among red blood cells: the few small ones count as much as the many others. */
    @Test
    void aRareClassOfSmallObjectsIsNotGivenUp() {
        Dataset images = images(List.of(new Kind(400, 140, 160), new Kind(30, 30, 40)));
        AnchorFit fit = scaled(images)
                .fitOf(AnchorFitting.fitted(AUTO, scaled(images)).rpn().anchors());
        assertThat(fit.classes())
                .as("seed %d", seed)
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.share50()).isGreaterThan(0.9));
    }

    @Test
    void ofManyBoxesOfAClassAnEvenShareDecides() {
        ScaledBoxes boxes = scaled(images(List.of(new Kind(25, 20, 300), new Kind(4, 20, 300))));
        ScaledBoxes thinned = boxes.thinned(10);
        assertThat(thinned.classes()).extracting(it -> it.boxes().size()).containsExactly(10, 4);
        assertThat(thinned.classes().get(0).boxes())
                .isSubsetOf(boxes.classes().get(0).boxes())
                .doesNotHaveDuplicates()
                .contains(boxes.classes().get(0).boxes().get(0));
    }

    @Test
    void fewBoxesLeaveTheSizeOfTheInputToDecide() {
        FasterRcnnOptions none = AnchorFitting.fitted(AUTO, scaled(images(0, 1, 1)));
        assertThat(AnchorFitting.fitted(AUTO, scaled(images(1, 25, 45)))).isEqualTo(none);
        assertThat(AnchorFitting.fitted(AUTO, scaled(images(AnchorFitting.LEAST_BOXES - 1, 25, 45))))
                .isEqualTo(none);
        assertThat(AnchorFitting.fitted(AUTO, scaled(images(AnchorFitting.LEAST_BOXES, 25, 45))))
                .isNotEqualTo(none);
        assertThat(none.rpn().anchors().sizes())
                .isEqualTo(List.of(List.of(18, 26), List.of(36, 51), List.of(72, 102), List.of(145, 205)));
    }

    @Test
    void boxesOfOneShapeStillGiveThreeRatios() {
        List<Annotation> squares = IntStream.range(0, 30)
                .mapToObj(i -> Annotation.of(new Box(i, i, i + 40, i + 40), 0))
                .toList();
        Dataset images = new Dataset(
                "squares", ClassNames.of("a"), List.of(new ImageRecord(new ImageId("a"), Path.of("a"), SIZE, squares)));
        List<Double> ratios = AnchorFitting.fitted(AUTO, scaled(images))
                .rpn()
                .anchors()
                .aspectRatios()
                .get(0);
        assertThat(ratios).hasSize(3).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anchorsThatAreNamedStay() {
        assertThat(AnchorFitting.fitted(DETECTOR, scaled(images(60, 25, 45)))).isEqualTo(DETECTOR);
    }

    @Test
    void crowdsAndBoxesWithoutAreaDoNotCount() {
        List<Annotation> objects = List.of(
                new Annotation(new Box(0, 0, 10, 10), 0, false, true, 100), Annotation.of(new Box(5, 5, 5, 9), 0));
        Dataset images = new Dataset(
                "odd", ClassNames.of("a"), List.of(new ImageRecord(new ImageId("a"), Path.of("a"), SIZE, objects)));
        assertThat(scaled(images).boxes()).isEmpty();
    }

    @Test
    void autoIsAWordOfConfigurationsAndComesBackFromJson() {
        FasterRcnnOptions options =
                new Settings().assignment("rpn.anchors=auto").into(DETECTOR);
        assertThat(options).isEqualTo(AUTO);
        assertThat(ConfigJson.read(ConfigJson.write(AUTO), FasterRcnnOptions.class))
                .isEqualTo(AUTO);
        assertThatThrownBy(
                        () -> new Settings().assignment("rpn.anchors=automatic").into(DETECTOR))
                .hasMessageContaining("automatic is not one of [auto]");
    }

    @Test
    void noNetworkIsMadeBeforeAnchorsAreFitted() {
        assertThatThrownBy(() -> FasterRcnn.create(AUTO, 1, new Device("cpu"), 1))
                .hasMessageContaining("needs anchors that were fitted, got auto");
    }

    private static ScaledBoxes scaled(Dataset images) {
        return ScaledBoxes.of(images, DETECTOR, it -> !it.crowd());
    }

    /** So many objects of a class, of sides between two lengths. */
    private record Kind(int count, int least, int most) {}

    private Dataset images(int count, int least, int most) {
        return images(List.of(new Kind(count, least, most)));
    }

    /** Images with a box each, anywhere; a class for each kind. */
    private Dataset images(List<Kind> kinds) {
        List<ImageRecord> images = new ArrayList<>();
        for (int label = 0; label < kinds.size(); label++) {
            for (int i = 0; i < kinds.get(label).count(); i++) {
                ImageId id = new ImageId("image-" + label + "-" + i);
                images.add(new ImageRecord(
                        id, Path.of(id.value()), SIZE, List.of(Annotation.of(box(kinds.get(label)), label))));
            }
        }
        List<String> names =
                IntStream.range(0, kinds.size()).mapToObj(i -> "class-" + i).toList();
        return new Dataset("boxes", new ClassNames(names), images);
    }

    private Box box(Kind kind) {
        double width = kind.least() + (kind.most() - kind.least()) * random.nextDouble();
        double height = kind.least() + (kind.most() - kind.least()) * random.nextDouble();
        return Box.ofXywh((500 - width) * random.nextDouble(), (375 - height) * random.nextDouble(), width, height);
    }
}
