package org.huale.render;

import java.util.Locale;

/** The two lists of images. */
public enum Split {
    TRAINVAL {
        @Override
        int images(RenderOptions options) {
            return options.poolImages();
        }

        @Override
        double tailRatio(RenderOptions options) {
            return options.tailRatio();
        }

        @Override
        double duplicateShare(RenderOptions options) {
            return options.duplicateShare();
        }
    },
    TEST {
        @Override
        int images(RenderOptions options) {
            return options.testImages();
        }

        @Override
        double tailRatio(RenderOptions options) {
            return options.testTailRatio();
        }

        @Override
        double duplicateShare(RenderOptions options) {
            return 0; // repeating a test image measures nothing more
        }
    };

    abstract int images(RenderOptions options);

    abstract double tailRatio(RenderOptions options);

    abstract double duplicateShare(RenderOptions options);

    /** Its name in {@code ImageSets/Main}. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code trainval_00001}. */
    String imageName(int index) {
        return String.format(Locale.ROOT, "%s_%05d", fileName(), index + 1);
    }
}
