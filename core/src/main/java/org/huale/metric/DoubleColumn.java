package org.huale.metric;

import java.util.Arrays;

/** Numbers one after the other in a growing array. */
public final class DoubleColumn {
    private double[] values = new double[16];
    private int size;

    public void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1) + 16);
        }
        values[size++] = value;
    }

    public double get(int i) {
        return values[i];
    }

    void set(int i, double value) {
        values[i] = value;
    }

    /** Forgets all but the first. */
    void cut(int length) {
        size = length;
    }

    public int size() {
        return size;
    }
}
