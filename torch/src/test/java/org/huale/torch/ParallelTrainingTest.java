package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.huale.config.Mode;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Companion;
import org.huale.detect.companion.AdversarialAutoencoder;
import org.huale.detect.companion.ClassQuality;
import org.huale.detect.companion.LossPrediction;
import org.huale.detect.pool.PoolRunner;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.Rendezvous;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.detect.training.TrainingOutcome;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageReader;
import org.huale.metric.validation.DetectorValidation;
import org.huale.problem.HualeException;
import org.huale.problem.Logged;
import org.huale.torch.parallel.Company;
import org.huale.torch.parallel.LostRankException;
import org.huale.torch.parallel.Team;
import org.huale.torch.train.AtIteration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes, here threads, train one detector on small images of noise. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class ParallelTrainingTest {
    private static final List<ImageSize> SIZES =
            List.of(new ImageSize(64, 48), new ImageSize(48, 64), new ImageSize(64, 32), new ImageSize(40, 64));

    /**
     * All proposals are kept and learned from. Otherwise two that are nearly equally good change places for a rounding error,
     * and which of them is learned from is then another one: that is the same training too, but not to five digits.
     */
    private static final List<String> ALL_PROPOSALS = List.of(
            "detector.rpn.nmsIou=1",
            "detector.rpn.training.beforeNms=100000",
            "detector.rpn.training.afterNms=100000",
            "detector.roi.sampling.perImage=100000",
            "detector.roi.sampling.positiveFraction=1");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "standard, fixed, 20",
        "emphasis, learned, 20",
        "paper, fixed, 20",
        "scale-control, fixed, 20",
    })
    void twoProcessesOfOneImageLearnAsOneOfTwo(String loss, String lambda, int iterations) throws IOException {
        List<String> words = new ArrayList<>(ALL_PROPOSALS);
        words.addAll(List.of(
                "training.loss=" + loss,
                "training.loss.lambda.schedule=" + lambda,
                "training.iterations=" + iterations,
                "training.averaging=0.9"));
        alone("one", 99_999, config(1, 2, words), List.of());
        together("two", TrainingFolder.Opening.NEW, 99_999, config(2, 1, words));

        assertThat(metrics("two")).hasSize(iterations + 1);
        requireSame("one", "two");
    }

    @Test
    void theStagesOfACascadeLearnSoToo() throws IOException {
        List<String> words = new ArrayList<>(ALL_PROPOSALS);
        words.addAll(List.of(
                "training.loss=factors-eiou",
                "training.iterations=5",
                "detector.roi.boxRegression=class_agnostic",
                "detector.roi.cascade=[0.6]"));
        alone("one", 99, config(1, 2, words), List.of());
        together("two", TrainingFolder.Opening.NEW, 99, config(2, 1, words));

        assertThat(metrics("two").get(0)).contains("classification2", "boxRegression2", "emphasisIou2");
        requireSame("one", "two");
    }

    @Test
    void regionsAreDrawnByImageWhoeverLooksAtIt() throws IOException {
        List<String> words = List.of("training.iterations=1", "detector.rpn.sampling.perImage=16");
        alone("one", 99, config(1, 2, words), List.of());
        together("two", TrainingFolder.Opening.NEW, 99, config(2, 1, words));

        for (String term :
                List.of("objectness", "proposalRegression")) { // what is drawn for them depends on no network
            int column = Arrays.asList(metrics("one").get(0)).indexOf(term);
            assertThat(Double.parseDouble(metrics("two").get(1)[column]))
                    .as(term)
                    .isCloseTo(Double.parseDouble(metrics("one").get(1)[column]), Percentage.withPercentage(1e-3));
        }
    }

    @Test
    void theSameProcessesGiveTheSameBitsStoppedAndResumedToo() throws IOException {
        TrainingConfig config = config(2, 1, List.of("training.iterations=7", "training.loss=scale-control"));
        together("whole", TrainingFolder.Opening.NEW, 99, config);
        together("again", TrainingFolder.Opening.NEW, 99, config);
        List<TrainingOutcome> stopped = together("parts", TrainingFolder.Opening.NEW, 4, config);
        together("parts", TrainingFolder.Opening.RESUME, 99, config);

        assertThat(stopped).extracting(TrainingOutcome::iterations).containsOnly(4L);
        assertThat(stopped).extracting(TrainingOutcome::complete).containsOnly(false);
        for (String file : List.of("metrics.csv", "weights/last.safetensors", "checkpoint/state.safetensors")) {
            byte[] whole = Files.readAllBytes(folder.resolve("whole").resolve(file));
            assertThat(Files.readAllBytes(folder.resolve("again").resolve(file)))
                    .as(file)
                    .isEqualTo(whole);
            assertThat(Files.readAllBytes(folder.resolve("parts").resolve(file)))
                    .as(file)
                    .isEqualTo(whole);
        }
    }

    @Test
    void noTrainingIsOverwrittenBeforeAllProcessesCanBegin() throws IOException {
        TrainingConfig config = config(2, 1, List.of("training.iterations=1"));
        together("old", TrainingFolder.Opening.NEW, 99, config);
        Path weights = folder.resolve("old/weights/last.safetensors");
        byte[] learned = Files.readAllBytes(weights);
        assertThatThrownBy(() -> Team.work(2, folder.resolve("meeting"), company -> {
                    TrainingConfig own = company.rank() == 0 ? config : config.onDevice("cuda:99");
                    return new TorchTraining(ParallelTrainingTest::noise, TrainingListener.silent(), new StopSignal())
                            .run(request("old", TrainingFolder.Opening.OVERWRITE, own, List.of()), company);
                }))
                .isInstanceOf(LostRankException.class)
                .hasMessageContainingAll("rank 1 of the 2 processes that work together failed: ", "cuda:99");
        assertThat(weights).hasBinaryContent(learned);
        together("old", TrainingFolder.Opening.OVERWRITE, 99, config(2, 1, List.of()));
        assertThat(metrics("old")).as("a line of names and three iterations").hasSize(4);
    }

    @Test
    void allProcessesJudgeTheDetectorAndFindWhatOneFinds() throws IOException {
        TrainingConfig config = config(2, 2, List.of("detector.roi.output.minConfidence=0", "training.averaging=0.9"));
        List<Set<Path>> read = judgedBy(config, company -> judged());

        assertThat(read).allSatisfy(it -> assertThat(it).hasSizeGreaterThan(1));
        assertThat(Stream.concat(read.get(0).stream(), read.get(1).stream()))
                .containsExactlyInAnyOrderElementsOf(
                        judged().images().stream().map(ImageRecord::file).toList());
        assertThat(Files.readAllBytes(folder.resolve("two/validation.json")))
                .isEqualTo(Files.readAllBytes(judgedByOne(folder.resolve("two/weights/last.safetensors"))));
    }

    @Test
    void processesThatWouldJudgeByOtherImagesDoNotBegin() {
        assertThatThrownBy(
                        () -> judgedBy(config(2, 2, List.of()), company -> company.rank() == 0 ? judged() : dataset()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("are to do something else");
    }

    /** Which of the images that the detector is judged by each process read. */
    private List<Set<Path>> judgedBy(TrainingConfig config, Function<Company, Dataset> judging) {
        return Team.work(2, folder.resolve("meeting"), company -> {
            Set<Path> read = ConcurrentHashMap.newKeySet();
            ImageReader reader = file -> {
                if (!file.startsWith("learned")) {
                    read.add(file);
                }
                return noise(file);
            };
            SingleTraining task = new SingleTraining(
                    learned(), judging.apply(company), folder.resolve("two"), TrainingFolder.Opening.NEW, Map.of());
            new TorchTraining(reader, TrainingListener.silent(), new StopSignal())
                    .run(new TrainingRequest(task, config, FirstWeights.random()), company);
            return read;
        });
    }

    @Test
    void oneThatIsAskedToStopWithinAJudgementStopsAllAndItIsMadeWhenTheyGoOn() throws IOException {
        judgedTogether("whole", TrainingFolder.Opening.NEW, -1);
        List<TrainingOutcome> left = judgedTogether("parts", TrainingFolder.Opening.NEW, 1);
        assertThat(left).noneMatch(TrainingOutcome::complete);
        assertThat(folder.resolve("parts/validation.json")).doesNotExist();
        List<TrainingOutcome> resumed = judgedTogether("parts", TrainingFolder.Opening.RESUME, -1);

        assertThat(resumed).allMatch(TrainingOutcome::complete);
        for (String file : List.of("metrics.csv", "validation.csv", "checkpoint/state.safetensors")) {
            assertThat(Files.readAllBytes(folder.resolve("parts").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(file)));
        }
    }

    /** @param stopping rank that is asked to stop when it reads an image to be judged */
    private List<TrainingOutcome> judgedTogether(String name, TrainingFolder.Opening opening, int stopping) {
        return Team.work(2, folder.resolve("meeting-" + System.nanoTime()), company -> {
            StopSignal stop = new StopSignal();
            ImageReader reader = file -> {
                if (company.rank() == stopping && !file.startsWith("learned")) {
                    stop.raise();
                }
                return noise(file);
            };
            SingleTraining task = new SingleTraining(learned(), judged(), folder.resolve(name), opening, Map.of());
            return new TorchTraining(reader, TrainingListener.silent(), stop)
                    .run(new TrainingRequest(task, config(2, 1, List.of()), FirstWeights.random()), company);
        });
    }

    /** What one process says of weights. */
    private Path judgedByOne(Path weights) {
        Path place = folder.resolve("judged");
        try (TorchDetector network = TorchDetector.open(new TorchDetector.Source(weights, null, "cpu", 1));
                TrainingFolder kept = TrainingFolder.open(place, TrainingFolder.Opening.NEW)) {
            PoolRunner detector =
                    new PoolRunner(network, new PoolRunner.Reading(ParallelTrainingTest::noise, 2), Set.of());
            assertThat(new DetectorValidation(detector, judged(), kept)
                            .figures()
                            .get("AP50"))
                    .isPositive();
        }
        return place.resolve("validation.json");
    }

    /** Objects that fill their images, so that boxes of a network that has learned nothing hit some. */
    private static Dataset judged() {
        List<ImageRecord> images = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            ImageSize size = SIZES.get(i % SIZES.size());
            images.add(new ImageRecord(
                    new ImageId("judged-" + i),
                    Path.of(size + "-" + (100 + i)),
                    size,
                    List.of(Annotation.of(new Box(0, 0, size.width(), size.height()), i % 2))));
        }
        return new Dataset("judged", ClassNames.of("a", "b"), images);
    }

    private static Dataset learned() {
        return new Dataset(
                "learned",
                dataset().classes(),
                dataset().images().stream()
                        .map(it -> new ImageRecord(
                                it.id(), Path.of("learned").resolve(it.file()), it.size(), it.annotations()))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAITHFUL", "FIXED"})
    void whatIsTrainedBesideTheDetectorIsTheSameToo(Mode mode) throws IOException {
        List<Companion> companions = List.of(
                new LossPrediction(mode, 1, 1, 0.5, 8, 0.001),
                new ClassQuality(0.6, 0.9, mode == Mode.FAITHFUL, false),
                new AdversarialAutoencoder(
                        mode,
                        new AdversarialAutoencoder.Network(64, 2, 4, 8),
                        new AdversarialAutoencoder.Learning(0.001, 0.001, 1, 1, 1)));
        List<String> words = new ArrayList<>(ALL_PROPOSALS);
        words.add("training.iterations=20");
        alone("one", 99, config(1, 2, words), companions);
        together("two", TrainingFolder.Opening.NEW, 99, config(2, 1, words), companions);

        assertThat(metrics("two").get(0)).anyMatch(it -> it.startsWith("loss-prediction."));
        requireSame("one", "two");
    }

    /** Whoever asks for processes by a key has not divided the threads, on which the last bits depend. */
    @Test
    void moreThreadsThanProcessorsAreToldOnceWithTheNumberToBeginWith() {
        int processors = Runtime.getRuntime().availableProcessors();
        TrainingConfig crowded = config(2, 1, List.of("training.iterations=1", "threads=" + processors));
        List<ILoggingEvent> said =
                Logged.by(TorchTraining.class, () -> together("crowded", TrainingFolder.Opening.NEW, 99, crowded));
        assertThat(said)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(it -> it.contains(" slow each other down"))
                .containsExactly(crowded.crowd(processors).orElseThrow());
    }

    @Test
    void processesThatHaveTheirShareOfTheProcessorsAreNoCrowd() {
        TrainingConfig shared = config(2, 1, List.of("threads=3"));
        assertThat(shared.crowd(6)).isEmpty();
        assertThat(shared.crowd(5))
                .contains(
                        "2 processes with threads=3 each slow each other down (processors of this machine: 5); begin with"
                                + " threads=2");
        assertThat(shared.onDevice("cuda:0").crowd(5)).isEmpty();
        assertThat(config(1, 1, List.of("threads=8")).crowd(4)).isEmpty();
        assertThat(config(8, 1, List.of()).crowd(4).orElseThrow())
                .endsWith("; begin with training.processes=4 at most, each with threads=1");
        assertThat(config(8, 1, List.of("threads=4")).crowd(4).orElseThrow())
                .endsWith("; begin with training.processes=4 at most, each with threads=1");
    }

    /** Others may come within ten minutes; a process that is to end has two. */
    @Test
    void whoIsStoppedBeforeTheOthersComeHasTrainedNothing() throws IOException {
        Rendezvous place = new Rendezvous("127.0.0.1", Team.freePort(), 0, 2);
        TrainingRequest request = new TrainingRequest(
                new SingleTraining(
                        dataset(), null, folder.resolve("lonely"), TrainingFolder.Opening.NEW, place, Map.of()),
                config(2, 1, List.of()),
                FirstWeights.random());
        StopSignal stop = new StopSignal();
        stop.raise();
        TrainingOutcome outcome =
                new TorchTraining(ParallelTrainingTest::noise, TrainingListener.silent(), stop).run(request);

        assertThat(outcome.complete()).isFalse();
        assertThat(outcome.iterations()).isZero();
    }

    private void alone(String name, long stopAfter, TrainingConfig config, List<Companion> companions) {
        StopSignal stop = new StopSignal();
        new TorchTraining(ParallelTrainingTest::noise, AtIteration.raised(stopAfter, stop), stop)
                .run(request(name, TrainingFolder.Opening.NEW, config, companions));
    }

    private List<TrainingOutcome> together(
            String name, TrainingFolder.Opening opening, long stopAfter, TrainingConfig config) {
        return together(name, opening, stopAfter, config, List.of());
    }

    private List<TrainingOutcome> together(
            String name,
            TrainingFolder.Opening opening,
            long stopAfter,
            TrainingConfig config,
            List<Companion> companions) {
        Path meeting = folder.resolve("meeting-" + System.nanoTime());
        return Team.work(2, meeting, company -> {
            StopSignal stop = new StopSignal();
            TorchTraining training =
                    new TorchTraining(ParallelTrainingTest::noise, AtIteration.raised(stopAfter, stop), stop);
            return training.run(request(name, opening, config, companions), company);
        });
    }

    private TrainingRequest request(
            String name, TrainingFolder.Opening opening, TrainingConfig config, List<Companion> companions) {
        return new TrainingRequest(
                new SingleTraining(dataset(), null, folder.resolve(name), opening, Map.of()),
                config,
                FirstWeights.random(),
                new TrainingRequest.CompanionTask(companions, dataset()));
    }

    static TrainingConfig config(int processes, int batch, List<String> more) {
        Settings settings = new Settings()
                .assignment("threads=1")
                .assignment("training.epochs=0")
                .assignment("training.iterations=3")
                .assignment("training.clipNorm=1")
                .assignment("training.sgd.learningRate=0.001")
                .assignment("training.images.groupByAspectRatio=false")
                .assignment("training.processes=" + processes)
                .assignment("training.batchSize=" + batch)
                .assignment("detector.transform.minSize=48")
                .assignment("detector.transform.maxSize=64");
        more.forEach(settings::assignment);
        return settings.into(TrainingConfig.defaults(DetectorModel.SMALL_RESNET_FPN.options()))
                .withNeededVarianceHead();
    }

    /** Five images, so that the last batch of two has one, and one process nothing to learn from. */
    static Dataset dataset() {
        List<ImageRecord> images = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            List<Annotation> objects =
                    i == 3 ? List.of() : List.of(Annotation.of(new Box(5, 5, 20 + 3 * i, 30), i % 2));
            ImageSize size = SIZES.get(i % SIZES.size());
            images.add(new ImageRecord(new ImageId("noise-" + i), Path.of(size + "-" + i), size, objects));
        }
        return new Dataset("noise", ClassNames.of("a", "b"), images);
    }

    static Image noise(Path file) {
        String[] words = file.getFileName().toString().split("[x-]");
        ImageSize size = new ImageSize(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
        byte[] rgb = new byte[Math.toIntExact(size.pixels() * 3)];
        new SplittableRandom(Long.parseLong(words[2])).nextBytes(rgb);
        return new Image(size, rgb);
    }

    private void requireSame(String left, String right) throws IOException {
        List<String[]> one = metrics(left);
        List<String[]> two = metrics(right);
        assertThat(two).hasSameSizeAs(one);
        for (int row = 1; row < two.size(); row++) {
            for (int column = 0; column < two.get(0).length; column++) {
                assertThat(Double.parseDouble(two.get(row)[column]))
                        .as("%s, iteration %d", two.get(0)[column], row)
                        .isCloseTo(
                                Double.parseDouble(one.get(row)[column]),
                                Percentage.withPercentage(two.get(0)[column].equals("gradientNorm") ? 0.1 : 1e-3));
            }
        }
    }

    private List<String[]> metrics(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name).resolve("metrics.csv")).stream()
                .map(line -> line.split(","))
                .toList();
    }
}
