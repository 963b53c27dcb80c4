package org.huale.torch.companion;

import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.detect.companion.ClassQuality;
import org.huale.geometry.Box;
import org.huale.torch.loss.LossInputs;
import org.huale.torch.loss.Moment;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.rcnn.TrainingPass;
import org.huale.torch.train.CompanionTraining;
import org.huale.weights.StateDict;

/**
 * Follows how well each class is detected: the running mean of {@code p^xi IoU^(1 - xi)} over the sampled regions that show
 * an object, with p the probability of its class and the IoU of the box that was made of the region. Source: Yang et al.,
 * Plug and Play Active Learning for Object Detection, CVPR 2024.
 */
final class ClassQualityTraining implements CompanionTraining {
    static final String QUALITY = "quality";
    private static final String MOMENTUM = "momentum";
    private static final String BEGINNING = "beginning";

    private final ClassQuality options;
    private final ParameterStore state;
    private final Tensor quality;
    private final Tensor momentum;
    private final Tensor beginning;
    private Running next = new Running(new float[0], new float[0], new float[0]);

    /** The running numbers of all classes, as the last batch leaves them. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Running(float[] quality, float[] momentum, float[] beginning) {}

    ClassQualityTraining(ClassQuality options, ParameterStore state, int classes) {
        this.options = options;
        this.state = state;
        ParameterStore.Scope scope = new ParameterStore.Scope(state, "");
        this.quality = scope.buffer(QUALITY, 0, classes);
        this.momentum = scope.buffer(MOMENTUM, (float) options.momentum(), classes);
        this.beginning = scope.buffer(BEGINNING, 1, classes);
    }

    @Override
    public String name() {
        return options.name();
    }

    @Override
    public Optional<Tensor> follow(TrainingPass pass, Moment moment) {
        Seen seen = seen(pass.inputs());
        next = TensorScope.withoutGradient(() -> updated(seen));
        return Optional.empty();
    }

    /** For each class the mean quality of its regions in the batch of all processes, and their number. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Seen(float[] means, long[] counts) {}

    private Seen seen(LossInputs inputs) {
        int classes = Math.toIntExact(quality.size(0));
        double[] sums = new double[classes];
        long[] numbers = new long[classes];
        Found found = Found.of(inputs.regions());
        for (int i = 0; i < found.count(); i++) {
            sums[found.classOf(i)] +=
                    Math.pow(found.probability(i), options.xi()) * Math.pow(found.iou(i), 1 - options.xi());
            numbers[found.classOf(i)]++;
        }
        double[] whole = inputs.whole().part().sums(sums);
        long[] counts = inputs.whole().part().counts(numbers);
        float[] means = new float[classes];
        for (int c = 0; c < classes; c++) {
            means[c] = counts[c] == 0 ? 0 : (float) (whole[c] / counts[c]);
        }
        return new Seen(means, counts);
    }

    private Running updated(Seen seen) {
        float[] means = seen.means();
        float[] old = Tensors.toFloats(quality);
        float[] kept = Tensors.toFloats(momentum);
        float[] left = Tensors.toFloats(beginning);
        for (int c = 0; c < means.length; c++) {
            if (options.fadeAbsent()) {
                old[c] = kept[c] * old[c] + (1 - kept[c]) * means[c];
                kept[c] = (float) (means[c] > 0 ? options.momentum() : kept[c] * options.momentum());
            } else if (seen.counts()[c] > 0) {
                old[c] = kept[c] * old[c] + (1 - kept[c]) * means[c];
                left[c] *= kept[c];
            }
        }
        return new Running(old, kept, left);
    }

    @Override
    public Map<String, Double> figures() {
        float[] now = corrected(options, next.quality(), next.beginning());
        double sum = 0;
        for (float value : now) {
            sum += value;
        }
        return Map.of("mean", sum / Math.max(1, now.length));
    }

    @Override
    public Map<String, Double> step(double factor, long iteration) {
        TensorScope.runWithoutGradient(() -> {
            put(quality, next.quality());
            put(momentum, next.momentum());
            put(beginning, next.beginning());
        });
        return Map.of();
    }

    private static void put(Tensor into, float[] values) {
        into.copy_(Tensors.of(values, values.length));
    }

    /** The qualities that training left, one for each class. */
    static float[] noted(ClassQuality options, StateDict weights) {
        float[] quality = weights.get(QUALITY).toFloats();
        return options.corrected()
                ? corrected(options, quality, weights.get(BEGINNING).toFloats())
                : quality;
    }

    /** 0 of a class that was never seen. */
    private static float[] corrected(ClassQuality options, float[] quality, float[] beginning) {
        float[] corrected = quality.clone();
        for (int c = 0; options.corrected() && c < quality.length; c++) {
            corrected[c] = beginning[c] < 1 ? Math.min(1, quality[c] / (1 - beginning[c])) : 0;
        }
        return corrected;
    }

    @Override
    public Map<String, Tensor> state() {
        return CompanionState.of(state, Map.of());
    }

    @Override
    public StateDict weights() {
        return Companions.weights(state, options);
    }

    @Override
    public void close() {
        state.close();
    }

    /** The sampled regions that show an object. */
    @SuppressWarnings("ArrayRecordComponent") // copied once from tensors
    private record Found(long[] labels, float[] probabilities, float[] boxes, float[] truth) {

        static Found of(LossInputs.Regions regions) {
            return TensorScope.withoutGradient(() -> {
                LossInputs.Positives positives = regions.positives();
                Tensor labels = regions.labels().index_select(0, positives.rows());
                Tensor probabilities = torch.softmax(regions.logits().index_select(0, positives.rows()), 1);
                return new Found(
                        Tensors.toLongs(labels),
                        Tensors.toFloats(probabilities.gather(1, labels.reshape(-1, 1))),
                        Tensors.toFloats(positives.decoder().boxes(positives.deltas())),
                        Tensors.toFloats(positives.decoder().boxes(positives.targets())));
            });
        }

        int count() {
            return labels.length;
        }

        int classOf(int i) {
            return (int) labels[i] - 1;
        }

        double probability(int i) {
            return probabilities[i];
        }

        /** NaN where a box is not finite, as where the training diverges; the figures say so then. */
        double iou(int i) {
            return isFinite(boxes, i) && isFinite(truth, i) ? box(boxes, i).iou(box(truth, i)) : Double.NaN;
        }

        private static boolean isFinite(float[] flat, int i) {
            return Float.isFinite(flat[4 * i])
                    && Float.isFinite(flat[4 * i + 1])
                    && Float.isFinite(flat[4 * i + 2])
                    && Float.isFinite(flat[4 * i + 3]);
        }

        /** Boxes are relative to their regions, which shift and stretch both alike. */
        private static Box box(float[] flat, int i) {
            return new Box(flat[4 * i], flat[4 * i + 1], flat[4 * i + 2], flat[4 * i + 3]);
        }
    }
}
