package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Device;
import org.huale.config.ConfigJson;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageWriter;
import org.huale.torch.image.OpenCvReader;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.parallel.ExchangeOptions;
import org.huale.torch.parallel.LostRankException;
import org.huale.torch.parallel.Member;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.roi.RoiOptions;
import org.huale.weights.WeightsFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that detect together. */
@Tag("slow")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class ProcessesDetectorTest {
    private static final List<ImageSize> SIZES =
            List.of(new ImageSize(96, 64), new ImageSize(64, 96), new ImageSize(90, 64));
    private static final int BATCH = 2;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void drawImagesAndWeights() throws IOException {
        for (int i = 0; i < 13; i++) {
            ImageWriter.write(noise(i), file(i));
        }
        Files.writeString(file(13), "no image");
        FasterRcnnOptions whole = DetectorModel.SMALL_RESNET_FPN.options();
        FasterRcnnOptions options = whole.withTransform(ImageTransformOptions.of(64, 96))
                .withRoi(whole.roi().withOutput(new RoiOptions.Output(0.05, 0.5, 20)));
        ImageTransform transform = new ImageTransform(options.transform());
        ClassNames classes = ClassNames.of("a", "b", "c");
        try (FasterRcnn network = FasterRcnn.create(options, classes.count(), new Device("cpu"), 3)) {
            network.calibrate(List.of(transform.of(noise(0)), transform.of(noise(1))));
            WeightsFile.write(
                    weights(),
                    StateLoading.toStateDict(network.parameters()).withMetadata(WeightsMetadata.of(classes, options)));
        }
    }

    @Test
    void twoProcessesFindWhatOneFinds() {
        Map<ImageId, Detections> alone = new LinkedHashMap<>();
        Map<ImageId, Detections> together = new LinkedHashMap<>();
        try (PoolDetector one = one()) {
            one.detect(records(13), View.FLIPPED, alone::put);
        }
        try (PoolDetector two = two()) {
            two.detect(records(13), View.FLIPPED, together::put);
        }

        assertThat(together.keySet()).containsExactlyElementsOf(alone.keySet());
        assertThat(together).usingRecursiveComparison().isEqualTo(alone);
        assertThat(alone.values()).anyMatch(it -> it.count() > 0);
    }

    @Test
    void vectorsAreThoseOfOneProcess() {
        Map<ImageId, float[]> alone = new LinkedHashMap<>();
        Map<ImageId, float[]> together = new LinkedHashMap<>();
        try (PoolDetector one = one()) {
            one.describe(records(5), PoolDetector.POOLED_FEATURES, alone::put);
        }
        try (PoolDetector two = two()) {
            two.describe(records(5), PoolDetector.POOLED_FEATURES, together::put);
        }

        assertThat(together).usingRecursiveComparison().isEqualTo(alone);
    }

    @Test
    void whatAnotherProcessCannotReadIsTold() {
        List<ImageRecord> broken = new ArrayList<>(records(4));
        broken.set(
                1,
                new ImageRecord(
                        new ImageId("broken"), file(13), SIZES.get(1), List.of())); // upright, of the second batch
        try (PoolDetector two = two()) {
            assertThatThrownBy(() -> two.detect(broken, View.ORIGINAL, (image, found) -> {}))
                    .hasMessageContaining("rank 1 of the 2 processes that work together ended with exit code 2: ")
                    .hasMessageContaining("13.png");
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void whenOneIsKilledItsStatusIsTold() {
        try (PoolDetector two = two()) {
            assertThatThrownBy(() -> two.detect(records(13), View.ORIGINAL, (image, found) -> killOthers()))
                    .isInstanceOf(LostRankException.class)
                    .hasMessageContaining("rank 1 of the 2 processes that work together ended with exit code 137");
        }
    }

    @Test
    void aFewImagesAreWorthNoProcess() {
        try (PoolDetector detector =
                new ProcessesDetector(one(), opening(), sharing(ProcessesDetector.Sharing.USUAL_LEAST))) {
            detector.detect(
                    records(3),
                    View.ORIGINAL,
                    (image, found) ->
                            assertThat(ProcessHandle.current().children()).isEmpty());
        }
    }

    /** Or the key that the message names would be of no use where images are detected in. */
    @Test
    void theOthersHearForHowLongTheTrainingWaits() {
        ExchangeOptions patient = ExchangeOptions.defaults().withPatience(3_600);
        PoolTask task =
                PoolTask.detection(new ProcessesDetector.Sharing(2, 1, patient), opening(), records(1), View.ORIGINAL);
        PoolTask told = ConfigJson.read(ConfigJson.write(task), PoolTask.class);
        assertThat(told.member(1)).isEqualTo(task.member(1)).isNotEqualTo(new Member(1, 2));
    }

    private static void killOthers() {
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    }

    private static PoolDetector one() {
        return TorchPoolDetector.open(source(), OpenCvReader.defaults(), BATCH, EvidencePart.all());
    }

    private static PoolDetector two() {
        return new ProcessesDetector(one(), opening(), sharing(1));
    }

    private static ProcessesDetector.Sharing sharing(int least) {
        return new ProcessesDetector.Sharing(2, least, ExchangeOptions.defaults());
    }

    private static PoolTask.Opening opening() {
        return PoolTask.Opening.of(source(), BATCH, EvidencePart.all());
    }

    private static TorchDetector.Source source() {
        return new TorchDetector.Source(weights(), null, "cpu", 1);
    }

    private static List<ImageRecord> records(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ImageRecord(new ImageId("n" + i), file(i), SIZES.get(i % 3), List.of()))
                .toList();
    }

    private static Path weights() {
        return folder.resolve("random.safetensors");
    }

    private static Path file(int number) {
        return folder.resolve(number + ".png");
    }

    private static Image noise(int number) {
        ImageSize size = SIZES.get(number % 3);
        byte[] rgb = new byte[Math.toIntExact(size.pixels() * 3)];
        new SplittableRandom(number).nextBytes(rgb);
        return new Image(size, rgb);
    }
}
