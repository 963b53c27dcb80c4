package org.huale.cli;

import org.huale.config.Settings;
import org.huale.render.RenderOptions;
import org.huale.torch.DetectorModel;
import org.huale.torch.TrainingConfig;

/**
 * What the demo draws and how it trains, chosen so that eight trainings and their evaluations fit into minutes on two
 * cores (decision 19).
 */
final class DemoSettings {
    private static final double SMALLEST_RADIUS = 12; // 6 pixels in the network's input
    private static final double HUE_SPREAD = 0.05;
    private static final int ODD_ONE_IN = 6;

    private DemoSettings() {}

    /** 1,000 and 300 images whose smallest objects are larger and whose hues are clearer than by default. */
    static RenderOptions data() {
        return RenderOptions.defaults().withObjects(new RenderOptions.Objects(SMALLEST_RADIUS, HUE_SPREAD, ODD_ONE_IN));
    }

    /**
     * A training from random weights of as many steps whatever the number of images, so that what is compared are the
     * images and not how long was trained.
     */
    static TrainingConfig training(long seed, int threads) {
        return training()
                .value("seed", seed, "demo")
                .value("threads", threads, "demo")
                .into(TrainingConfig.defaults(DetectorModel.SMALL_RESNET_FPN.options()));
    }

    private static Settings training() {
        return new Settings()
                .assignment("training.epochs=1000000")
                .assignment("training.iterations=1100")
                .assignment("training.batchSize=8")
                .assignment("training.optimizer=adamw")
                .assignment("training.sgd.learningRate=0.002")
                .assignment("training.clipNorm=10")
                .assignment("training.schedule.kind=cosine")
                .assignment("training.schedule.warmUpIterations=50")
                .assignment("training.loader.threads=1")
                .assignment("training.loader.cacheMegabytes=512")
                .assignment("training.saving.everyEpochs=0")
                .assignment("training.validation.everyEpochs=1000000");
    }
}
