package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.huale.config.Mode;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Companion;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.companion.AdversarialAutoencoder;
import org.huale.detect.companion.LossPrediction;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.detect.training.TrainingOutcome;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.problem.HualeException;
import org.huale.torch.train.NotFiniteException;
import org.huale.torch.train.TrainingMeans;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is trained beside a small detector on five images of noise, with four unlabeled ones. */
class CompanionTrainingTest {
    private static final ImageSize SIZE = new ImageSize(64, 48);
    private static final String LAST = "weights/last.safetensors";

    @TempDir
    private Path folder;

    static Stream<Companion> detached() {
        return Stream.of(
                prediction(Mode.FIXED, 0),
                prediction(Mode.FAITHFUL, 0),
                adversaries(Mode.FIXED, 0.0005),
                adversaries(Mode.FAITHFUL, 0.0005));
    }

    static Stream<Companion> all() {
        return Stream.concat(detached(), Stream.of(prediction(Mode.FIXED, 0.6)));
    }

    private static LossPrediction prediction(Mode mode, double detachAt) {
        return new LossPrediction(mode, 1, 1, detachAt, 8, 0.001);
    }

    private static AdversarialAutoencoder adversaries(Mode mode, double rate) {
        return new AdversarialAutoencoder(
                mode,
                new AdversarialAutoencoder.Network(64, 2, 4, 8),
                new AdversarialAutoencoder.Learning(rate, rate, 2, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("detached")
    void theDetectorsBitsAreThoseOfATrainingWithoutCompanion(Companion companion) throws IOException {
        train("without", TrainingFolder.Opening.NEW, 99, List.of());
        train("with", TrainingFolder.Opening.NEW, 99, List.of(companion));

        assertThat(bytes("with", LAST)).isEqualTo(bytes("without", LAST));
        List<String> without = Files.readAllLines(folder.resolve("without/metrics.csv"));
        List<String> with = Files.readAllLines(folder.resolve("with/metrics.csv"));
        assertThat(with.get(0)).contains(companion.name() + ".accuracy");
        assertThat(detectorsColumns(with)).isEqualTo(detectorsColumns(without));
        assertThat(Files.readString(folder.resolve("without/config.json"))).doesNotContain("companions");
    }

    @Test
    void aModuleThatIsNotDetachedMovesTheDetector() throws IOException {
        train("without", TrainingFolder.Opening.NEW, 99, List.of());
        train("with", TrainingFolder.Opening.NEW, 99, List.of(prediction(Mode.FIXED, 1)));
        assertThat(bytes("with", LAST)).isNotEqualTo(bytes("without", LAST));
    }

    @ParameterizedTest
    @MethodSource("all")
    void stoppedAndGoneOnWithItGivesTheSameBits(Companion companion) throws IOException {
        train("whole", TrainingFolder.Opening.NEW, 99, List.of(companion));
        for (int stopAt = 1; stopAt < 6; stopAt += 2) {
            train(
                    "parts",
                    stopAt == 1 ? TrainingFolder.Opening.NEW : TrainingFolder.Opening.RESUME,
                    stopAt,
                    List.of(companion));
        }
        train("parts", TrainingFolder.Opening.RESUME, 99, List.of(companion));
        for (String file : List.of(
                "metrics.csv",
                LAST,
                "weights/last." + companion.name() + ".safetensors",
                "checkpoint/state.safetensors")) {
            assertThat(bytes("parts", file)).as(file).isEqualTo(bytes("whole", file));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatWasTrainedIsFoundBesideTheWeights(Companion companion) throws IOException {
        TrainingOutcome outcome = train("a", TrainingFolder.Opening.NEW, 99, List.of(companion));
        String vector = companion instanceof LossPrediction ? LossPrediction.VECTOR : AdversarialAutoencoder.VECTOR;
        try (PoolDetector detector = open(outcome.lastWeights())) {
            assertThat(detector.vectors()).contains(vector, PoolDetector.POOLED_FEATURES);
            List<Float> numbers = numbers(detector, vector);
            assertThat(numbers).hasSize(9).doesNotContain(Float.NaN);
            assertThat(numbers).as("not all alike").anyMatch(it -> !it.equals(numbers.get(0)));
            assertThat(numbers(detector, vector)).as("asked again").isEqualTo(numbers);
        }
        Path beside = folder.resolve("a/weights/last." + companion.name() + ".safetensors");
        writeAsEarlierVersions(beside);
        try (PoolDetector detector = open(outcome.lastWeights())) {
            assertThat(detector.vectors()).contains(vector);
        }
        Files.delete(beside);
        try (PoolDetector detector = open(outcome.lastWeights())) {
            assertThat(detector.vectors()).containsExactly(PoolDetector.POOLED_FEATURES);
        }
    }

    @Test
    void aFileThatNobodyKnowsIsRefusedByName() throws IOException {
        TrainingOutcome outcome = train("a", TrainingFolder.Opening.NEW, 1, List.of());
        Files.copy(outcome.lastWeights(), folder.resolve("a/weights/last.other.safetensors"));
        assertThatThrownBy(() -> open(outcome.lastWeights()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("last.other.safetensors")
                .hasMessageContaining("does not say to which");
    }

    @Test
    void aChangedCompanionIsNotGoneOnWith() {
        train("a", TrainingFolder.Opening.NEW, 1, List.of(prediction(Mode.FIXED, 0)));
        assertThatThrownBy(() -> train("a", TrainingFolder.Opening.RESUME, 9, List.of(prediction(Mode.FIXED, 0.5))))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("companions.loss-prediction.detachAt");
    }

    @Test
    void whatIsNotFiniteSaysWhose() {
        assertThatThrownBy(() -> train("a", TrainingFolder.Opening.NEW, 99, List.of(adversaries(Mode.FAITHFUL, 10))))
                .isInstanceOf(NotFiniteException.class)
                .hasMessageContaining("adversarial-autoencoder.")
                .hasMessageContaining("iteration");
    }

    @Test
    void withNothingUnlabeledTheNetworksRest() throws IOException {
        train("a", TrainingFolder.Opening.NEW, 99, List.of(adversaries(Mode.FIXED, 0.001)), dataset(5, 5));
        assertThat(Files.readString(folder.resolve("a/metrics.csv"))).doesNotContain("adversarial");
        assertThat(folder.resolve("a/weights/last.adversarial-autoencoder.safetensors"))
                .exists();
    }

    @Test
    void theLastEpochsMeansTellHowItWent() {
        train("a", TrainingFolder.Opening.NEW, 99, List.of(prediction(Mode.FIXED, 0), adversaries(Mode.FIXED, 0.001)));
        assertThat(TrainingMeans.ofTheEnd(folder.resolve("a")))
                .containsKeys(
                        "loss-prediction.ranking",
                        "loss-prediction.accuracy",
                        "adversarial-autoencoder.error",
                        "adversarial-autoencoder.divergence",
                        "adversarial-autoencoder.deceit",
                        "adversarial-autoencoder.discriminator",
                        "adversarial-autoencoder.accuracy");
    }

    @ParameterizedTest
    @MethodSource("all")
    void nativeMemoryStaysFlat(Companion companion) {
        List<Long> counts = new ArrayList<>();
        run("a", TrainingFolder.Opening.NEW, new Request(List.of(companion), dataset(5, 9), 10), new Stepping() {
            @Override
            public void stepped(Step step) {
                counts.add(Pointer.totalCount());
            }
        });
        assertThat(counts).hasSize(30);
        assertThat(counts.get(29) - counts.get(5)).isLessThanOrEqualTo(0);
    }

    private abstract static class Stepping implements TrainingListener {
        @Override
        public void validated(int epoch, Map<String, Double> figures, boolean best) {}
    }

    private record Request(List<Companion> companions, Dataset unlabeled, int epochs) {}

    private TrainingOutcome train(
            String name, TrainingFolder.Opening opening, long stopAfter, List<Companion> companions) {
        return train(name, opening, stopAfter, companions, dataset(5, 9));
    }

    private TrainingOutcome train(
            String name,
            TrainingFolder.Opening opening,
            long stopAfter,
            List<Companion> companions,
            Dataset unlabeled) {
        StopSignal stop = new StopSignal();
        return run(name, opening, new Request(companions, unlabeled, 2), stop, new Stepping() {
            @Override
            public void stepped(Step step) {
                if (step.iterations() == stopAfter) {
                    stop.raise();
                }
            }
        });
    }

    private TrainingOutcome run(
            String name, TrainingFolder.Opening opening, Request wanted, TrainingListener listener) {
        return run(name, opening, wanted, new StopSignal(), listener);
    }

    private TrainingOutcome run(
            String name, TrainingFolder.Opening opening, Request wanted, StopSignal stop, TrainingListener listener) {
        TrainingRequest request = new TrainingRequest(
                new SingleTraining(dataset(0, 5), null, folder.resolve(name), opening, Map.of()),
                config(wanted.epochs()),
                FirstWeights.random(),
                new TrainingRequest.CompanionTask(wanted.companions(), wanted.unlabeled()));
        return new TorchTraining(CompanionTrainingTest::noise, listener, stop).run(request);
    }

    private static void writeAsEarlierVersions(Path file) {
        StateDict written = WeightsFile.read(file);
        Map<String, String> metadata = new HashMap<>(written.metadata());
        metadata.replaceAll((key, value) -> value.replace("org.huale.detect.companion", "org.huale.acquire.learned"));
        assertThat(metadata).isNotEqualTo(written.metadata());
        WeightsFile.write(file, new StateDict(written.tensors(), metadata));
    }

    private static PoolDetector open(Path weights) {
        return TorchPoolDetector.open(
                new TorchDetector.Source(weights, null, "cpu", 1), CompanionTrainingTest::noise, 2, EvidencePart.all());
    }

    private static List<Float> numbers(PoolDetector detector, String vector) {
        List<Float> numbers = new ArrayList<>();
        detector.describe(dataset(0, 9).images(), vector, (image, said) -> {
            assertThat(said).hasSize(1);
            numbers.add(said[0]);
        });
        return numbers;
    }

    private byte[] bytes(String training, String file) throws IOException {
        return Files.readAllBytes(folder.resolve(training).resolve(file));
    }

    /** The columns that a training without companions has. */
    private static List<List<String>> detectorsColumns(List<String> lines) {
        List<String> names = List.of(lines.get(0).split(","));
        int[] columns = IntStream.range(0, names.size())
                .filter(i -> !names.get(i).contains("."))
                .toArray();
        return lines.stream()
                .map(line -> line.split(","))
                .map(row -> IntStream.of(columns).mapToObj(i -> row[i]).toList())
                .toList();
    }

    private static TrainingConfig config(int epochs) {
        return new Settings()
                .assignment("threads=1")
                .assignment("training.epochs=" + epochs)
                .assignment("training.clipNorm=5")
                .assignment("training.sgd.learningRate=0.002")
                .assignment("training.optimizer=adamw")
                .assignment("training.schedule.warmUpIterations=0")
                .assignment("training.images.groupByAspectRatio=false")
                .assignment("detector.transform.minSize=48")
                .assignment("detector.transform.maxSize=64")
                .into(TrainingConfig.defaults(DetectorModel.SMALL_RESNET_FPN.options()));
    }

    private static Dataset dataset(int from, int to) {
        return new Dataset(
                "noise",
                ClassNames.of("a", "b"),
                IntStream.range(from, to)
                        .mapToObj(CompanionTrainingTest::record)
                        .toList());
    }

    private static ImageRecord record(int i) {
        List<Annotation> annotations =
                i == 2 || i >= 5 ? List.of() : List.of(Annotation.of(new Box(5, 5, 25 + 5 * i, 40), i % 2));
        return new ImageRecord(new ImageId("noise-" + i), Path.of("noise-" + i), SIZE, annotations);
    }

    private static Image noise(Path file) {
        byte[] rgb = new byte[Math.toIntExact(SIZE.pixels() * 3)];
        new SplittableRandom(file.toString().hashCode()).nextBytes(rgb);
        return new Image(SIZE, rgb);
    }
}
