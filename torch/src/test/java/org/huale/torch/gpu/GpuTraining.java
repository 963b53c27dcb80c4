package org.huale.torch.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Companion;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.detect.training.TrainingOutcome;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.torch.DetectorModel;
import org.huale.torch.TorchTraining;
import org.huale.torch.TrainingConfig;
import org.huale.torch.TrainingRequest;
import org.huale.torch.train.AtIteration;
import org.jspecify.annotations.Nullable;

/** Short trainings on five small images of noise, with four unlabeled ones, in folders of a folder. */
record GpuTraining(Path folder) {
    /** What is tested. */
    static final String DEVICE = System.getProperty("huale.test.device", "cuda");

    static final long ALL = Long.MAX_VALUE;
    private static final ImageSize SIZE = new ImageSize(64, 48);

    /** What is trained, where, beside what and from what; random weights where {@code first} is null. */
    record Plan(
            DetectorModel model,
            String device,
            @Nullable Path first,
            List<Companion> companions,
            List<String> settings) {

        static Plan of(DetectorModel model, String... settings) {
            return new Plan(model, DEVICE, null, List.of(), List.of(settings));
        }

        Plan on(String other) {
            return new Plan(model, other, first, companions, settings);
        }

        Plan from(Path weights) {
            return new Plan(model, device, weights, companions, settings);
        }

        Plan beside(Companion companion) {
            return new Plan(model, device, first, List.of(companion), settings);
        }

        Plan with(String setting) {
            List<String> more =
                    Stream.concat(settings.stream(), Stream.of(setting)).toList();
            return new Plan(model, device, first, companions, more);
        }

        TrainingConfig config() {
            Settings all = new Settings()
                    .assignment("device=" + device)
                    .assignment("threads=1")
                    .assignment("training.epochs=2")
                    .assignment("training.clipNorm=5")
                    .assignment("training.sgd.learningRate=0.002")
                    .assignment("training.schedule.warmUpIterations=0")
                    .assignment("training.images.groupByAspectRatio=false")
                    .assignment("detector.transform.minSize=96")
                    .assignment("detector.transform.maxSize=128");
            settings.forEach(all::assignment);
            return all.into(TrainingConfig.defaults(model.options())).withNeededVarianceHead();
        }

        @Override
        public String toString() {
            return model + " " + settings + companions;
        }
    }

    /** Trains in a new folder, to the end or until so many iterations are done. */
    TrainingOutcome train(String name, Plan plan, long stopAfter) {
        return train(name, plan, stopAfter, TrainingFolder.Opening.NEW);
    }

    private TrainingOutcome resume(String name, Plan plan, long stopAfter) {
        return train(name, plan, stopAfter, TrainingFolder.Opening.RESUME);
    }

    private TrainingOutcome train(String name, Plan plan, long stopAfter, TrainingFolder.Opening opening) {
        StopSignal stop = new StopSignal();
        return run(name, plan, opening, AtIteration.raised(stopAfter, stop), stop);
    }

    /** Tells the listener of each step. */
    TrainingOutcome follow(String name, Plan plan, TrainingListener listener) {
        return run(name, plan, TrainingFolder.Opening.NEW, listener, new StopSignal());
    }

    private TrainingOutcome run(
            String name, Plan plan, TrainingFolder.Opening opening, TrainingListener listener, StopSignal stop) {
        TrainingRequest request = new TrainingRequest(
                new SingleTraining(images(0, 5), null, folder.resolve(name), opening, Map.of()),
                plan.config(),
                new FirstWeights(null, plan.first()),
                new TrainingRequest.CompanionTask(plan.companions(), images(5, 9)));
        return new TorchTraining(GpuTraining::noise, listener, stop).run(request);
    }

    /** Trains {@code whole} in one go and {@code parts} with a stop after so many iterations each; fails unless the bits agree. */
    void assertGoesOn(Plan plan, long... stops) throws IOException {
        train("whole", plan, ALL);
        train("parts", plan, stops[0]);
        for (int i = 1; i < stops.length; i++) {
            resume("parts", plan, stops[i]);
        }
        resume("parts", plan, ALL);
        assertSameBits("whole", "parts", plan);
    }

    /** As {@link #assertGoesOn}, and trains {@code again} in one go. */
    void assertRepeats(Plan plan, long... stops) throws IOException {
        assertGoesOn(plan, stops);
        train("again", plan, ALL);
        assertSameBits("whole", "again", plan);
    }

    /** Fails unless two trainings left the same bits. */
    private void assertSameBits(String left, String right, Plan plan) throws IOException {
        Stream<String> beside = plan.companions().stream().map(it -> "weights/last." + it.name() + ".safetensors");
        List<String> files = Stream.concat(
                        Stream.of("metrics.csv", "weights/last.safetensors", "checkpoint/state.safetensors"), beside)
                .toList();
        for (String file : files) {
            assertThat(Files.readAllBytes(folder.resolve(right).resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve(left).resolve(file)));
        }
    }

    /** A column of a training's metrics, one number an iteration. */
    double[] column(String name, String column) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(name).resolve("metrics.csv"));
        int at = Arrays.asList(lines.get(0).split(",")).indexOf(column);
        assertThat(at).as("column " + column + " of " + lines.get(0)).isNotNegative();
        return lines.stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[at]))
                .toArray();
    }

    static Dataset images(int from, int to) {
        return new Dataset(
                "noise",
                ClassNames.of("a", "b"),
                IntStream.range(from, to).mapToObj(GpuTraining::record).toList());
    }

    private static ImageRecord record(int i) {
        List<Annotation> annotations =
                i == 2 || i >= 5 ? List.of() : List.of(Annotation.of(new Box(5, 5, 25 + 5 * i, 40), i % 2));
        return new ImageRecord(new ImageId("noise-" + i), Path.of("noise-" + i), SIZE, annotations);
    }

    static Image noise(Path file) {
        byte[] rgb = new byte[Math.toIntExact(SIZE.pixels() * 3)];
        new SplittableRandom(file.toString().hashCode()).nextBytes(rgb);
        return new Image(SIZE, rgb);
    }
}
