package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Device;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.geometry.ImageSize;
import org.huale.render.RenderOptions;
import org.huale.render.RenderedDataset;
import org.huale.render.Rendering;
import org.huale.render.Split;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.rcnn.rpn.RegionSampler;
import org.huale.torch.train.optimize.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallDetectorTest {
    private static final RenderOptions SCENES =
            new RenderOptions(4, 0, new ImageSize(320, 240), 3, 5, 1, 1, 0, new RenderOptions.Objects(25, 0, 100));

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void itsLossFallsOnAFewScenes(int stages) {
        FasterRcnnOptions one = FasterRcnnOptions.smallResNetFpn();
        FasterRcnnOptions options =
                one.withRoi(one.roi().withCascade(List.of(0.6).subList(0, stages - 1)));
        List<TrainingExample> batch = examples(new ImageTransform(options.transform()));
        try (FasterRcnn detector = FasterRcnn.create(options, 3, new Device("cpu"), 1);
                Sgd optimizer = new Sgd(detector.parameters().trainable(), new Sgd.Options(0.01, 0.9, 0, false))) {
            List<PreparedImage> images =
                    batch.stream().map(TrainingExample::image).toList();
            TensorScope.runWithoutGradient(() -> {
                detector.calibrate(images);
            });
            double first = PlainStep.of(detector, optimizer, batch);
            IntStream.range(0, 40).forEach(i -> PlainStep.of(detector, optimizer, batch));
            assertThat(PlainStep.of(detector, optimizer, batch)).isLessThan(0.6 * first);
        }
    }

    @Test
    void theAffinePartOfItsNormsTrains() {
        try (ParameterStore store = new ParameterStore(new Device("cpu"), 1)) {
            FasterRcnn.create(FasterRcnnOptions.smallResNetFpn(), 3, store, RegionSampler::random);
            assertThat(store.trainable())
                    .containsKeys("backbone.body.bn1.weight", "backbone.body.layer3.0.downsample.1.bias")
                    .doesNotContainKeys("backbone.body.bn1.running_mean", "backbone.body.bn1.running_var");
        }
    }

    private static List<TrainingExample> examples(ImageTransform transform) {
        RenderedDataset scenes = new RenderedDataset(SCENES);
        List<TrainingExample> examples = new ArrayList<>();
        for (int i = 0; i < scenes.size(Split.TRAINVAL); i++) {
            Rendering scene = scenes.render(Split.TRAINVAL, i);
            PreparedImage image = transform.of(scene.image());
            List<Annotation> objects = scene.annotations();
            float[] boxes = new float[4 * objects.size()];
            for (int k = 0; k < objects.size(); k++) {
                var box = objects.get(k).box();
                boxes[4 * k] = (float) box.x1();
                boxes[4 * k + 1] = (float) box.y1();
                boxes[4 * k + 2] = (float) box.x2();
                boxes[4 * k + 3] = (float) box.y2();
            }
            int[] classes = objects.stream().mapToInt(Annotation::classIndex).toArray();
            examples.add(new TrainingExample(new ImageId("scene-" + i), image, image.toResized(boxes), classes));
        }
        return examples;
    }
}
