package org.huale.onnx.input;

/**
 * An image as a network takes it.
 *
 * @param values the numbers of the whole input, in its layout; owned by the record
 * @param placement where the image lies in it
 */
@SuppressWarnings("ArrayRecordComponent") // copied into a batch and dropped
public record PreparedImage(float[] values, Placement placement) {}
