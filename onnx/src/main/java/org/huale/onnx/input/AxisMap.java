package org.huale.onnx.input;

/**
 * Where places of an image lie in the network's input along one axis.
 *
 * @param scale pixels of the input for each of the image
 * @param shift where the image begins
 */
public record AxisMap(double scale, double shift) {

    public float toInput(float place) {
        return (float) (place * scale + shift);
    }

    public float toOriginal(float place) {
        return (float) ((place - shift) / scale);
    }
}
