package org.huale.torch.image;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/** The calls into OpenCV. Every native object is closed before a method returns. */
final class OpenCvDecoder {
    private static final int FLAGS = opencv_imgcodecs.IMREAD_COLOR_RGB | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;

    static {
        opencv_core.setNumThreads(1); // readers run side by side already
    }

    private OpenCvDecoder() {}

    /** Loads the native libraries, unless they are loaded. */
    static void load() {
        Loader.load(opencv_imgcodecs.class);
    }

    /** The pixels as stored, or nothing where OpenCV cannot decode them. */
    static Optional<Image> decode(byte[] encoded) {
        try (BytePointer bytes = new BytePointer(encoded);
                Mat buffer = new Mat(1, encoded.length, opencv_core.CV_8UC1, bytes);
                Mat decoded = opencv_imgcodecs.imdecode(buffer, FLAGS)) {
            return decoded.empty() ? Optional.empty() : Optional.of(copied(decoded));
        } catch (RuntimeException refused) { // cv::Exception
            return Optional.empty();
        }
    }

    private static Image copied(Mat decoded) {
        if (decoded.type() != opencv_core.CV_8UC3 || !decoded.isContinuous()) {
            throw new IllegalStateException("OpenCV decoded to type " + decoded.type() + ", expected 8-bit RGB");
        }
        ImageSize size = new ImageSize(decoded.cols(), decoded.rows());
        byte[] rgb = new byte[Math.toIntExact(3 * size.pixels())];
        try (BytePointer data = decoded.data()) {
            data.capacity(rgb.length).get(rgb);
        }
        return new Image(size, rgb);
    }
}
