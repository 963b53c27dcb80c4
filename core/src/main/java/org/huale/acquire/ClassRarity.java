package org.huale.acquire;

import java.util.Arrays;
import org.huale.api.Stable;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;

/**
 * How rare each class is among the annotations known so far: the most frequent class has 1, one with n objects
 * {@code (most + 1) / (n + 1)}.
 */
@Stable
public final class ClassRarity {
    private final double[] weights;

    private ClassRarity(double[] weights) {
        this.weights = weights;
    }

    /** By the detector's classes; annotations of classes it does not know are passed over. */
    public static ClassRarity of(Dataset labeled, ClassNames classes) {
        long[] counts = ClassCounts.of(labeled, classes);
        long most = Arrays.stream(counts).max().orElse(0);
        return new ClassRarity(
                Arrays.stream(counts).mapToDouble(n -> (most + 1.0) / (n + 1.0)).toArray());
    }

    /** Each class's rarity to a power; 0 makes all classes equal. */
    public ClassRarity toThePower(double power) {
        return new ClassRarity(
                Arrays.stream(weights).map(it -> Math.pow(it, power)).toArray());
    }

    /** At least 1. */
    public double of(int classIndex) {
        return weights[classIndex];
    }

    /** The mean over the classes of a distribution without background; 1 where it is background only. */
    public double of(double[] p) {
        double sum = 0;
        double foreground = 0;
        for (int c = 1; c < p.length; c++) {
            sum += p[c] * weights[c - 1];
            foreground += p[c];
        }
        return foreground > 0 ? sum / foreground : 1;
    }
}
