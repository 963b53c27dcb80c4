package org.huale.onnx.input;

import static org.huale.onnx.input.ColourTables.CHANNELS;

import java.util.Arrays;
import java.util.Optional;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.onnx.options.Colours;
import org.huale.onnx.options.Fit;
import org.huale.onnx.options.InputOptions;
import org.huale.onnx.options.InputOptions.Layout;

/**
 * Makes images ready: resized as the programs do it that networks were trained by, then normalised, then padded. Safe for use
 * by many threads.
 */
public final class ImagePreparation {
    private final Fitting fitting;
    private final Fit.Sampling sampling;
    private final Layout layout;
    private final ColourTables colours;
    private final float[] padding;

    /**
     * @param metadataSize width and height that the model names for open sides, if it does
     * @throws IllegalArgumentException where a size is needed that nothing names, or where colours do not fit into
     *     the input
     */
    public ImagePreparation(ImageInput input, InputOptions options, Optional<ImageSize> metadataSize) {
        requireBytes(input, options.colours());
        this.fitting = fitting(input, options.fit(), metadataSize);
        this.sampling = options.fit().sampling();
        this.layout = input.layout();
        this.colours = new ColourTables(options.colours());
        this.padding = colours.normalised(options.fit().padding().colour());
    }

    /** Shares of 1 would all be black, and negative numbers too. */
    private static void requireBytes(ImageInput input, Colours colours) {
        if (input.takesBytes() && !colours.equals(colours.unscaled())) {
            throw new IllegalArgumentException("input.colours: " + input.value()
                    + " takes whole numbers from 0 to 255, as an image has them; leave scale, mean and deviation"
                    + " out, or say 1, [0, 0, 0] and [1, 1, 1]; got scale " + colours.scale() + ", mean "
                    + colours.mean() + " and deviation " + colours.deviation());
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

    /** What an image of a size takes up. */
    public ImageSize canvas(ImageSize image) {
        return fitting.of(image).canvas();
    }

    public PreparedImage of(Image image) {
        Placement placement = fitting.of(image.size());
        return new PreparedImage(filled(scaled(image, placement.scaled()), placement), placement);
    }

    private ScaledImage scaled(Image image, ImageSize size) {
        return switch (sampling) {
            case BILINEAR -> new WholeValues(OpenCvBilinear.resized(image, size), colours);
            case ANTIALIASED -> new WholeValues(PillowBilinear.resized(image, size), colours);
            case UNROUNDED -> new UnroundedBilinear(image, size, colours);
        };
    }

    private float[] filled(ScaledImage scaled, Placement placement) {
        ImageSize canvas = placement.canvas();
        float[] values = new float[Math.toIntExact(CHANNELS * canvas.pixels())];
        boolean planes = layout == Layout.NCHW;
        int step = planes ? 1 : CHANNELS;
        for (int channel = 0; channel < CHANNELS; channel++) {
            int plane = planes ? Math.toIntExact(channel * canvas.pixels()) : channel;
            pad(values, plane, step, channel, canvas, scaled.size());
            for (int y = 0; y < scaled.size().height(); y++) {
                int to = plane + ((placement.top() + y) * canvas.width() + placement.left()) * step;
                scaled.copyRow(y, channel, values, to, step);
            }
        }
        return values;
    }

    private void pad(float[] values, int from, int step, int channel, ImageSize canvas, ImageSize scaled) {
        if (scaled.equals(canvas)) {
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
}
