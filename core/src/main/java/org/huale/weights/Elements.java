package org.huale.weights;

import java.nio.ByteBuffer;

/** Numbers out of little-endian bytes. */
final class Elements {

    private Elements() {}

    /** Element {@code index} of a little-endian buffer that starts with element 0. */
    static double asDouble(ElementType type, ByteBuffer data, int index) {
        int at = index * type.bytes();
        return switch (type) {
            case FLOAT64 -> data.getDouble(at);
            case FLOAT32 -> data.getFloat(at);
            case FLOAT16 -> half(data.getShort(at));
            case BFLOAT16 -> Float.intBitsToFloat(data.getShort(at) << 16);
            case INT64 -> data.getLong(at);
            case INT32 -> data.getInt(at);
            case INT16 -> data.getShort(at);
            case INT8 -> data.get(at);
            case UINT8 -> Byte.toUnsignedInt(data.get(at));
            case BOOL -> data.get(at) == 0 ? 0 : 1;
        };
    }

    /** The nearest binary16, ties to even: above the fraction's ten bits a carry runs into the exponent. */
    static short halfOf(float value) {
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        double magnitude = Math.abs((double) value);
        return (short) (sign | (Double.isNaN(magnitude) ? 0x7e00 : magnitude(magnitude)));
    }

    private static int magnitude(double value) {
        if (value >= 65520) { // halfway from the largest to what would follow
            return 0x7c00;
        }
        int exponent = Math.max(-14, Math.getExponent(value));
        int fraction = (int) Math.rint(Math.scalb(value, 10 - exponent)); // with the leading bit, but for subnormals
        return ((exponent + 14) << 10) + fraction;
    }

    /** IEEE 754 binary16: one sign bit, five of exponent (bias 15), ten of fraction. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude = switch (exponent) {
            case 0 -> Math.scalb((double) fraction, -24); // subnormal
            case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb(1024.0 + fraction, exponent - 25);
        };
        return bits < 0 ? -magnitude : magnitude;
    }
}
