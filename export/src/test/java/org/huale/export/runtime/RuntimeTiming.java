package org.huale.export.runtime;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.huale.detect.Detector;
import org.huale.detect.provider.DetectorSource;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.torch.FasterRcnnProvider;

/** Times detection by libtorch and by ONNX Runtime alternately, on the same weights, images and threads; {@code bench/README.md}. */
final class RuntimeTiming {
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private static final int[] BATCHES = {1, 4};
    private static final int WARM_UP = 3;

    private RuntimeTiming() {}

    /** @param arguments threads, rounds, and files of weights */
    public static void main(String[] arguments) {
        int threads = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        OUT.println("| weights | images | libtorch ms | ONNX Runtime ms | ratio |");
        OUT.println("|---|---|---|---|---|");
        for (String weights : Arrays.copyOfRange(arguments, 2, arguments.length)) {
            DetectorSource source = new DetectorSource(
                    Path.of(weights), null, DetectorSource.Changes.none(), new DetectorSource.Place("cpu", threads));
            try (Detector own = new FasterRcnnProvider().open(source);
                    Detector exported = new ExportedProvider().open(source)) {
                for (int batch : BATCHES) {
                    row(Path.of(weights).getFileName() + " | " + batch, medians(own, exported, images(batch), rounds));
                }
            }
        }
    }

    private static void row(String name, double[] medians) {
        OUT.println(String.format(
                Locale.ROOT, "| %s | %.1f | %.1f | %.2f |", name, medians[0], medians[1], medians[0] / medians[1]));
    }

    /** Milliseconds of the one and of the other. */
    private static double[] medians(Detector own, Detector exported, List<Image> images, int rounds) {
        double[][] taken = new double[2][rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            double[] both = {milliseconds(own, images), milliseconds(exported, images)};
            if (round >= 0) {
                taken[0][round] = both[0];
                taken[1][round] = both[1];
            }
        }
        return new double[] {median(taken[0]), median(taken[1])};
    }

    private static double milliseconds(Detector detector, List<Image> images) {
        long start = System.nanoTime();
        detector.detect(images);
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double[] taken) {
        Arrays.sort(taken);
        return taken[taken.length / 2];
    }

    /** Of VGA's size. */
    private static List<Image> images(int count) {
        return IntStream.range(0, count).mapToObj(RuntimeTiming::image).toList();
    }

    private static Image image(int number) {
        byte[] rgb = new byte[3 * 640 * 480];
        new SplittableRandom(number).nextBytes(rgb);
        return new Image(new ImageSize(640, 480), rgb);
    }
}
