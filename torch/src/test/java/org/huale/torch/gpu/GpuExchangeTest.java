package org.huale.torch.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.image.ImageWriter;
import org.huale.laws.LawSeeds;
import org.huale.torch.DetectorModel;
import org.huale.torch.TorchTraining;
import org.huale.torch.TrainingRequest;
import org.huale.torch.environment.TorchEnvironment;
import org.huale.torch.gpu.GpuTraining.Plan;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.parallel.ExchangeOptions;
import org.huale.torch.parallel.Means;
import org.huale.torch.parallel.MeetingPoint;
import org.huale.torch.parallel.Member;
import org.huale.torch.parallel.Ranks;
import org.huale.torch.parallel.watch.Pulse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sums by NCCL from GPU to GPU, and by Gloo through the memory of the machine. */
@NeedsGpu
@ExtendWith(ExactProducts.class)
@Timeout(200)
class GpuExchangeTest {
    private static final boolean ON_CPU = GpuTraining.DEVICE.equals("cpu");

    @TempDir
    private Path folder;

    @Test
    void oneProcessByNcclLeavesEveryBit() {
        ExchangeOptions.Backend wanted = ON_CPU ? ExchangeOptions.Backend.AUTO : ExchangeOptions.Backend.NCCL;
        Member alone = new Member(0, 1, Pulse.USUAL, new Means(wanted, GpuTraining.DEVICE));
        try (Ranks ranks = new MeetingPoint.InFile(folder.resolve("meeting")).meet(alone, "the same", () -> {})) {
            for (Consumer<Tensor> exchange : List.<Consumer<Tensor>>of(ranks::sum, ranks::max, ranks::copyOfFirst)) {
                requireUnchanged(exchange);
            }
            assertThat(ranks.any(true)).isTrue();
            assertThat(ranks.any(false)).isFalse();
        }
    }

    private static void requireUnchanged(Consumer<Tensor> exchange) {
        long seed = LawSeeds.fresh();
        TensorScope.run(() -> {
            for (Tensor here : tensors(seed)) {
                for (Tensor values : List.of(here, Tensors.onDevice(here, new Device(GpuTraining.DEVICE)))) {
                    double[] before = Tensors.toDoubles(values);
                    exchange.accept(values);
                    assertThat(Tensors.toDoubles(values)).as("seed %d", seed).isEqualTo(before);
                }
            }
        });
    }

    private static List<Tensor> tensors(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] doubles = DoubleStream.generate(() -> random.nextDouble(-1, 1))
                .limit(4_099)
                .toArray();
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return List.of(
                Tensors.of(doubles, doubles.length),
                Tensors.of(floats, floats.length),
                Tensors.of(new long[] {1L << 40, -3, 0}, 3));
    }

    /** Each on a GPU of its own. */
    @Test
    void twoProcessesOnTwoGpusLearnAsOne() throws IOException {
        assumeThat(ON_CPU || TorchEnvironment.inspect().cuda().devices() > 1)
                .as("two GPUs")
                .isTrue();
        requireSameLosses(plan().with("training.exchange.backend=" + (ON_CPU ? "gloo" : "nccl")));
    }

    /** Which NCCL refuses. */
    @Test
    void twoProcessesOnOneGpuLearnAsOne() throws IOException {
        requireSameLosses(plan().on(ON_CPU ? "cpu" : "cuda:0"));
    }

    private void requireSameLosses(Plan two) throws IOException {
        drawImages();
        run("one", plan().with("training.batchSize=2"));
        run("two", two.with("training.processes=2").with("training.batchSize=1"));
        run("again", two.with("training.processes=2").with("training.batchSize=1"));

        GpuTraining trainings = new GpuTraining(folder);
        double[] one = trainings.column("one", "total");
        double[] found = trainings.column("two", "total");
        assertThat(found).hasSize(one.length);
        for (int i = 0; i < one.length; i++) { // as far apart as on two machines: other proposals may be learned from
            assertThat(found[i]).as("iteration " + (i + 1)).isCloseTo(one[i], within((i == 0 ? 0.001 : 0.15) * one[i]));
        }
        assertThat(Files.readAllBytes(folder.resolve("again/weights/last.safetensors")))
                .as("again")
                .isEqualTo(Files.readAllBytes(folder.resolve("two/weights/last.safetensors")));
    }

    private static Plan plan() {
        return Plan.of(DetectorModel.SMALL_RESNET_FPN, "training.iterations=6");
    }

    /** By processes of their own where there are two, which read files. */
    private void run(String name, Plan plan) {
        SingleTraining task =
                new SingleTraining(images(), null, folder.resolve(name), TrainingFolder.Opening.NEW, Map.of());
        TorchTraining.reportingTo(TrainingListener.silent(), new StopSignal())
                .run(new TrainingRequest(task, plan.config(), FirstWeights.random()));
    }

    private void drawImages() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        for (ImageRecord image : images().images()) {
            ImageWriter.write(GpuTraining.noise(image.file().getFileName()), image.file());
        }
    }

    private Dataset images() {
        Dataset noise = GpuTraining.images(0, 5);
        Stream<ImageRecord> files = noise.images().stream()
                .map(it -> new ImageRecord(
                        it.id(), folder.resolve("images").resolve(it.file() + ".png"), it.size(), it.annotations()));
        return new Dataset(noise.name(), noise.classes(), files.toList());
    }
}
