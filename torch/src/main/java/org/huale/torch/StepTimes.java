package org.huale.torch;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.dataset.ImageId;
import org.huale.detect.provider.TrainingForecast;
import org.huale.geometry.ImageSize;
import org.huale.image.draw.Noise;
import org.huale.torch.environment.TorchDevice;
import org.huale.torch.loss.Moment;
import org.huale.torch.loss.RcnnLoss;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.train.TrainingOptions;

/**
 * How long a detector takes on this machine, measured in a few seconds on noise: an estimate. Reading images and the
 * optimizer are not in it, and noise has fewer detections than photographs.
 *
 * @param iterationSeconds of one iteration of training, forward and backward
 * @param detectionSeconds of one image
 */
public record StepTimes(double iterationSeconds, double detectionSeconds) implements TrainingForecast.Times {
    private static final int REPETITIONS = 3;
    private static final long ENOUGH_NANOS = 3_000_000_000L;

    /**
     * @param config with anchors, not {@code auto}
     * @param size that images have
     * @param classes K
     */
    public static StepTimes measured(TrainingConfig config, ImageSize size, int classes) {
        try (FasterRcnn detector = FasterRcnn.create(
                config.detector(), classes, TorchDevice.prepare(config.device(), config.threads()), 0)) {
            PreparedImage image = new ImageTransform(config.detector().transform()).of(Noise.of(size, 0));
            StartingNorms.calibrate(detector, List.of(image));
            TorchTraining.rememberWhatIsFrozen(detector, config.training());
            List<TrainingExample> batch = Collections.nCopies(config.training().batchSize(), example(image));
            return new StepTimes(
                    seconds(() -> TensorScope.run(() -> train(detector, config.training(), batch))),
                    seconds(() -> TensorScope.withoutGradient(
                            () -> detector.detect(List.of(image)).size())));
        }
    }

    private static void train(FasterRcnn detector, TrainingOptions training, List<TrainingExample> batch) {
        int stages = detector.options().roi().stages();
        Device device = detector.parameters().device();
        try (RcnnLoss loss = training.loss().open(device, stages)) {
            Supplier<Tensor> total = () -> loss.of(detector.lossInputs(batch, new SplittableRandom(1)), Moment.start())
                    .total();
            training.precision().compute(device, total).backward();
        }
    }

    private static TrainingExample example(PreparedImage image) {
        float right = image.size().width() / 2f;
        float bottom = image.size().height() / 2f;
        return new TrainingExample(new ImageId("noise"), image, new float[] {0, 0, right, bottom}, new int[] {0});
    }

    /** Of the fastest of up to three repetitions; no further one begins after some seconds. */
    private static double seconds(Runnable work) {
        long fastest = Long.MAX_VALUE;
        long all = 0;
        for (int i = 0; i < REPETITIONS && all < ENOUGH_NANOS; i++) {
            long nanos = nanos(work);
            fastest = Math.min(fastest, nanos);
            all += nanos;
        }
        return fastest / 1e9;
    }

    private static long nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
