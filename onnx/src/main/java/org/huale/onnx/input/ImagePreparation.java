package org.huale.onnx.input;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.onnx.options.Colours;
import org.huale.onnx.options.Fit;
import org.huale.onnx.options.InputOptions;
import org.huale.onnx.options.InputOptions.Layout;

/**
 * Makes images ready: resized to whole values of 0 to 255, as the programs do it that networks were trained by, then
 * normalised, then padded. Safe for use by many threads.
 */
public final class ImagePreparation {
    private static final int CHANNELS = 3;

    private final Fitting fitting;
    private final Fit.Sampling sampling;
    private final Layout layout;
    private final int[] sources;
    private final float[][] tables = new float[CHANNELS][256];
    private final float[] padding = new float[CHANNELS];

    /**
     * @param metadataSize width and height that the model names for open sides, if it does
     * @throws IllegalArgumentException where a size is needed that nothing names
     */
    public ImagePreparation(ImageInput input, InputOptions options, Optional<ImageSize> metadataSize) {
        this.fitting = fitting(input, options.fit(), metadataSize);
        this.sampling = options.fit().sampling();
        this.layout = input.layout();
        this.sources = options.colours().order() == Colours.Order.RGB ? new int[] {0, 1, 2} : new int[] {2, 1, 0};
        List<Double> around = options.fit().padding().colour();
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int value = 0; value < 256; value++) {
                tables[channel][value] = normalised(options.colours(), channel, value);
            }
            padding[channel] = normalised(options.colours(), channel, around.get(channel));
        }
    }

    private static Fitting fitting(ImageInput input, Fit fit, Optional<ImageSize> metadataSize) {
        if (input.width() > 0 && input.height() > 0) {
            return new Fitting(fit, input.width(), input.height(), true);
        }
        boolean needed = fit.mode() == Fit.Mode.LETTERBOX || fit.mode() == Fit.Mode.STRETCH;
        ImageSize said = fit.size() == null
                ? metadataSize.orElse(null)
                : new ImageSize(fit.size().get(0), fit.size().get(1));
        if (said == null && needed) {
            throw new IllegalArgumentException("input.fit.size: " + input.value()
                    + " fixes no size, so that width and height must be said, as in [640, 640]");
        }
        return said == null ? new Fitting(fit, 0, 0, false) : new Fitting(fit, said.width(), said.height(), false);
    }

    private static float normalised(Colours colours, int channel, double value) {
        return (float) ((value * colours.scale() - colours.mean().get(channel))
                / colours.deviation().get(channel));
    }

    /** What an image of a size takes up. */
    public ImageSize canvas(ImageSize image) {
        return fitting.of(image).canvas();
    }

    public PreparedImage of(Image image) {
        Placement placement = fitting.of(image.size());
        return new PreparedImage(filled(scaled(image, placement.scaled()), placement), placement);
    }

    private Image scaled(Image image, ImageSize size) {
        return sampling == Fit.Sampling.BILINEAR
                ? OpenCvBilinear.resized(image, size)
                : PillowBilinear.resized(image, size);
    }

    private float[] filled(Image scaled, Placement placement) {
        ImageSize canvas = placement.canvas();
        float[] values = new float[Math.toIntExact(CHANNELS * canvas.pixels())];
        boolean planes = layout == Layout.NCHW;
        int step = planes ? 1 : CHANNELS;
        for (int channel = 0; channel < CHANNELS; channel++) {
            int plane = planes ? Math.toIntExact(channel * canvas.pixels()) : channel;
            pad(values, plane, step, channel, canvas, scaled);
            for (int y = 0; y < scaled.height(); y++) {
                int to = plane + ((placement.top() + y) * canvas.width() + placement.left()) * step;
                copyRow(scaled, y, channel, values, to, step);
            }
        }
        return values;
    }

    private void pad(float[] values, int from, int step, int channel, ImageSize canvas, Image scaled) {
        if (scaled.size().equals(canvas)) {
            return;
        }
        if (step == 1) {
            Arrays.fill(values, from, from + (int) canvas.pixels(), padding[channel]);
        } else {
            for (int i = from; i < values.length; i += step) {
                values[i] = padding[channel];
            }
        }
    }

    private void copyRow(Image image, int y, int channel, float[] values, int to, int step) {
        byte[] rgb = image.rgb();
        float[] table = tables[channel];
        int from = y * image.width() * CHANNELS + sources[channel];
        for (int x = 0; x < image.width(); x++) {
            values[to + x * step] = table[rgb[from + x * CHANNELS] & 0xFF];
        }
    }
}
