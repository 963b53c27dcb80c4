package org.huale.onnx.input;

import java.util.List;
import org.huale.image.Image;
import org.huale.onnx.options.Colours;

/** What the values 0 to 255 of each channel of the network become, and which channel of an image it takes. */
final class ColourTables {
    static final int CHANNELS = 3;

    private final Colours colours;
    private final int[] sources;
    private final float[][] tables = new float[CHANNELS][256];

    ColourTables(Colours colours) {
        this.colours = colours;
        this.sources = colours.order() == Colours.Order.RGB ? new int[] {0, 1, 2} : new int[] {2, 1, 0};
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int value = 0; value < 256; value++) {
                tables[channel][value] = normalised(channel, value);
            }
        }
    }

    private float normalised(int channel, double value) {
        return (float) ((value * colours.scale() - colours.mean().get(channel))
                / colours.deviation().get(channel));
    }

    /** What colours of the network's channels become. */
    float[] normalised(List<Double> channels) {
        float[] values = new float[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            values[channel] = normalised(channel, channels.get(channel));
        }
        return values;
    }

    /** Of a pixel of an image, counted line by line. */
    float at(Image image, int pixel, int channel) {
        return tables[channel][image.rgb()[pixel * CHANNELS + sources[channel]] & 0xFF];
    }
}
