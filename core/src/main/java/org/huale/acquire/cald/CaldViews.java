package org.huale.acquire.cald;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.detect.View;
import org.huale.detect.view.CutOutView;
import org.huale.detect.view.GaussianNoiseView;
import org.huale.detect.view.ResizedView;
import org.huale.detect.view.RotatedView;
import org.huale.detect.view.SaltAndPepperView;
import org.huale.detect.view.ShrunkenView;
import org.huale.geometry.Box;
import org.huale.random.Seeds;

/**
 * The views that an image is compared with.
 *
 * @param flip whether mirrored
 * @param cutOut rectangles blackened in one view, 0 for none such
 * @param resize factor of the sides, in (0, 1]; 1 for none such
 * @param rotation in degrees, counterclockwise, in [-30, 30]; 0 for none such
 * @param gaussianNoise standard deviation on the scale 0..255; 0 for none such
 * @param saltAndPepper share of values that become black or white, in [0, 1]; 0 for none such
 */
public record CaldViews(
        boolean flip, int cutOut, double resize, double rotation, double gaussianNoise, double saltAndPepper) {

    public CaldViews {
        if (cutOut < 0 || cutOut > 50) {
            throw new IllegalArgumentException("cutOut must be in [0, 50], got " + cutOut);
        }
        if (!(resize > 0 && resize <= 1)) {
            throw new IllegalArgumentException("resize must be in (0, 1], got " + resize);
        }
        if (!(rotation >= -30 && rotation <= 30)) {
            throw new IllegalArgumentException("rotation must be in [-30, 30], got " + rotation);
        }
        if (!(gaussianNoise >= 0 && gaussianNoise <= 255)) {
            throw new IllegalArgumentException("gaussianNoise must be in [0, 255], got " + gaussianNoise);
        }
        if (!(saltAndPepper >= 0 && saltAndPepper <= 1)) {
            throw new IllegalArgumentException("saltAndPepper must be in [0, 1], got " + saltAndPepper);
        }
        if (!flip && cutOut == 0 && resize == 1 && rotation == 0 && gaussianNoise == 0 && saltAndPepper == 0) {
            throw new IllegalArgumentException("there must be at least one view to compare the image with");
        }
    }

    /** As published: mirrored, two rectangles, four fifths of the size, five degrees. */
    static CaldViews defaults() {
        return new CaldViews(true, 2, 0.8, 5, 0, 0);
    }

    /**
     * The views for one selection.
     *
     * @param seed of the rectangles; that of each noise follows from it, so that one draws nothing that another draws
     * @param rectangles of each image, for the view with parts cut out
     */
    List<View> views(Mode mode, long seed, Map<ImageId, List<Box>> rectangles) {
        List<View> views = new ArrayList<>();
        Seeds seeds = new Seeds(seed);
        if (flip) {
            views.add(View.FLIPPED);
        }
        if (cutOut > 0) {
            views.add(CutOutView.seeded(seed, rectangles));
        }
        if (resize < 1) {
            views.add(mode == Mode.FAITHFUL ? new ResizedView(resize) : new ShrunkenView(resize));
        }
        if (rotation != 0) {
            views.add(new RotatedView(rotation));
        }
        if (gaussianNoise > 0) {
            views.add(new GaussianNoiseView(gaussianNoise, seeds.of("gaussian-noise")));
        }
        if (saltAndPepper > 0) {
            views.add(new SaltAndPepperView(saltAndPepper, seeds.of("salt-and-pepper")));
        }
        return views;
    }
}
