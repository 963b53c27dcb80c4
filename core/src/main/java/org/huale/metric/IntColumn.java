package org.huale.metric;

import java.util.Arrays;

/** Whole numbers one after the other in a growing array. */
public final class IntColumn {
    private int[] values = new int[16];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1) + 16);
        }
        values[size++] = value;
    }

    public int get(int i) {
        return values[i];
    }

    void set(int i, int value) {
        values[i] = value;
    }

    /** Forgets all but the first. */
    void cut(int length) {
        size = length;
    }

    int size() {
        return size;
    }
}
