package org.huale.torch.loss;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.golden.Golden;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;

/** What a detector might say of some regions, as plain numbers, and what a loss makes of it. */
record LossCase(Map<String, float[]> numbers, long[] labels, int classes) {
    private static final String[] LEAVES = {"logits", "deltas", "log_variances", "objectness", "proposals"};

    /** What came out, by name. */
    record Results(Map<String, float[]> values) {

        float value(String name) {
            return all(name)[0];
        }

        float[] all(String name) {
            return Objects.requireNonNull(values.get(name), name);
        }

        boolean finite() {
            for (float[] numbers : values.values()) {
                for (float number : numbers) {
                    if (!Float.isFinite(number)) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    float[] all(String name) {
        return Objects.requireNonNull(numbers.get(name), name);
    }

    /** That of the golden file. */
    static LossCase of(Golden golden) {
        Map<String, float[]> numbers = new LinkedHashMap<>();
        for (String name : LEAVES) {
            numbers.put(name, golden.floats(name));
        }
        numbers.put("targets", golden.floats("targets"));
        return new LossCase(
                numbers, Arrays.stream(golden.ints("labels")).asLongStream().toArray(), 4);
    }

    /** The first regions of this case, none of which shows an object. */
    LossCase background(int regions) {
        Map<String, float[]> none = new LinkedHashMap<>(numbers);
        none.put("logits", Arrays.copyOf(all("logits"), regions * (classes + 1)));
        none.put("deltas", new float[0]);
        none.put("targets", new float[0]);
        none.put("log_variances", new float[0]);
        none.put("proposals", new float[1]);
        return new LossCase(none, new long[regions], classes);
    }

    LossCase with(String name, float... changed) {
        Map<String, float[]> other = new LinkedHashMap<>(numbers);
        other.put(name, changed);
        return new LossCase(other, labels, classes);
    }

    /** Total under {@code total}, terms by name, gradients under {@code gradient.} and the input's name. */
    Results results(LossOptions options, Moment moment) {
        try (RcnnLoss loss = options.open(new Device("cpu"))) {
            return results(loss, moment);
        }
    }

    Results results(RcnnLoss loss, Moment moment) {
        return TensorScope.get(() -> {
            Map<String, Tensor> leaves = leaves();
            LossTerms terms = loss.of(inputs(leaves), moment);
            terms.total().backward();
            Map<String, float[]> results = new LinkedHashMap<>();
            terms.named().forEach((name, tensor) -> results.put(name, Tensors.toFloats(tensor)));
            results.put("total", Tensors.toFloats(terms.total()));
            leaves.forEach((name, tensor) -> {
                Tensor gradient = tensor.grad();
                results.put(
                        "gradient." + name,
                        gradient.defined() ? Tensors.toFloats(gradient) : new float[all(name).length]);
            });
            return new Results(results);
        });
    }

    double total(LossOptions options) {
        return results(options, Moment.start()).value("total");
    }

    private Map<String, Tensor> leaves() {
        Map<String, Tensor> leaves = new LinkedHashMap<>();
        for (String name : LEAVES) {
            float[] values = all(name);
            Tensor leaf = switch (name) {
                case "logits" -> Tensors.of(values, labels.length, classes + 1L);
                case "deltas", "log_variances" -> Tensors.boxes(values);
                default -> Tensors.of(values);
            };
            leaves.put(name, leaf.set_requires_grad(true));
        }
        return leaves;
    }

    private LossInputs inputs(Map<String, Tensor> leaves) {
        long[] rows = LongStream.range(0, labels.length)
                .filter(i -> labels[(int) i] > 0)
                .toArray();
        LossInputs.Positives positives = new LossInputs.Positives(
                Tensors.of(rows, rows.length),
                get(leaves, "deltas"),
                Tensors.boxes(all("targets")),
                get(leaves, "log_variances"),
                LossCase::boxes);
        return new LossInputs(
                new LossInputs.Regions(get(leaves, "logits"), Tensors.of(labels, labels.length), positives),
                new LossInputs.Anchors(get(leaves, "objectness"), get(leaves, "proposals")));
    }

    private static Tensor get(Map<String, Tensor> leaves, String name) {
        return Objects.requireNonNull(leaves.get(name));
    }

    /** The decoder of regions, written down once more. */
    private static Tensor boxes(Tensor deltas) {
        Tensor x = deltas.select(1, 0).div(new Scalar(10.0));
        Tensor y = deltas.select(1, 1).div(new Scalar(10.0));
        Tensor w = deltas.select(1, 2).div(new Scalar(5.0)).exp().div(new Scalar(2.0));
        Tensor h = deltas.select(1, 3).div(new Scalar(5.0)).exp().div(new Scalar(2.0));
        return torch.stack(new TensorVector(x.sub(w), y.sub(h), x.add(w), y.add(h)), 1);
    }
}
