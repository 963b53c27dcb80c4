package org.huale.torch.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.SizeTPair;
import org.bytedeco.pytorch.global.torch;
import org.huale.config.Mode;
import org.huale.detect.companion.AdversarialAutoencoder;
import org.huale.detect.training.TrainingListener;
import org.huale.image.Image;
import org.huale.torch.DetectorModel;
import org.huale.torch.TorchDetector;
import org.huale.torch.gpu.GpuTraining.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step leaves nothing behind, neither objects of the binding nor memory of the GPU, which nobody else may use meanwhile. */
@NeedsGpu
class GpuMemoryTest {
    private static final long SLACK = 32L << 20; // what the allocator rounds up; one feature map a step is more
    private static final int WARM_UP = 30;
    private static final int STEPS = 150;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"fp32", "bf16"})
    void trainingLeavesNothingBehind(String precision) {
        Plan plan = Plan.of(
                        DetectorModel.MOBILENET_V2_FPN,
                        "training.epochs=60",
                        "training.loss=emphasis",
                        "training.loader.featureMegabytes=64",
                        "training.precision=" + precision)
                .beside(new AdversarialAutoencoder(
                        Mode.FIXED,
                        new AdversarialAutoencoder.Network(64, 2, 4, 8),
                        new AdversarialAutoencoder.Learning(0.0005, 0.0005, 1, 1, 1)));
        List<State> states = new ArrayList<>();
        new GpuTraining(folder).follow("a", plan, new TrainingListener() {
            @Override
            public void stepped(Step step) {
                if (step.iterations() == WARM_UP || step.iterations() == WARM_UP + STEPS) {
                    states.add(State.now());
                }
            }

            @Override
            public void validated(int epoch, Map<String, Double> figures, boolean best) {}
        });
        assertFlat(states.get(0), states.get(1));
    }

    @Test
    void detectionLeavesNothingBehind() {
        Path weights = new GpuTraining(folder)
                .train("a", Plan.of(DetectorModel.MOBILENET_V2_FPN), 1)
                .lastWeights();
        List<Image> images = List.of(GpuTraining.noise(Path.of("a")), GpuTraining.noise(Path.of("b")));
        TorchDetector.Source source = new TorchDetector.Source(weights, null, GpuTraining.DEVICE, 1);
        try (TorchDetector detector = TorchDetector.open(source)) {
            detect(detector, images, WARM_UP);
            State before = State.now();
            detect(detector, images, STEPS);
            assertFlat(before, State.now());
        }
    }

    private static void detect(TorchDetector detector, List<Image> images, int times) {
        for (int i = 0; i < times; i++) {
            detector.detect(images);
        }
    }

    private static void assertFlat(State before, State after) {
        assertThat(after.objects() - before.objects()).as("native objects left").isLessThanOrEqualTo(0);
        assertThat(before.free() - after.free()).as("bytes of the GPU left").isLessThan(SLACK);
    }

    /** Objects of the binding, and bytes of the GPU that are free once the allocator has given back what it kept. */
    private record State(long objects, long free) {

        static State now() {
            long objects = Pointer.totalCount();
            if (GpuTraining.DEVICE.equals("cpu")) {
                return new State(objects, 0);
            }
            torch.cuda_synchronize();
            torch.emptyCache();
            try (SizeTPair memory = torch.getMemoryInfo((byte) 0)) {
                return new State(objects, memory.first());
            }
        }
    }
}
