package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.huale.config.ConfigDifference;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.provider.FirstWeights;
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
import org.huale.storage.Checksums;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.roi.RoiOptions.BoxRegression;
import org.huale.torch.rcnn.roi.RoiOptions.LocalizationVariance;
import org.huale.torch.train.AtIteration;
import org.huale.torch.train.TrainingOptions;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.huale.weights.WeightsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A whole Faster R-CNN on three small images of noise. */
class TorchTrainingTest {
    private static final ImageSize SIZE = new ImageSize(64, 48);
    private static final String JUDGED = "judged";
    private static final String SHARED = "detector.roi.boxRegression=class_agnostic";
    private static final String CASCADE = "detector.roi.cascade=[0.6, 0.7]";

    /** The recipe {@code torchvision}, key by key. */
    private static final List<String> TORCHVISION = List.of(
            "epochs=12",
            "iterations=0",
            "batchSize=2",
            "processes=1",
            "exchange.backend=auto",
            "exchange.patience=0",
            "sgd.learningRate=0.0025",
            "sgd.momentum=0.9",
            "sgd.weightDecay=0.0001",
            "sgd.nesterov=false",
            "rates.backbone=1",
            "rates.pyramid=1",
            "rates.proposals=1",
            "rates.regions=1",
            "schedule.kind=step",
            "schedule.milestones=[8, 11]",
            "schedule.unit=epoch",
            "schedule.gamma=0.1",
            "schedule.floor=0",
            "schedule.warmUpIterations=1000",
            "schedule.warmUpStart=0.001",
            "schedule.warmUpWithinEpoch=true",
            "averaging=0",
            "clipNorm=0",
            "images.groupByAspectRatio=true",
            "images.difficult=false",
            "images.withoutObjects=true",
            "augmentation.flipProbability=0.5",
            "augmentation.scaleLow=1",
            "augmentation.scaleHigh=1",
            "augmentation.brightness=0",
            "augmentation.contrast=0",
            "augmentation.saturation=0",
            "augmentation.zoomOut.probability=0",
            "augmentation.zoomOut.maxFactor=4",
            "augmentation.jitter.probability=0",
            "augmentation.jitter.low=0.6",
            "augmentation.jitter.high=1.4",
            "augmentation.crop.probability=0",
            "augmentation.crop.leastSide=0.3",
            "augmentation.crop.minIous=[0.0, 0.1, 0.3, 0.5, 0.7, 0.9]",
            "loader.threads=0",
            "loader.batchesAhead=2",
            "loader.cacheMegabytes=0",
            "loader.featureMegabytes=0",
            "saving.everyEpochs=1",
            "saving.everyIterations=0",
            "validation.everyEpochs=1",
            "validation.metric=AP50",
            "precision=fp32",
            "loss=standard",
            "optimizer=sgd");

    @TempDir
    private Path folder;

    @Test
    void theSmallModelWithAdamWResumesToTheSameWeights() throws IOException {
        TrainingConfig config = smallConfig();
        TrainingOutcome whole = train("whole", TrainingFolder.Opening.NEW, 99, config);
        train("parts", TrainingFolder.Opening.NEW, 1, config);
        TrainingOutcome resumed = train("parts", TrainingFolder.Opening.RESUME, 99, config);
        assertThat(whole.iterations()).isEqualTo(4);
        assertThat(Files.readAllBytes(resumed.lastWeights())).isEqualTo(Files.readAllBytes(whole.lastWeights()));
        assertThat(WeightsMetadata.model(WeightsFile.metadata(whole.lastWeights()), whole.lastWeights()))
                .contains(config.detector());
    }

    /** The first loss comes from the same weights and images; a second would show what the gradients had in common. */
    @Test
    void inBfloat16TheFirstLossesAreNearAndResumingGivesTheSameWeights() throws IOException {
        train("single", TrainingFolder.Opening.NEW, 99, config(0.01, 1));
        TrainingConfig half = config(0.01, 1, "training.precision=bf16");
        TrainingOutcome whole = train("whole", TrainingFolder.Opening.NEW, 99, half);
        train("parts", TrainingFolder.Opening.NEW, 1, half);
        TrainingOutcome resumed = train("parts", TrainingFolder.Opening.RESUME, 99, half);

        double[] expected = totals("single");
        double[] found = totals("whole");
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isNotEqualTo(expected[i]).isCloseTo(expected[i], withinPercentage(5));
        }
        assertThat(Files.readAllBytes(resumed.lastWeights())).isEqualTo(Files.readAllBytes(whole.lastWeights()));
    }

    private double[] totals(String name) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(name).resolve("metrics.csv"));
        int column = List.of(lines.get(0).split(",")).indexOf("total");
        return lines.stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[column]))
                .toArray();
    }

    /** Published protocols name it: it stands for its values and nothing else, to the last bit that is learned. */
    @Test
    void theRecipeOfTorchvisionTrainsAsItsValuesDo() throws IOException {
        TrainingConfig named = smallByFewLabelsBut(List.of("recipe=torchvision"));
        TrainingConfig written = smallByFewLabelsBut(TORCHVISION);
        assertThat(ConfigJson.differences(named, written))
                .extracting(ConfigDifference::key)
                .containsExactly("training.recipe");
        TrainingOutcome byName = train("named", TrainingFolder.Opening.NEW, 99, named);
        TrainingOutcome byValues = train("written", TrainingFolder.Opening.NEW, 99, written);

        assertThat(byName.iterations()).as("12 epochs of 3 images, 2 at a time").isEqualTo(24);
        assertThat(Files.readAllBytes(byValues.lastWeights())).isEqualTo(Files.readAllBytes(byName.lastWeights()));
        assertThat(Files.readAllBytes(folder.resolve("written/metrics.csv")))
                .isEqualTo(Files.readAllBytes(folder.resolve("named/metrics.csv")));
    }

    @Test
    void stoppedAndResumedItGivesTheWeightsOfOneGo() throws IOException {
        TrainingOutcome whole = train("whole", TrainingFolder.Opening.NEW, 99, config(0.01, 1));
        TrainingOutcome stopped = train("parts", TrainingFolder.Opening.NEW, 1, config(0.01, 1));
        TrainingOutcome resumed = train("parts", TrainingFolder.Opening.RESUME, 99, config(0.01, 1));

        assertThat(stopped.complete()).isFalse();
        assertThat(resumed.complete()).isTrue();
        assertThat(resumed.figures())
                .containsKeys("AP50", "AP-all-point")
                .containsOnlyKeys(DetectorValidation.names())
                .isEqualTo(whole.figures());
        assertThat(Files.readAllBytes(resumed.lastWeights())).isEqualTo(Files.readAllBytes(whole.lastWeights()));
        StateDict weights = WeightsFile.read(whole.lastWeights());
        assertThat(WeightsMetadata.classes(weights.metadata(), whole.lastWeights()))
                .contains(ClassNames.of("a", "b"));
        FasterRcnnOptions asked = config(0.01, 1).detector();
        assertThat(WeightsMetadata.model(weights.metadata(), whole.lastWeights()))
                .as("random weights train in all layers")
                .contains(asked.withBackbone(asked.backbone().withTrainableLayers(6)));
        assertThatThrownBy(() -> train("whole", TrainingFolder.Opening.RESUME, 99, config(0.02, 1)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("config.training.sgd.learningRate: 0.01, now 0.02");
    }

    /** Which knew fewer keys; it did what their values of now say. */
    @Test
    void aTrainingThatAnEarlierVersionBeganIsGoneOnWith() throws IOException {
        TrainingConfig config = smallConfig();
        train("earlier", TrainingFolder.Opening.NEW, 1, config);
        Path file = folder.resolve("earlier/config.json");
        ObjectNode written = (ObjectNode) JsonMapper.shared().readTree(Files.readString(file));
        ((ObjectNode) written.at("/config/training")).remove(List.of("processes", "exchange", "averaging", "recipe"));
        ((ObjectNode) written.at("/config/detector/roi")).remove("boxRegression");
        Files.writeString(file, written.toString());
        new Checksums(folder.resolve("earlier"), Checksums.TRAINING).forget(List.of("config.json"));
        FasterRcnnOptions detector = config.detector();
        TrainingConfig other =
                config.withDetector(detector.withRoi(detector.roi().withBoxRegression(BoxRegression.CLASS_AGNOSTIC)));
        assertThatThrownBy(() -> train("earlier", TrainingFolder.Opening.RESUME, 99, other))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(
                        "config.detector.roi.boxRegression: \"per_class\", now \"class_agnostic\"",
                        "with --overwrite",
                        "delete this folder")
                .hasMessageNotContaining("processes");
        assertThat(train("earlier", TrainingFolder.Opening.RESUME, 99, config).complete())
                .isTrue();
    }

    @Test
    void aFigureThatNoValidationHasIsRefusedBeforeThereIsAFolder() {
        TrainingConfig config = config(0.01, 1, "training.validation.metric=AP_50");
        assertThatThrownBy(() -> train("mistaken", TrainingFolder.Opening.NEW, 99, config))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("training.validation.metric: must be one of [AP, AP50,")
                .hasMessageContaining("AP-all-point]")
                .hasMessageEndingWith("got 'AP_50'");
        assertThat(folder.resolve("mistaken")).doesNotExist();
    }

    @Test
    void whatCannotBeginLeavesTheTrainingThatItIsToOverwrite() throws IOException {
        TrainingConfig config = smallConfig();
        byte[] learned = Files.readAllBytes(
                train("old", TrainingFolder.Opening.NEW, 1, config).lastWeights());
        assertThatThrownBy(() -> train("old", TrainingFolder.Opening.OVERWRITE, 99, config.onDevice("cuda:99")))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("device cuda:99: ");
        Path other = folder.resolve("other.safetensors");
        WeightsFile.write(other, StateDict.of(Map.of("other.weight", TensorData.of(new float[1], 1))));
        FirstWeights first = new FirstWeights(other, null);
        assertThatThrownBy(() -> train("old", TrainingFolder.Opening.OVERWRITE, 99, config, first))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("other.safetensors: the weights do not fit the network");
        assertThat(folder.resolve("old/weights/last.safetensors")).hasBinaryContent(learned);
        assertThat(train("old", TrainingFolder.Opening.RESUME, 99, config).complete())
                .isTrue();
    }

    @Test
    void whatIsTakenOverIsToldOnceAlsoOfWeightsThatAreOverwritten() {
        TrainingConfig config = smallConfig();
        FirstWeights first = new FirstWeights(
                null, train("old", TrainingFolder.Opening.NEW, 1, config).lastWeights());
        List<ILoggingEvent> said = Logged.by(
                DetectorTransfer.class,
                () -> assertThat(train("old", TrainingFolder.Opening.OVERWRITE, 1, config, first)
                                .lastWeights())
                        .exists());
        assertThat(said)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(it -> it.endsWith(" tensors taken over"))
                .hasSize(1);
    }

    /** It is -1 of every detector, and the first would be the best. */
    @Test
    void aFigureThatTheValidationHasNoObjectsForIsRefusedBeforeThereIsAFolder() {
        TrainingConfig config = config(0.01, 1, "training.validation.metric=APl");
        SingleTraining task = judgedOnOthers("small", TrainingFolder.Opening.NEW);
        assertThatThrownBy(() -> trained(task, config, TorchTrainingTest::noise, new StopSignal()))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("training.validation.metric: APl cannot choose the best weights, as others has")
                .hasMessageContaining("those that have are [AP, AP50, AP75, APm, AR1,");
        assertThat(folder.resolve("small")).doesNotExist();
    }

    @Test
    void stoppedWithinItsLastJudgementItIsNotCompleteBeforeItIsJudged() throws IOException {
        TrainingConfig config = config(0.01, 1);
        SingleTraining whole = judgedOnOthers("whole", TrainingFolder.Opening.NEW);
        TrainingOutcome expected = trained(whole, config, TorchTrainingTest::noise, new StopSignal());
        StopSignal stop = new StopSignal();
        SingleTraining begun = judgedOnOthers("parts", TrainingFolder.Opening.NEW);
        TrainingOutcome left = trained(begun, config, file -> stoppingAt(JUDGED, file, stop), stop);
        SingleTraining resumed = judgedOnOthers("parts", TrainingFolder.Opening.RESUME);
        TrainingOutcome outcome = trained(resumed, config, TorchTrainingTest::noise, new StopSignal());

        assertThat(left.complete()).isFalse();
        assertThat(left.iterations()).isEqualTo(2);
        assertThat(left.figures()).isEmpty();
        assertThat(outcome.complete()).isTrue();
        assertThat(outcome.figures()).isNotEmpty().isEqualTo(expected.figures());
        for (String file : List.of("metrics.csv", "validation.csv", "checkpoint/state.safetensors")) {
            assertThat(Files.readAllBytes(folder.resolve("parts").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(file)));
        }
    }

    private SingleTraining judgedOnOthers(String name, TrainingFolder.Opening opening) {
        List<Annotation> objects = List.of(Annotation.of(new Box(5, 5, 40, 40), 0));
        ImageRecord image = new ImageRecord(new ImageId(JUDGED), Path.of(JUDGED), SIZE, objects);
        Dataset others = new Dataset("others", dataset().classes(), List.of(image));
        return new SingleTraining(dataset(), others, folder.resolve(name), opening, Map.of());
    }

    private static TrainingOutcome trained(
            SingleTraining task, TrainingConfig config, ImageReader reader, StopSignal stop) {
        return new TorchTraining(reader, TrainingListener.silent(), stop)
                .run(new TrainingRequest(task, config, FirstWeights.random()));
    }

    private static Image stoppingAt(String name, Path file, StopSignal stop) {
        if (file.endsWith(name)) {
            stop.raise();
        }
        return noise(file);
    }

    @Test
    void anchorsThatWereFittedAreKeptWithTheWeightsAndInTheFolder() throws IOException {
        TrainingConfig config = config(0.01, 1, "detector.rpn.anchors=auto");
        TrainingOutcome outcome = train("auto", TrainingFolder.Opening.NEW, 1, config);
        train("auto", TrainingFolder.Opening.RESUME, 99, config);

        List<List<Integer>> sizes =
                TorchDetector.described(outcome.lastWeights()).rpn().anchors().sizes();
        assertThat(sizes).isNotEmpty();
        assertThat(Files.readString(folder.resolve("auto/config.json")).replaceAll("\\s", ""))
                .contains("\"sizes\":" + sizes.toString().replace(" ", ""));
        TrainingOutcome further = train("further", outcome.lastWeights(), config);
        assertThat(TorchDetector.described(further.lastWeights())
                        .rpn()
                        .anchors()
                        .sizes())
                .as("those of the weights that it began with")
                .isEqualTo(sizes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scale-control", "factors", "factors-eiou", "paper", "emphasis"})
    void everyLossIsTheSameInOneGoAndResumed(String loss) throws IOException {
        TrainingConfig config = config(
                0.01,
                2,
                "training.loss=" + loss,
                "training.loss.lambda.schedule=" + (loss.equals("emphasis") ? "learned" : "fixed"));
        TrainingOutcome whole = train("whole", TrainingFolder.Opening.NEW, 99, config);
        train("parts", TrainingFolder.Opening.NEW, 2, config);
        TrainingOutcome resumed = train("parts", TrainingFolder.Opening.RESUME, 99, config);

        assertThat(resumed.iterations()).isEqualTo(4);
        for (String file : List.of("metrics.csv", "weights/last.safetensors", "checkpoint/state.safetensors")) {
            assertThat(Files.readAllBytes(folder.resolve("parts").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(file)));
        }
        assertThat(Files.readString(folder.resolve("whole/metrics.csv"))).contains("betaClassification");
        assertThat(WeightsMetadata.model(WeightsFile.metadata(whole.lastWeights()), whole.lastWeights())
                        .orElseThrow()
                        .roi()
                        .localizationVariance())
                .isEqualTo(
                        config.training().loss().usesVariance()
                                ? LocalizationVariance.CLASS_AGNOSTIC
                                : LocalizationVariance.NONE);
    }

    @Test
    void theCheckpointHoldsWhatTheLossLearnsAndRemembers() {
        train("control", TrainingFolder.Opening.NEW, 1, config(0.01, 1, "training.loss=scale-control"));
        train("learned", TrainingFolder.Opening.NEW, 1, learned());

        assertThat(checkpoint("control").get("loss/factors.sums").toFloats()[2]).isEqualTo(1);
        assertThat(checkpoint("learned").get("loss/lambda.logVariances").toFloats())
                .doesNotContain(0);
        assertThat(checkpoint("learned").names()).contains("velocity/loss/lambda.logVariances");
    }

    /** What is learned and remembered by each stage's loss is in the checkpoint, too. */
    @ParameterizedTest
    @ValueSource(strings = {"training.loss=scale-control", "training.loss.lambda.schedule=learned"})
    void aCascadeIsTheSameInOneGoAndResumed(String word) throws IOException {
        TrainingConfig config = config(0.01, 2, "training.loss=factors-eiou", word, SHARED, CASCADE);
        TrainingOutcome whole = train("whole", TrainingFolder.Opening.NEW, 99, config);
        train("parts", TrainingFolder.Opening.NEW, 2, config);
        train("parts", TrainingFolder.Opening.RESUME, 99, config);

        for (String file : List.of("metrics.csv", "weights/last.safetensors", "checkpoint/state.safetensors")) {
            assertThat(Files.readAllBytes(folder.resolve("parts").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(file)));
        }
        assertThat(Files.readString(folder.resolve("whole/metrics.csv")))
                .contains(",classification2,boxRegression2,")
                .contains(",betaLocalization3,total,");
        assertThat(checkpoint("whole").names())
                .contains(
                        word.endsWith("learned")
                                ? "velocity/loss/stage3.lambda.logVariances"
                                : "loss/stage3.factors.sums");
        assertThat(TorchDetector.described(whole.lastWeights()).roi().cascade()).containsExactly(0.6, 0.7);
    }

    @Test
    void aCascadeAndALossThatNeedsVariancesAreRefusedTogether() {
        assertThatThrownBy(() -> config(0.01, 1, "training.loss=emphasis", SHARED, CASCADE))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("the stages of detector.roi.cascade [0.6, 0.7] predict none")
                .hasMessageContaining("such as factors-eiou");
        assertThatThrownBy(() -> config(0.01, 1, CASCADE))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("detector.roi.cascade: a cascade needs boxRegression class_agnostic");
    }

    private static TrainingConfig learned() {
        return config(0.01, 1, "training.loss=emphasis", "training.loss.lambda.schedule=learned");
    }

    private StateDict checkpoint(String name) {
        return WeightsFile.read(folder.resolve(name).resolve("checkpoint/state.safetensors"));
    }

    @Test
    void theLossSwitchesTheHeadOnUnlessToldNotTo() {
        assertThat(learned().detector().roi().localizationVariance()).isEqualTo(LocalizationVariance.CLASS_AGNOSTIC);
        assertThat(config(0.01, 1, "training.loss=emphasis", "detector.roi.localizationVariance=per-class")
                        .detector()
                        .roi()
                        .localizationVariance())
                .isEqualTo(LocalizationVariance.PER_CLASS);
        FasterRcnnOptions headless = learned()
                .detector()
                .withRoi(learned().detector().roi().withLocalizationVariance(LocalizationVariance.NONE));
        assertThatThrownBy(() -> train(
                        "headless", TrainingFolder.Opening.NEW, 1, learned().withDetector(headless)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("needs the detector to predict variances");
    }

    @Test
    void weightsOfADetectorWithoutVariancesBeginOneWithThemAndBack() {
        TrainingOutcome plain = train("plain", TrainingFolder.Opening.NEW, 1, config(0.01, 1));
        TrainingOutcome unsure = train("unsure", plain.lastWeights(), learned());
        TrainingOutcome back = train("back", unsure.lastWeights(), config(0.01, 1));

        String head = "roi_heads.box_predictor.bbox_log_variance.weight";
        assertThat(WeightsFile.read(plain.lastWeights()).contains(head)).isFalse();
        assertThat(WeightsFile.read(unsure.lastWeights()).get(head).shape()).containsExactly(4, 512);
        assertThat(WeightsFile.read(back.lastWeights()).contains(head)).isFalse();
    }

    @Test
    void aLossThatIsNotFiniteEndsTheTrainingAndSaysWhere() {
        TrainingOutcome sound = train("sound", TrainingFolder.Opening.NEW, 1, config(0.01, 1));
        Path broken = folder.resolve("broken.safetensors");
        WeightsFile.write(broken, sureOfBackground(WeightsFile.read(sound.lastWeights())));

        assertThatThrownBy(() -> train("diverging", broken, config(0.01, 1)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("iteration")
                .hasMessageContaining("noise-")
                .hasMessageContaining("classification=Infinity");
        assertThat(folder.resolve("diverging/not-finite.json")).content().contains("Infinity");
    }

    /** Finite weights, but what an object's class lies below the background's is more than a float can hold. */
    private static StateDict sureOfBackground(StateDict weights) {
        String name = "roi_heads.box_predictor.cls_score.bias";
        Map<String, TensorData> tensors = new LinkedHashMap<>(weights.tensors());
        float[] bias = new float[weights.get(name).elements()];
        Arrays.fill(bias, -Float.MAX_VALUE);
        bias[0] = Float.MAX_VALUE;
        tensors.put(name, TensorData.of(bias, bias.length));
        return new StateDict(tensors, weights.metadata());
    }

    private TrainingOutcome train(String name, TrainingFolder.Opening opening, long stopAfter, TrainingConfig config) {
        return train(name, opening, stopAfter, config, FirstWeights.random());
    }

    private TrainingOutcome train(String name, Path first, TrainingConfig config) {
        return train(name, TrainingFolder.Opening.NEW, 1, config, new FirstWeights(null, first));
    }

    private TrainingOutcome train(
            String name, TrainingFolder.Opening opening, long stopAfter, TrainingConfig config, FirstWeights first) {
        StopSignal stop = new StopSignal();
        SingleTraining task = new SingleTraining(dataset(), dataset(), folder.resolve(name), opening, Map.of());
        return new TorchTraining(TorchTrainingTest::noise, AtIteration.raised(stopAfter, stop), stop)
                .run(new TrainingRequest(task, config, first));
    }

    private static TrainingConfig config(double rate, int epochs, String... more) {
        Settings settings = new Settings()
                .assignment("threads=1")
                .assignment("training.epochs=" + epochs)
                .assignment("training.clipNorm=5")
                .assignment("training.sgd.learningRate=" + rate)
                .assignment("detector.transform.minSize=48")
                .assignment("detector.transform.maxSize=64")
                .assignment("detector.rpn.training.afterNms=50")
                .assignment("detector.rpn.detection.afterNms=10");
        for (String word : more) {
            settings.assignment(word);
        }
        return settings.into(TrainingConfig.defaults(DetectorModel.MOBILENET_V2_FPN.options()))
                .withNeededVarianceHead();
    }

    private static TrainingConfig smallConfig() {
        return new Settings()
                .assignment("threads=1")
                .assignment("training.epochs=2")
                .assignment("training.optimizer=adamw")
                .assignment("training.sgd.learningRate=0.002")
                .assignment("detector.transform.minSize=48")
                .assignment("detector.transform.maxSize=64")
                .into(TrainingConfig.defaults(DetectorModel.SMALL_RESNET_FPN.options()));
    }

    /** @param training keys below {@code training} and their values */
    private static TrainingConfig smallByFewLabelsBut(List<String> training) {
        Settings settings = new Settings()
                .assignment("threads=1")
                .assignment("detector.transform.minSize=48")
                .assignment("detector.transform.maxSize=64");
        training.forEach(word -> settings.assignment("training." + word));
        return settings.into(TrainingConfig.defaults(DetectorModel.SMALL_RESNET_FPN.options())
                .withTraining(TrainingOptions.named(TrainingOptions.FEW_LABELS)));
    }

    private static Dataset dataset() {
        List<ImageRecord> images = List.of(record(0), record(1), record(2));
        return new Dataset("noise", ClassNames.of("a", "b"), images);
    }

    private static ImageRecord record(int i) {
        List<Annotation> annotations = i == 2 ? List.of() : List.of(Annotation.of(new Box(5, 5, 40, 40), i));
        return new ImageRecord(new ImageId("noise-" + i), Path.of("noise-" + i), SIZE, annotations);
    }

    private static Image noise(Path file) {
        byte[] rgb = new byte[Math.toIntExact(SIZE.pixels() * 3)];
        new SplittableRandom(file.toString().hashCode()).nextBytes(rgb);
        return new Image(SIZE, rgb);
    }
}
