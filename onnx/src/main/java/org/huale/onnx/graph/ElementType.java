package org.huale.onnx.graph;

import java.util.Arrays;
import java.util.Optional;

/** What a tensor holds, with ONNX's number for it. */
public enum ElementType {
    FLOAT(1),
    UINT8(2),
    INT8(3),
    UINT16(4),
    INT16(5),
    INT32(6),
    INT64(7),
    STRING(8),
    BOOL(9),
    FLOAT16(10),
    DOUBLE(11),
    UINT32(12),
    UINT64(13),
    BFLOAT16(16);

    private final int number;

    ElementType(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** Empty for a number that means none of these. */
    public static Optional<ElementType> of(long number) {
        return Arrays.stream(values()).filter(it -> it.number == number).findFirst();
    }

    /** Whether it holds numbers with a fraction. */
    public boolean isReal() {
        return this == FLOAT || this == FLOAT16 || this == DOUBLE || this == BFLOAT16;
    }

    /** Whether it holds whole numbers. */
    public boolean isWhole() {
        return !isReal() && this != STRING && this != BOOL;
    }
}
