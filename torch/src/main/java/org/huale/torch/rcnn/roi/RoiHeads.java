package org.huale.torch.rcnn.roi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.geometry.BoxMatching;
import org.huale.torch.loss.LossInputs;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.nn.Pyramid;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.rcnn.rpn.BoxCoder;
import org.huale.torch.rcnn.rpn.Proposals;
import org.jspecify.annotations.Nullable;

/**
 * Pools the proposed regions and says of each what it shows and where exactly; with further stages, again of the boxes that it
 * made of them. Source of the stages: Cai and Vasconcelos, Cascade R-CNN, CVPR 2018.
 */
public final class RoiHeads {
    private static final float[] NONE = new float[0];

    private final List<RoiStage> stages;
    private final List<BoxMatching> matchings; // of the stages after the first
    private final DetectionFilter filter;

    public RoiHeads(RoiOptions options, ParameterStore.Scope scope, int channels, int classes) {
        RegionPooling pooling = new RegionPooling(options);
        BoxHead.Sizes sizes = new BoxHead.Sizes(channels, options.pooledSize(), options.representationSize(), classes);
        stages = IntStream.rangeClosed(1, options.stages())
                .mapToObj(stage ->
                        new RoiStage(pooling, new BoxHead(of(scope, stage), sizes, options), BoxCoder.ofStage(stage)))
                .toList();
        matchings = options.cascade().stream()
                .map(Double::floatValue)
                .map(iou -> new BoxMatching(iou, iou, false))
                .toList();
        filter = new DetectionFilter(options.output(), classes, last(stages).coder());
    }

    /** The first has torchvision's names. */
    private static ParameterStore.Scope of(ParameterStore.Scope scope, int stage) {
        return stage == 1 ? scope : scope.at(name(stage));
    }

    /** The scope of a stage after the first, below that of the first. */
    public static String name(int stage) {
        return "stage" + stage;
    }

    /**
     * What each stage says of its regions beside what it should say: the first of those that were sampled, the others of the
     * boxes that the stage before made of what was proposed, without true boxes, as nothing is so well placed in detection.
     *
     * @param batch with the true boxes of each image
     */
    public List<LossInputs.Regions> matches(Pyramid pyramid, List<RegionTargets> sampled, List<TrainingExample> batch) {
        List<LossInputs.Regions> matches = new ArrayList<>();
        List<RegionTargets> targets = sampled;
        for (int i = 0; i < stages.size(); i++) {
            RoiStage stage = stages.get(i);
            RoiStage.Look look = stage.look(
                    pyramid, targets.stream().map(RegionTargets::boxes).toList());
            matches.add(RegionMatches.of(look.predictions(), targets, stage.coder()));
            if (i < matchings.size()) {
                targets = further(stage.refined(look, pyramid.sizes()), targets, batch, i);
            }
        }
        return matches;
    }

    private List<RegionTargets> further(
            List<float[]> refined, List<RegionTargets> before, List<TrainingExample> batch, int stage) {
        BoxCoder coder = stages.get(stage + 1).coder();
        return IntStream.range(0, batch.size())
                .mapToObj(image -> RegionTargets.all(
                        Arrays.copyOf(refined.get(image), 4 * before.get(image).proposed()),
                        batch.get(image),
                        matchings.get(stage),
                        coder))
                .toList();
    }

    /** What the stages before make of a batch. */
    public record Seen(Pyramid pyramid, List<Proposals> proposals, List<PreparedImage> images) {}

    /**
     * What is found. With several stages a region's probabilities are the mean of those that each stage gave it, of the box that
     * it was then; its box and its features are the last stage's, and the evidence names the proposal that it began as.
     */
    public List<Detections> detect(Seen seen, Set<EvidencePart> wanted) {
        List<RoiStage.Look> looks = looks(seen);
        RegionPredictions predictions = last(looks).predictions();
        List<float[]> regions = last(looks).regions();
        Tensor probabilities = meanProbabilities(looks);
        List<Detections> detections = new ArrayList<>();
        long from = 0;
        for (int i = 0; i < regions.size(); i++) {
            int count = regions.get(i).length / 4;
            detections.add(filter.of(
                    new DetectionFilter.Regions(
                            seen.proposals().get(i).boxes(),
                            regions.get(i),
                            floats(probabilities, from, count),
                            deltas(predictions, from, count),
                            wanted.contains(EvidencePart.VARIANCES) ? variances(predictions, from, count) : null,
                            wanted.contains(EvidencePart.FEATURES)
                                    ? floats(predictions.features(), from, count)
                                    : NONE),
                    seen.images().get(i),
                    wanted));
            from += count;
        }
        return detections;
    }

    /** Of each stage at the boxes of the one before. */
    private List<RoiStage.Look> looks(Seen seen) {
        Pyramid pyramid = seen.pyramid();
        List<RoiStage.Look> looks = new ArrayList<>();
        List<float[]> regions = seen.proposals().stream().map(Proposals::boxes).toList();
        for (RoiStage stage : stages) {
            if (!looks.isEmpty()) {
                regions = stages.get(looks.size() - 1).refined(last(looks), pyramid.sizes());
            }
            looks.add(stage.look(pyramid, regions));
        }
        return looks;
    }

    private static Tensor meanProbabilities(List<RoiStage.Look> looks) {
        Tensor sum = torch.softmax(looks.get(0).predictions().logits(), 1);
        for (RoiStage.Look further : looks.subList(1, looks.size())) {
            sum = sum.add(torch.softmax(further.predictions().logits(), 1));
        }
        return sum.div(new Scalar((double) looks.size()));
    }

    private static <T> T last(List<T> all) {
        return all.get(all.size() - 1);
    }

    /** Four numbers for each class, where the classes share their deltas too. */
    private static float[] deltas(RegionPredictions predictions, long from, int count) {
        float[] shared = floats(predictions.deltas(), from, count);
        int classes = (int) predictions.logits().size(1);
        if (shared.length == 4 * count * classes) {
            return shared;
        }
        float[] each = new float[4 * count * classes];
        for (int i = 0; i < count * classes; i++) {
            System.arraycopy(shared, 4 * (i / classes), each, 4 * i, 4);
        }
        return each;
    }

    private static float @Nullable [] variances(RegionPredictions predictions, long from, int count) {
        Tensor logVariances = predictions.logVariances();
        return logVariances == null ? null : floats(logVariances.exp(), from, count);
    }

    private static float[] floats(Tensor rows, long from, int count) {
        return Tensors.toFloats(rows.narrow(0, from, count));
    }
}
