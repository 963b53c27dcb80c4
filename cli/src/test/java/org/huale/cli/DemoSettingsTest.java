package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.huale.geometry.ImageSize;
import org.huale.render.RenderOptions;
import org.huale.torch.DetectorModel;
import org.huale.torch.TrainingConfig;
import org.huale.torch.train.Optimizer;
import org.junit.jupiter.api.Test;

class DemoSettingsTest {

    @Test
    void theDataAreThoseOfTheIssue() {
        RenderOptions data = DemoSettings.data();
        assertThat(data.poolImages()).isEqualTo(1000);
        assertThat(data.testImages()).isEqualTo(300);
        assertThat(data.size()).isEqualTo(new ImageSize(320, 240));
        assertThat(data.classes()).isEqualTo(8);
        assertThat(data.tailRatio()).isGreaterThanOrEqualTo(40);
        assertThat(data.duplicateShare()).isPositive();
    }

    @Test
    void aTrainingHasAsManyStepsForAnyNumberOfImages() {
        TrainingConfig config = DemoSettings.training(3, 2);
        assertThat(config.seed()).isEqualTo(3);
        assertThat(config.threads()).isEqualTo(2);
        assertThat(config.detector()).isEqualTo(DetectorModel.SMALL_RESNET_FPN.options());
        assertThat(config.training().optimizer()).isEqualTo(Optimizer.Kind.ADAMW);
        assertThat(config.training().totalIterations(1)).isEqualTo(1100);
        assertThat(config.training().totalIterations(13)).isEqualTo(1100);
    }
}
