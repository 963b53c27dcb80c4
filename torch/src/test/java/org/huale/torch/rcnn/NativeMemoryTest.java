package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Device;
import org.huale.dataset.ImageId;
import org.huale.torch.golden.FormulaImage;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.train.Sgd;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A step leaves nothing behind, neither objects of the binding nor memory of libtorch. */
class NativeMemoryTest {
    private static final int WARM_UP = 10;
    private static final long SLACK = 64L << 20; // what allocators keep; a leak of one feature map a step is far more

    private final FasterRcnnOptions options =
            FasterRcnnOptions.mobileNetV2Fpn().withTransform(ImageTransformOptions.of(96, 128));
    private final PreparedImage image = new ImageTransform(options.transform()).of(FormulaImage.of(1, 128, 96));

    @Test
    void trainingStepsLeaveNothingBehind() {
        train(60);
    }

    @Test
    void detectionsLeaveNothingBehind() {
        detect(100);
    }

    @Test
    @Tag("slow")
    void aThousandTrainingStepsLeaveNothingBehind() {
        train(1000);
    }

    @Test
    @Tag("slow")
    void aThousandDetectionsLeaveNothingBehind() {
        detect(1000);
    }

    private void train(int steps) {
        TrainingExample example = new TrainingExample(
                new ImageId("a"), image, new float[] {10, 10, 60, 70, 40, 20, 120, 90}, new int[] {0, 1});
        try (FasterRcnn detector = FasterRcnn.create(options, 2, new Device("cpu"), 1);
                Sgd optimizer = new Sgd(detector.parameters().trainable(), new Sgd.Options(1e-4, 0.9, 1e-4, false))) {
            assertFlat(
                    steps,
                    i -> TensorScope.run(() -> {
                        detector.losses(List.of(example, example), new SplittableRandom(i))
                                .total()
                                .backward();
                        optimizer.step(1e-4);
                        optimizer.forgetGradients();
                    }));
        }
    }

    private void detect(int times) {
        try (FasterRcnn detector = FasterRcnn.create(options, 2, new Device("cpu"), 1)) {
            assertFlat(times, i -> TensorScope.withoutGradient(() -> detector.detect(List.of(image))));
        }
    }

    private static void assertFlat(int times, IntConsumer step) {
        for (int i = 0; i < WARM_UP; i++) {
            step.accept(i);
        }
        long objects = Pointer.totalCount();
        long bytes = outsideTheHeap();
        for (int i = 0; i < times; i++) {
            step.accept(i);
        }
        assertThat(Pointer.totalCount())
                .as("native objects") // fewer where what other tests left is collected meanwhile
                .isLessThanOrEqualTo(objects);
        assertThat(outsideTheHeap() - bytes).as("growth of the process").isLessThan(SLACK);
    }

    /** What the process holds beyond the most that the heap ever used, whose pages it keeps. */
    private static long outsideTheHeap() {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        return Pointer.physicalBytes() - heap;
    }
}
