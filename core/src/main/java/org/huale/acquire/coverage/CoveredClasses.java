package org.huale.acquire.coverage;

/**
 * The sum over the classes of ln(1 + count), of all that is annotated or taken. It is submodular: what an image adds never grows
 * as more are taken. Belongs to one thread.
 */
public final class CoveredClasses {
    private final double[] counts;

    /** @param counts of each class at first, {@code [K]}, at least 0 */
    public CoveredClasses(double[] counts) {
        this.counts = counts.clone();
    }

    /** What the counts of an image would add to the sum, at least 0. */
    public double gain(double[] image) {
        double gain = 0;
        for (int c = 0; c < counts.length; c++) {
            gain += gain(image, c);
        }
        return gain;
    }

    private double gain(double[] image, int c) {
        return Math.log1p(image[c] / (1 + counts[c]));
    }

    /** The class that an image would add most by, the first of equals; 0 where there is no class. */
    public int mostGained(double[] image) {
        int most = 0;
        for (int c = 1; c < counts.length; c++) {
            most = gain(image, c) > gain(image, most) ? c : most;
        }
        return most;
    }

    public double count(int classIndex) {
        return counts[classIndex];
    }

    public void take(double[] image) {
        for (int c = 0; c < counts.length; c++) {
            counts[c] += image[c];
        }
    }
}
