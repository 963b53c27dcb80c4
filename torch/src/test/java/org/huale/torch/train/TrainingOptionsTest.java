package org.huale.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.huale.torch.augment.Augmentation;
import org.huale.torch.augment.IouCrop;
import org.huale.torch.augment.ScaleJitter;
import org.huale.torch.augment.ZoomOut;
import org.huale.torch.loss.LossOptions;
import org.huale.torch.train.optimize.LearningRateSchedule;
import org.huale.torch.train.optimize.Optimizer;
import org.huale.torch.train.optimize.PartRates;
import org.huale.torch.train.optimize.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingOptionsTest {

    @Test
    void defaultsAreTorchvisionsForTwelveEpochsOfTwoImages() {
        TrainingOptions defaults = TrainingOptions.defaults();

        assertThat(defaults.epochs()).isEqualTo(12);
        assertThat(defaults.iterations()).isZero();
        assertThat(defaults.batchSize()).isEqualTo(2);
        assertThat(defaults.sgd()).isEqualTo(new Sgd.Options(0.0025, 0.9, 1e-4, false));
        assertThat(defaults.schedule().milestones()).isEqualTo(List.of(8, 11));
        assertThat(defaults.schedule().warmUpIterations()).isEqualTo(1000);
        assertThat(defaults.schedule().warmUpStart()).isEqualTo(0.001);
        assertThat(defaults.clipNorm()).isZero();
        assertThat(defaults.images()).isEqualTo(new TrainingOptions.Images(true, false, true));
        assertThat(defaults.augmentation()).isEqualTo(new Augmentation(0.5, 1, 1, 0, 0, 0));
        assertThat(defaults.loader()).isEqualTo(new TrainingOptions.Loader(0, 2, 0, 0));
        assertThat(defaults.saving()).isEqualTo(new TrainingOptions.Saving(1, 0));
        assertThat(defaults.validation()).isEqualTo(new TrainingOptions.ValidationOptions(1, "AP50"));
        assertThat(defaults.precision()).isEqualTo(TrainingOptions.Precision.FP32);
        assertThat(defaults.optimizer()).isEqualTo(Optimizer.Kind.SGD);
        assertThat(defaults.rates()).isEqualTo(PartRates.equal());
        assertThat(defaults.averaging()).isZero();
        assertThat(defaults.schedule().warmUpWithinEpoch()).isTrue();
        assertThat(defaults.loss()).isEqualTo(LossOptions.standard());
    }

    /** The numbers of the table of recipes in the guide, and what it does not mention. */
    @Test
    void fewLabelsHasTheValuesOfTheGuide() {
        TrainingOptions few = TrainingOptions.named(TrainingOptions.FEW_LABELS);

        assertThat(few.recipe()).isEqualTo("few-labels");
        assertThat(few.epochs()).isZero();
        assertThat(few.iterations()).isEqualTo(3000);
        assertThat(few.batchSize()).isEqualTo(4);
        assertThat(few.optimizer()).isEqualTo(Optimizer.Kind.ADAMW);
        assertThat(few.sgd()).isEqualTo(new Sgd.Options(0.001, 0.9, 0.02, false));
        assertThat(few.rates()).isEqualTo(new PartRates(0.1, 1, 1, 1));
        assertThat(few.rates().withoutPretraining())
                .as("where all weights are random")
                .isEqualTo(PartRates.equal());
        assertThat(few.schedule().kind()).isEqualTo(LearningRateSchedule.Options.Kind.COSINE);
        assertThat(few.schedule().floor()).isEqualTo(0.01);
        assertThat(few.schedule().warmUpIterations()).isEqualTo(200);
        assertThat(few.schedule().warmUpStart()).isEqualTo(0.001);
        assertThat(few.schedule().warmUpWithinEpoch()).isFalse();
        assertThat(few.averaging()).isZero();
        assertThat(few.clipNorm()).isEqualTo(10);
        assertThat(few.images()).isEqualTo(new TrainingOptions.Images(false, false, true));
        assertThat(few.augmentation()).isEqualTo(mirroredJitteredCroppedZoomedAndRecoloured());
        assertThat(few.loader()).isEqualTo(new TrainingOptions.Loader(0, 2, 512, 0));
        assertThat(few.saving()).isEqualTo(new TrainingOptions.Saving(0, 0));
        assertThat(few.validation()).isEqualTo(new TrainingOptions.ValidationOptions(1, "AP50"));
        assertThat(few.precision()).isEqualTo(TrainingOptions.Precision.FP32);
        assertThat(few.loss()).isEqualTo(LossOptions.standard());
    }

    private static Augmentation mirroredJitteredCroppedZoomedAndRecoloured() {
        return new Augmentation(
                0.5,
                1,
                1,
                0.3,
                0.3,
                0.3,
                new ZoomOut(0.2, 2),
                new ScaleJitter(1, 0.6, 1.4),
                new IouCrop(0.3, 0.3, List.of(0.0, 0.1, 0.3, 0.5, 0.7, 0.9)));
    }

    @Test
    void jsonComesBackAsTheSameOptions() {
        TrainingOptions options = TinyTraining.options(3, 4);

        assertThat(ConfigJson.read(ConfigJson.write(options), TrainingOptions.class))
                .isEqualTo(options);
    }

    @Test
    void anAugmentationSavedBeforeThereWereWindowsHasNone() {
        String before = """
                {"flipProbability": 0.5, "scaleLow": 1.0, "scaleHigh": 1.0,
                 "brightness": 0.0, "contrast": 0.0, "saturation": 0.0}""";

        assertThat(ConfigJson.read(before, Augmentation.class)).isEqualTo(Augmentation.defaults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zoomOut", "jitter", "crop"})
    void frozenFeaturesAreNotRememberedOfWindows(String option) {
        Settings settings = new Settings()
                .assignment("loader.featureMegabytes=1")
                .assignment("augmentation." + option + ".probability=0.1");

        assertThatThrownBy(() -> settings.into(TrainingOptions.defaults()))
                .hasMessageContaining("must be 0 where the augmentation does more than mirror, got 1");
    }

    @Test
    void nesterovIsNotForAdamW() {
        Settings settings = new Settings().assignment("sgd.nesterov=true");
        assertThat(settings.into(TrainingOptions.defaults()).sgd().nesterov()).isTrue();
        assertThatThrownBy(() -> settings.into(TrainingOptions.named(TrainingOptions.FEW_LABELS)))
                .hasMessageContaining("sgd.nesterov is for optimizer sgd");
    }

    @Test
    void settingsReachEveryDepth() {
        TrainingOptions options = new Settings()
                .assignment("sgd.momentum=0.8")
                .assignment("schedule.kind=cosine")
                .assignment("precision=bf16")
                .assignment("schedule.milestones=[3]")
                .into(TrainingOptions.defaults());

        assertThat(options.sgd().momentum()).isEqualTo(0.8);
        assertThat(options.schedule().kind()).isEqualTo(LearningRateSchedule.Options.Kind.COSINE);
        assertThat(options.schedule().milestones()).containsExactly(3);
        assertThat(options.precision()).isEqualTo(TrainingOptions.Precision.BF16);
    }

    @Test
    void mistakesNameTheNearestKeyAndTheRange() {
        assertThatThrownBy(() -> new Settings()
                        .assignment("momentun=0.8")
                        .assignment("batchSize=0")
                        .assignment("sgd.learningRate=-1")
                        .into(TrainingOptions.defaults()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("momentun: unknown key; did you mean sgd.momentum?")
                .hasMessageContaining("batch size must be in [1, 4096], got 0")
                .hasMessageContaining("learning rate must be in [0, 1000], got -1.0");
    }

    @Test
    void theEarlierOfEpochsAndIterationsEnds() {
        assertThat(TrainingOptions.defaults().totalIterations(10)).isEqualTo(120);
        assertThat(new Settings()
                        .assignment("iterations=7")
                        .into(TrainingOptions.defaults())
                        .totalIterations(10))
                .isEqualTo(7);
    }

    /** Of 20 images, 4 at a time, there are 5 batches. */
    @ParameterizedTest
    @ValueSource(longs = {1, 5, 250, 30_000})
    void fewLabelsTakesAsManyIterationsHoweverManyImages(long batchesPerEpoch) {
        TrainingOptions few = TrainingOptions.named(TrainingOptions.FEW_LABELS);
        assertThat(few.totalIterations(batchesPerEpoch)).isEqualTo(3000);
        assertThat(few.schedule().warmUp(batchesPerEpoch)).isEqualTo(200);
    }

    @Test
    void crowdsAreNeverLearnedAndDifficultObjectsOnlyOnRequest() {
        Box box = new Box(0, 0, 1, 1);
        Annotation crowd = new Annotation(box, 0, false, true, 1);
        Annotation difficult = new Annotation(box, 0, true, false, 1);

        assertThat(TrainingOptions.Images.defaults().learns(crowd)).isFalse();
        assertThat(TrainingOptions.Images.defaults().learns(difficult)).isFalse();
        assertThat(new TrainingOptions.Images(true, true, true).learns(difficult))
                .isTrue();
        assertThat(new TrainingOptions.Images(true, true, true).learns(crowd)).isFalse();
    }
}
