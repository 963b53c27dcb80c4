package org.huale.weights;

import java.util.Arrays;
import java.util.Optional;

/** The kind of number a tensor holds, with its names in the two file formats. */
public enum ElementType {
    FLOAT64(8, "F64", "DoubleStorage"),
    FLOAT32(4, "F32", "FloatStorage"),
    FLOAT16(2, "F16", "HalfStorage"),
    BFLOAT16(2, "BF16", "BFloat16Storage"),
    INT64(8, "I64", "LongStorage"),
    INT32(4, "I32", "IntStorage"),
    INT16(2, "I16", "ShortStorage"),
    INT8(1, "I8", "CharStorage"),
    UINT8(1, "U8", "ByteStorage"),
    BOOL(1, "BOOL", "BoolStorage");

    private final int bytes;
    private final String safetensorsName;
    private final String storageClass;

    ElementType(int bytes, String safetensorsName, String storageClass) {
        this.bytes = bytes;
        this.safetensorsName = safetensorsName;
        this.storageClass = storageClass;
    }

    /** Size of one element. */
    public int bytes() {
        return bytes;
    }

    String safetensorsName() {
        return safetensorsName;
    }

    /** Name of the class in the Python package {@code torch}. */
    String storageClass() {
        return storageClass;
    }

    static Optional<ElementType> ofSafetensorsName(String name) {
        return Arrays.stream(values())
                .filter(type -> type.safetensorsName.equals(name))
                .findFirst();
    }
}
