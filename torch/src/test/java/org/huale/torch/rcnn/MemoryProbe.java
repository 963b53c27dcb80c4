package org.huale.torch.rcnn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Device;
import org.huale.dataset.ImageId;
import org.huale.torch.golden.FormulaImage;
import org.huale.torch.loss.DetectionLosses;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.train.optimize.Sgd;

/** A program that takes steps and writes into a file by how many native objects and bytes it grew. */
final class MemoryProbe {
    private static final int WARM_UP = 20;
    private static final FasterRcnnOptions OPTIONS =
            FasterRcnnOptions.mobileNetV2Fpn().withTransform(ImageTransformOptions.of(96, 128));

    /** What is done at each step. */
    enum Work {
        TRAINING,
        DETECTION
    }

    private MemoryProbe() {}

    /** @param arguments work, number of steps, file */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[2]), growth(arguments));
    }

    private static String growth(String[] arguments) {
        int steps = Integer.parseInt(arguments[1]);
        PreparedImage image = new ImageTransform(OPTIONS.transform()).of(FormulaImage.of(1, 128, 96));
        try (FasterRcnn detector = FasterRcnn.create(OPTIONS, 2, new Device("cpu"), 1)) {
            return Work.valueOf(arguments[0]) == Work.TRAINING
                    ? train(detector, image, steps)
                    : measure(steps, i -> TensorScope.withoutGradient(() -> detector.detect(List.of(image))));
        }
    }

    private static String train(FasterRcnn detector, PreparedImage image, int steps) {
        TrainingExample example = new TrainingExample(
                new ImageId("a"), image, new float[] {10, 10, 60, 70, 40, 20, 120, 90}, new int[] {0, 1});
        try (Sgd optimizer = new Sgd(detector.parameters().trainable(), new Sgd.Options(1e-4, 0.9, 1e-4, false))) {
            return measure(
                    steps,
                    i -> TensorScope.run(() -> {
                        DetectionLosses.of(detector.lossInputs(List.of(example, example), new SplittableRandom(i)))
                                .total()
                                .backward();
                        optimizer.step(1e-4);
                        optimizer.forgetGradients();
                    }));
        }
    }

    private static String measure(int steps, IntConsumer step) {
        for (int i = 0; i < WARM_UP; i++) {
            step.accept(i);
        }
        long objects = Pointer.totalCount();
        long bytes = Pointer.physicalBytes();
        for (int i = 0; i < steps; i++) {
            step.accept(i);
        }
        return (Pointer.totalCount() - objects) + " " + (Pointer.physicalBytes() - bytes);
    }
}
