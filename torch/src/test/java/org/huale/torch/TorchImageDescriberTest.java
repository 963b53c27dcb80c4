package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.frozen.FeatureMap;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.torch.golden.FormulaImage;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.rpn.AnchorGenerator;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.junit.jupiter.api.Test;

class TorchImageDescriberTest {
    private static final FasterRcnnOptions OPTIONS = DetectorModel.SMALL_RESNET_FPN.options();
    private static final String BODY = "backbone.body.";
    private static final ImageSize SIZE = new ImageSize(96, 64);

    /** Images are described before the first training, for which anchors are fitted. */
    @Test
    void anchorsThatAreYetToBeFittedDoNotMatter() {
        FasterRcnnOptions auto = OPTIONS.withRpn(OPTIONS.rpn().withAnchors(AnchorGenerator.auto()));
        FeatureMap expected = described(OPTIONS);
        FeatureMap found = described(auto);
        assertThat(found.grid()).isEqualTo(expected.grid());
        Box whole = new Box(0, 0, SIZE.width(), SIZE.height());
        assertThat(found.region(whole)).containsExactly(expected.region(whole));
    }

    private static FeatureMap described(FasterRcnnOptions options) {
        StartingWeights weights = new StartingWeights(new StartingWeights.FromFile(Path.of("body.pth"), body()), null);
        List<FeatureMap> maps = new ArrayList<>();
        try (ImageDescriber describer = TorchImageDescriber.open(
                weights, TrainingConfig.defaults(options), file -> FormulaImage.of(1, SIZE.width(), SIZE.height()))) {
            ImageRecord image = new ImageRecord(new ImageId("a"), Path.of("a"), SIZE, List.of());
            describer.describe(List.of(image), (id, map) -> maps.add(map));
        }
        return maps.get(0);
    }

    private static StateDict body() {
        try (FasterRcnn detector = FasterRcnn.create(OPTIONS, 1, new Device("cpu"), 7)) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            StateLoading.toStateDict(detector.parameters()).tensors().forEach((name, data) -> {
                if (name.startsWith(BODY)) {
                    tensors.put(name.substring(BODY.length()), data);
                }
            });
            return StateDict.of(tensors);
        }
    }
}
