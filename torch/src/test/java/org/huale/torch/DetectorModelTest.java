package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.huale.config.ConfigJson;
import org.huale.problem.HualeException;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DetectorModelTest {

    @ParameterizedTest
    @EnumSource
    void optionsComeBackFromJsonAndNamesFromText(DetectorModel model) {
        assertThat(ConfigJson.read(ConfigJson.write(model.options()), FasterRcnnOptions.class))
                .isEqualTo(model.options());
        assertThat(DetectorModel.named(model.toString())).isEqualTo(model);
    }

    @Test
    void efficientNetLiteSeesBlackAndWhiteAsOneBelowAndAboveNothing() {
        ImageTransformOptions transform =
                DetectorModel.EFFICIENTNET_LITE0_FPN.options().transform();
        double mean = transform.mean().get(1);
        double deviation = transform.deviation().get(1);
        assertThat((0 - mean) / deviation).isEqualTo(-127 / 128.0, within(1e-12));
        assertThat((1 - mean) / deviation).isEqualTo(1, within(1e-12));
    }

    @Test
    void unknownNamesAreAnsweredWithTheKnown() {
        assertThatThrownBy(() -> DetectorModel.named("yolo"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("resnet50-fpn");
    }
}
