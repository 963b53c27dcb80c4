package org.huale.torch.golden;

import java.util.LinkedHashMap;
import java.util.Map;

/** What every parameter and buffer of a golden model holds: a function of its torchvision name and shape alone. */
public final class FormulaWeights {
    private static final Map<String, Double> GAINS = gains();

    private FormulaWeights() {}

    /**
     * The values in row-major order: with two or more axes uniform with variance {@code gain^2 / fanIn}; scales and
     * variances of batch norm in [0.75, 1.25); biases and means in [-0.1, 0.1).
     */
    public static float[] values(String name, long... shape) {
        Draws draws = Draws.of(name);
        float[] out = new float[Math.toIntExact(product(shape, 0))];
        double bound = shape.length >= 2 ? Math.sqrt(3.0 / product(shape, 1)) : 0.1;
        double gain = shape.length >= 2 ? gain(name) : 1;
        boolean aroundOne = shape.length < 2 && (name.endsWith("weight") || name.endsWith("running_var"));
        for (int i = 0; i < out.length; i++) {
            double u = draws.unit(i);
            out[i] = (float) (aroundOne ? 0.75 + 0.5 * u : (2 * u - 1) * bound * gain);
        }
        return out;
    }

    /** {@code 2u - 1} in row-major order: the feature maps and gradients of the RoIAlign goldens. */
    public static float[] signed(String name, long... shape) {
        Draws draws = Draws.of(name);
        float[] out = new float[Math.toIntExact(product(shape, 0))];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) (2 * draws.unit(i) - 1);
        }
        return out;
    }

    private static double gain(String name) {
        return GAINS.entrySet().stream()
                .filter(entry -> name.contains(entry.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static Map<String, Double> gains() {
        Map<String, Double> gains = new LinkedHashMap<>(); // the first text that the name contains decides
        gains.put("conv3.weight", 0.5);
        gains.put(".block.", 1.34);
        gains.put("fpn.", 0.5);
        gains.put("cls_logits", 0.5);
        gains.put("cls_score", 0.7);
        gains.put("bbox_pred", 0.5);
        gains.put("", 1.4);
        return gains;
    }

    private static long product(long[] shape, int from) {
        long product = 1;
        for (int i = from; i < shape.length; i++) {
            product *= shape[i];
        }
        return product;
    }
}
