package org.huale.torch.environment;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.detect.provider.DetectorProvider;
import org.huale.torch.memory.TensorScope;

/**
 * How fast this machine does the three things that training waits for. Good to a tenth or so; other work on the machine
 * shows.
 */
public final class TorchSpeed {
    private static final long NANOS_EACH = TimeUnit.MILLISECONDS.toNanos(400);
    private static final int SIDE = 1024;
    private static final int CHANNELS = 256;
    private static final int CELLS = 50;
    private static final int KERNEL = 3;
    private static final String GFLOPS = "GFLOP/s";

    private TorchSpeed() {}

    /**
     * Takes about a second and a half: a product of two 1024 x 1024 matrices, a 3 x 3 convolution over 256 channels of 50 x 50,
     * and images of 640 x 480 decoded on one thread.
     */
    public static List<DetectorProvider.Speed> measure() {
        double product = 2e-9 * SIDE * SIDE * SIDE;
        double convolved = 2e-9 * CHANNELS * CHANNELS * KERNEL * KERNEL * (CELLS - 2) * (CELLS - 2);
        return List.of(
                speed("matmul", product * TensorScope.<Double>withoutGradient(TorchSpeed::productsPerSecond), GFLOPS),
                speed(
                        "convolution",
                        convolved * TensorScope.<Double>withoutGradient(TorchSpeed::convolutionsPerSecond),
                        GFLOPS),
                speed(
                        "JPEG",
                        TensorScope.<Double>get(TorchSpeed::decodingsPerSecond),
                        "images of 640 x 480 per second and thread"));
    }

    private static DetectorProvider.Speed speed(String of, double value, String unit) {
        return new DetectorProvider.Speed(of, value, unit);
    }

    private static double productsPerSecond() {
        Tensor left = torch.randn(SIDE, SIDE);
        Tensor right = torch.randn(SIDE, SIDE);
        return perSecond(() -> torch.matmul(left, right).close());
    }

    private static double convolutionsPerSecond() {
        Tensor image = torch.randn(1, CHANNELS, CELLS, CELLS);
        Tensor kernel = torch.randn(CHANNELS, CHANNELS, KERNEL, KERNEL);
        return perSecond(() -> torch.conv2d(image, kernel).close());
    }

    private static double decodingsPerSecond() {
        Mat jpeg = new Mat(noisyJpeg());
        return perSecond(() ->
                opencv_imgcodecs.imdecode(jpeg, opencv_imgcodecs.IMREAD_COLOR).close());
    }

    /** Noise, smoothed until the file is as large as that of a photograph. */
    private static BytePointer noisyJpeg() {
        Mat picture = new Mat(480, 640, opencv_core.CV_8UC3);
        Mat darkest = new Mat(new double[] {0, 0, 0, 0});
        Mat brightest = new Mat(new double[] {255, 255, 255, 255});
        opencv_core.randu(picture, darkest, brightest);
        opencv_imgproc.GaussianBlur(picture, picture, new Size(5, 5), 0);
        BytePointer encoded = new BytePointer();
        opencv_imgcodecs.imencode(".jpg", picture, encoded);
        return encoded;
    }

    private static double perSecond(Runnable work) {
        work.run(); // the first one pays for set-up
        long start = System.nanoTime();
        long elapsed = 0;
        int count = 0;
        while (elapsed < NANOS_EACH) {
            work.run();
            count++;
            elapsed = System.nanoTime() - start;
        }
        return count * 1e9 / elapsed;
    }
}
