package org.huale.torch.rcnn.rpn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.golden.FormulaImage;
import org.huale.torch.golden.Golden;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.nn.BackboneWithFpn;
import org.huale.torch.nn.Backbones;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.GoldenDetectors;
import org.huale.torch.rcnn.input.ImageBatch;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.PreparedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionProposalNetworkTest {

    @ParameterizedTest
    @ValueSource(strings = {"resnet18-fpn", "resnet50-fpn", "mobilenet-v3-large-fpn"})
    void proposalsAreTorchvisions(String name) {
        Golden golden = Golden.of("rpn-" + name);
        FasterRcnnOptions options = GoldenDetectors.with(
                GoldenDetectors.options(name), ImageTransformOptions.of(96, 128), new RpnOptions.Kept(200, 100));
        try (ParameterStore parameters = new ParameterStore(new Device("cpu"), 0)) {
            BackboneWithFpn backbone = Backbones.create(options.backbone(), parameters.at("backbone"));
            RegionProposalNetwork rpn =
                    new RegionProposalNetwork(options.rpn(), parameters.at("rpn"), backbone.outChannels());
            Golden.fill(parameters);
            PreparedImage image =
                    new ImageTransform(options.transform()).of(FormulaImage.of(golden.ints("seed")[0], 128, 96));
            TensorScope.runWithoutGradient(() -> {
                ImageBatch batch = ImageBatch.of(List.of(image), parameters.device());
                List<Tensor> maps = backbone.features(batch.tensor());
                RpnPredictions predictions = rpn.of(maps, batch.padded());
                assertRaw(predictions, golden);
                assertProposals(
                        rpn.proposals(predictions, batch.sizes(), options.rpn().detection())
                                .get(0),
                        golden);
            });
        }
    }

    private static void assertRaw(RpnPredictions predictions, Golden golden) {
        float[] raw = predictions.ofImage(0);
        float[] logits = new float[predictions.anchorCount()];
        float[] deltas = new float[4 * logits.length];
        for (int anchor = 0; anchor < logits.length; anchor++) {
            logits[anchor] = raw[predictions.logitAt(anchor)];
            System.arraycopy(raw, predictions.deltasAt(anchor), deltas, 4 * anchor, 4);
        }
        golden.assertSampled("objectness", logits, 1e-4);
        golden.assertSampled("deltas", deltas, 1e-4);
    }

    private static void assertProposals(Proposals proposals, Golden golden) {
        assertThat(proposals.confidences()).containsExactly(golden.floats("scores"), Offset.offset(1e-5f));
        assertThat(proposals.boxes()).containsExactly(golden.floats("proposals"), Offset.offset(0.01f));
    }
}
