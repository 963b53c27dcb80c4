package org.huale.image.format;

import org.huale.geometry.ImageSize;
import org.huale.image.Orientation;

/**
 * What the markers of a JPEG file say (ITU-T T.81 annex B).
 *
 * @param size of the frame
 * @param components 1 gray, 3 colour, 4 CMYK or YCCK
 * @param componentIds the first three component ids as one number, for files that only these tell from YCbCr
 * @param adobeTransform of the APP14 marker (0 none, 1 YCbCr, 2 YCCK), -1 without that marker
 * @param jfif whether there is an APP0 marker, which means YCbCr
 */
record JpegFrame(
        ImageSize size,
        int components,
        int componentIds,
        int adobeTransform,
        boolean jfif,
        Orientation orientation,
        boolean complete) {

    static final int RGB_IDS = 'R' << 16 | 'G' << 8 | 'B';

    static JpegFrame of(byte[] bytes) {
        return new JpegMarkers(bytes).frame();
    }

    FileLayout layout() {
        return new FileLayout(size, orientation, complete);
    }

    /** True where the first three components are luma and chroma; the rule is libjpeg's. */
    boolean isLumaChroma() {
        if (components == 4) {
            return adobeTransform == 2;
        }
        if (components != 3 || jfif) {
            return components == 3;
        }
        return adobeTransform >= 0 ? adobeTransform != 0 : componentIds != RGB_IDS;
    }
}
