package org.huale.onnx.input;

import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/** An image that was resized to whole values of 0 to 255. */
record WholeValues(Image image, ColourTables colours) implements ScaledImage {

    @Override
    public ImageSize size() {
        return image.size();
    }

    @Override
    public void copyRow(int y, int channel, float[] values, int to, int step) {
        int from = y * image.width();
        for (int x = 0; x < image.width(); x++) {
            values[to + x * step] = colours.at(image, from + x, channel);
        }
    }
}
