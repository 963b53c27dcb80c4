package org.huale.torch.rcnn.roi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Device;
import org.huale.dataset.ImageId;
import org.huale.geometry.Box;
import org.huale.geometry.BoxMatching;
import org.huale.geometry.ImageSize;
import org.huale.laws.LawSeeds;
import org.huale.torch.golden.FormulaImage;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.rcnn.rpn.BoxCoder;
import org.huale.torch.rcnn.rpn.Proposals;
import org.huale.torch.rcnn.rpn.RegionSampler;
import org.huale.torch.rcnn.rpn.RpnOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stages are trained on: regions that were sampled, and boxes that were made of them. */
class RegionTargetsTest {
    private static final ImageSize SIZE = new ImageSize(96, 64);
    private static final float[] TRUTH = {10, 10, 40, 40, 50, 5, 90, 60};

    private final long seed = LawSeeds.fresh();

    @ParameterizedTest
    @ValueSource(ints = {16, 1000})
    void trueBoxesComeAfterWhatWasProposed(int perImage) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] proposed = boxes(random, 40);
        RegionTargets targets = RegionTargets.sample(
                new Proposals(proposed, new float[40]),
                example(),
                new RegionTargets.Sampling(
                        new BoxMatching(0.5f, 0.5f, false), RegionSampler.random(new RpnOptions.Sampling(perImage, 1))),
                random);

        int count = targets.labels().length;
        assertThat(count).isEqualTo(Math.min(perImage, 40 + 2));
        for (int i = 0; i < count; i++) {
            float[] box = Arrays.copyOfRange(targets.boxes(), 4 * i, 4 * i + 4);
            assertThat(holds(proposed, box)).as("region %d, seed %d", i, seed).isEqualTo(i < targets.proposed());
            assertThat(holds(TRUTH, box)).as("region %d, seed %d", i, seed).isEqualTo(i >= targets.proposed());
        }
    }

    @Test
    void allRegionsAreMatchedByTheIouOfTheirStage() {
        float[] regions = boxes(new SplittableRandom(seed), 200);
        BoxCoder coder = BoxCoder.ofStage(2);
        RegionTargets targets = RegionTargets.all(regions, example(), new BoxMatching(0.6f, 0.6f, false), coder);

        assertThat(targets.proposed()).isEqualTo(200);
        assertThat(targets.boxes()).isEqualTo(regions);
        for (int i = 0; i < 200; i++) {
            int best = iou(regions, i, 0) >= iou(regions, i, 1) ? 0 : 1;
            double iou = iou(regions, i, best);
            if (Math.abs(iou - 0.6) > 1e-5) {
                assertThat(targets.labels()[i]).as("IoU %s, seed %d", iou, seed).isEqualTo(iou > 0.6 ? best + 1 : 0);
            }
            if (targets.labels()[i] > 0) {
                float[] box = new float[4];
                coder.decode(targets.deltas(), 4 * i, regions, i, box, 0);
                assertThat(box)
                        .containsExactly(Arrays.copyOfRange(TRUTH, 4 * best, 4 * best + 4), Offset.offset(1e-3f));
            }
        }
    }

    @Test
    void deltasOfLaterStagesAreFiner() {
        assertThat(BoxCoder.ofStage(1)).isEqualTo(BoxCoder.REGIONS);
        assertThat(BoxCoder.ofStage(2)).isEqualTo(new BoxCoder(20, 10));
        assertThat(BoxCoder.ofStage(3)).isEqualTo(new BoxCoder(30, 15));
    }

    @Test
    void aRegionBecomesTheBoxThatItsDeltasMakeInsideItsImage() {
        float[] regions = {20, 20, 40, 30, 70, 40, 94, 62, 10, 10, 20, 20};
        float[] deltas = {2, -4, 0, 0, 20, 20, 10, 10, Float.NaN, 0, 0, 0};
        List<float[]> refined = refined(List.of(Arrays.copyOf(regions, 4), Arrays.copyOfRange(regions, 4, 12)), deltas);

        assertThat(refined.get(0)).containsExactly(new float[] {22, 18, 42, 28}, Offset.offset(1e-4f)); // 20 by 2/20
        assertThat(refined.get(1)[2]).as("clipped to the width").isEqualTo(96);
        assertThat(refined.get(1)[3]).as("clipped to the height").isEqualTo(64);
        assertThat(Arrays.copyOfRange(refined.get(1), 4, 8))
                .as("what makes no box leaves the region")
                .containsExactly(10, 10, 20, 20);
    }

    private static List<float[]> refined(List<float[]> regions, float[] deltas) {
        RoiOptions options = RoiOptions.defaults(1).withCascade(List.of(0.6));
        try (ParameterStore store = new ParameterStore(new Device("cpu"), 1)) {
            BoxHead head = new BoxHead(store.at("roi_heads"), new BoxHead.Sizes(2, 7, 8, 1), options);
            RoiStage stage = new RoiStage(new RegionPooling(options), head, BoxCoder.ofStage(2));
            return TensorScope.withoutGradient(() -> stage.refined(
                    new RoiStage.Look(
                            regions,
                            new RegionPredictions(
                                    Tensors.zeros(3, 2), Tensors.boxes(deltas), null, Tensors.zeros(3, 8))),
                    List.of(SIZE, SIZE)));
        }
    }

    /** Near the true boxes in turn. */
    private static float[] boxes(SplittableRandom random, int count) {
        float[] boxes = new float[4 * count];
        for (int i = 0; i < count; i++) {
            for (int side = 0; side < 4; side++) {
                float near = TRUTH[4 * (i % 2) + side] + (float) random.nextDouble(-9, 9);
                boxes[4 * i + side] = Math.max(0, Math.min(near, side % 2 == 0 ? 96 : 64));
            }
        }
        return boxes;
    }

    private static double iou(float[] boxes, int i, int truth) {
        return box(boxes, i).iou(box(TRUTH, truth));
    }

    private static Box box(float[] flat, int i) {
        return new Box(flat[4 * i], flat[4 * i + 1], flat[4 * i + 2], flat[4 * i + 3]);
    }

    private static boolean holds(float[] boxes, float[] wanted) {
        for (int i = 0; i < boxes.length / 4; i++) {
            if (Arrays.equals(Arrays.copyOfRange(boxes, 4 * i, 4 * i + 4), wanted)) {
                return true;
            }
        }
        return false;
    }

    private static TrainingExample example() {
        PreparedImage image = new ImageTransform(ImageTransformOptions.of(64, 96)).of(FormulaImage.of(1, 96, 64));
        return new TrainingExample(new ImageId("a"), image, TRUTH, new int[] {0, 1});
    }
}
