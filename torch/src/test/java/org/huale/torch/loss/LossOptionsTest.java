package org.huale.torch.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.problem.HualeException;
import org.huale.torch.loss.LossOptions.EmphasisIou;
import org.huale.torch.train.TrainingOptions;
import org.junit.jupiter.api.Test;

class LossOptionsTest {

    @Test
    void everyNameStandsForALossThatComesBackFromJson() {
        for (String name : LossOptions.names()) {
            LossOptions options = LossOptions.named(name);
            assertThat(ConfigJson.read(ConfigJson.write(options), LossOptions.class))
                    .isEqualTo(options);
        }
        assertThat(LossOptions.names().stream().map(LossOptions::named).distinct())
                .hasSize(LossOptions.names().size());
    }

    @Test
    void trainingUsesThePlainLossUnlessToldOtherwise() {
        assertThat(TrainingOptions.defaults().loss()).isEqualTo(LossOptions.named("standard"));
        assertThat(LossOptions.standard().plain()).isTrue();
        assertThat(LossOptions.standard().usesVariance()).isFalse();
    }

    @Test
    void theNamesDifferByTheirParts() {
        assertThat(LossOptions.named("factors-eiou").with(new LossOptions.Variance(true, 0, 1)))
                .isEqualTo(LossOptions.named("emphasis"));
        assertThat(LossOptions.named("paper").emphasisIou())
                .isEqualTo(new EmphasisIou(EmphasisIouLoss.Variant.LITERAL, 0.8, 1));
        assertThat(LossOptions.named("paper").factors().detach()).isFalse();
        assertThat(LossOptions.named("paper").lambda().rpnOutside()).isFalse();
    }

    @Test
    void aNameAndKeysTogetherMakeALoss() {
        LossOptions loss = new Settings()
                .assignment("loss=emphasis")
                .assignment("loss.emphasisIou.gamma=0.7")
                .assignment("loss.factors.mode=per-roi")
                .into(TrainingOptions.defaults())
                .loss();

        assertThat(loss.emphasisIou()).isEqualTo(new EmphasisIou(EmphasisIouLoss.Variant.SAFE, 0.7, 5));
        assertThat(loss.factors().mode()).isEqualTo(LossOptions.Factors.Mode.PER_ROI);
        assertThat(loss.usesVariance()).isTrue();
    }

    @Test
    void aMomentLiesBeforeTheEndOfTheTraining() {
        assertThat(new Moment(0, 0.999).progress()).isEqualTo(0.999);
        for (double outside : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> new Moment(0, outside)).hasMessageContaining("progress in [0, 1), got 0 and");
        }
    }

    @Test
    void aCascadeHasTwoStagesAtLeast() {
        assertThatThrownBy(() -> new CascadeLoss(List.of(new StandardLoss())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two stages, got 1");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> new Settings().assignment("loss=emphases").into(TrainingOptions.defaults()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("emphases is not one of [standard, emphasis,")
                .hasMessageContaining("did you mean emphasis?");
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Settings()
                        .assignment("loss=emphasis")
                        .assignment("loss.emphasisIou.gamma=1")
                        .assignment("loss.lambda.first=1.5")
                        .assignment("loss.variance.warmupEpochs=-1")
                        .assignment("loss.factors.memory=1")
                        .into(TrainingOptions.defaults()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("gamma must be in (0, 1), got 1.0")
                .hasMessageContaining("lambda must be in [0, 1], got 1.5")
                .hasMessageContaining("warm-up epochs must be at least 0, got -1")
                .hasMessageContaining("memory must be in [0, 1), got 1.0");
    }
}
