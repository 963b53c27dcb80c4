package org.huale.torch.companion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Device;
import org.huale.config.Mode;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.companion.AdversarialAutoencoder;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.random.Seeds;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.train.CompanionTraining;
import org.huale.weights.StateDict;
import org.junit.jupiter.api.Test;

/** Labeled images are reddish, unlabeled ones bluish: whoever learns anything learns to tell them apart. */
class DiscriminatorLearnsTest {
    private static final ImageSize SIZE = new ImageSize(64, 64);
    private static final AdversarialAutoencoder OPTIONS = new AdversarialAutoencoder(
            Mode.FIXED,
            new AdversarialAutoencoder.Network(64, 4, 8, 32),
            new AdversarialAutoencoder.Learning(0.002, 0.01, 1, 0.1, 0.05));

    @Test
    void whatDiffersVisiblyIsToldApart() {
        AdversarialAutoencoderTrainer trainer = new AdversarialAutoencoderTrainer();
        try (FasterRcnn detector = FasterRcnn.create(FasterRcnnOptions.smallResNetFpn(), 1, new Device("cpu"), 1);
                CompanionTraining training = trainer.begin(OPTIONS, setting(detector))) {
            Map<String, Double> first = step(training, 0);
            double accuracy = 0;
            Map<String, Double> last = first;
            for (int i = 1; i < 120; i++) {
                last = step(training, i);
                accuracy += i >= 100 ? figure(last, "accuracy") / 20 : 0;
            }
            assertThat(figure(last, "error")).isLessThan(0.8 * figure(first, "error"));
            assertThat(accuracy).isGreaterThan(0.9);
            assertSeparated(trainer, training.weights());
        }
    }

    private static void assertSeparated(AdversarialAutoencoderTrainer trainer, StateDict weights) {
        try (TrainedCompanion opened =
                trainer.open(OPTIONS, weights, new CompanionTrainer.Source("a test", new Device("cpu")))) {
            List<Image> labeled = images("labeled");
            List<Image> unlabeled = images("unlabeled");
            assertThat(probability(opened, labeled)).isGreaterThan(probability(opened, unlabeled) + 0.3);
        }
    }

    private static double probability(TrainedCompanion opened, List<Image> images) {
        List<float[]> vectors =
                TensorScope.withoutGradient(() -> opened.describe(AdversarialAutoencoder.VECTOR, images));
        return vectors.stream().mapToDouble(it -> it[0]).average().orElseThrow();
    }

    private static double figure(Map<String, Double> figures, String name) {
        return Objects.requireNonNull(figures.get(name));
    }

    private static Map<String, Double> step(CompanionTraining training, long iteration) {
        return TensorScope.get(() -> training.step(1, iteration));
    }

    private static CompanionTrainer.Setting setting(FasterRcnn detector) {
        return new CompanionTrainer.Setting(
                detector,
                new CompanionTrainer.Data(dataset("labeled"), dataset("unlabeled"), DiscriminatorLearnsTest::image, 4),
                new Seeds(3));
    }

    private static Dataset dataset(String kind) {
        List<ImageRecord> records = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            records.add(new ImageRecord(new ImageId(kind + i), Path.of(kind + "-" + i), SIZE, List.of()));
        }
        return new Dataset(kind, ClassNames.of("a"), records);
    }

    private static List<Image> images(String kind) {
        return dataset(kind).images().stream().map(it -> image(it.file())).toList();
    }

    private static Image image(Path file) {
        String[] words = file.toString().split("-");
        SplittableRandom random = new SplittableRandom(Long.parseLong(words[1]));
        int phase = random.nextInt(16);
        byte[] rgb = new byte[Math.toIntExact(3 * SIZE.pixels())];
        for (int i = 0; i < rgb.length; i++) {
            boolean bright = i % 3 == (words[0].equals("labeled") ? 0 : 2);
            rgb[i] = (byte) ((i / 3 % SIZE.width() + phase) / 8 % 2 * 60 + random.nextInt(60) + (bright ? 120 : 0));
        }
        return new Image(SIZE, rgb);
    }
}
