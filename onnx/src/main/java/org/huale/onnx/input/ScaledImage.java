package org.huale.onnx.input;

import org.huale.geometry.ImageSize;

/** An image in its new size, whose values are those that the network takes. */
interface ScaledImage {

    ImageSize size();

    /**
     * Writes a row of one of the network's channels.
     *
     * @param to where its first value goes
     * @param step from there to the next
     */
    void copyRow(int y, int channel, float[] values, int to, int step);
}
