package org.huale.torch.image;

import org.huale.image.Image;
import org.huale.image.format.EncodedImage;
import org.huale.image.format.WebpDecoder;

/** WebP by OpenCV's libwebp, for all readers. */
public final class OpenCvWebpDecoder implements WebpDecoder {

    @Override
    public Image decode(EncodedImage encoded) {
        try {
            return OpenCvReader.decodedByOpenCv(encoded);
        } catch (LinkageError e) { // on a machine for which there are no native libraries
            throw new IllegalStateException("OpenCV, which reads WebP, cannot be loaded: " + e.getMessage(), e);
        }
    }
}
