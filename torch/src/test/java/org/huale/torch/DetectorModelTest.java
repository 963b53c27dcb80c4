package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.huale.config.ConfigJson;
import org.huale.problem.HualeException;
import org.huale.torch.rcnn.FasterRcnnOptions;
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
    void unknownNamesAreAnsweredWithTheKnown() {
        assertThatThrownBy(() -> DetectorModel.named("yolo"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("resnet50-fpn");
    }
}
