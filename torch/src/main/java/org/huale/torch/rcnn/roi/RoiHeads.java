package org.huale.torch.rcnn.roi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.torch.loss.LossInputs;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.nn.Pyramid;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.rpn.Proposals;
import org.jspecify.annotations.Nullable;

/** Pools the proposed regions and says of each what it shows and where exactly. */
public final class RoiHeads {
    private static final float[] NONE = new float[0];

    private final RegionPooling pooling;
    private final BoxHead head;
    private final DetectionFilter filter;

    public RoiHeads(RoiOptions options, ParameterStore.Scope scope, int channels, int classes) {
        pooling = new RegionPooling(options);
        head = new BoxHead(
                scope,
                new BoxHead.Sizes(channels, options.pooledSize(), options.representationSize(), classes),
                options);
        filter = new DetectionFilter(options.output(), classes);
    }

    public LossInputs.Regions matches(Pyramid pyramid, List<RegionTargets> targets) {
        List<float[]> regions = targets.stream().map(RegionTargets::boxes).toList();
        RegionPredictions predictions = head.of(pooling.of(pyramid.maps(), regions, pyramid.padded()));
        return RegionMatches.of(predictions, targets);
    }

    /** What the stages before make of a batch. */
    public record Seen(Pyramid pyramid, List<Proposals> proposals, List<PreparedImage> images) {}

    public List<Detections> detect(Seen seen, Set<EvidencePart> wanted) {
        Pyramid pyramid = seen.pyramid();
        List<float[]> regions = seen.proposals().stream().map(Proposals::boxes).toList();
        RegionPredictions predictions = head.of(pooling.of(pyramid.maps(), regions, pyramid.padded()));
        Tensor probabilities = torch.softmax(predictions.logits(), 1);
        List<Detections> detections = new ArrayList<>();
        long from = 0;
        for (int i = 0; i < regions.size(); i++) {
            int count = seen.proposals().get(i).count();
            detections.add(filter.of(
                    new DetectionFilter.Regions(
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
