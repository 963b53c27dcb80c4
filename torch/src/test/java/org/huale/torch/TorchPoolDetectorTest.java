package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.acquire.store.StoredPredictions;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageException;
import org.huale.image.ImageReader;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.BackboneWithFpn;
import org.huale.torch.nn.Backbones;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.roi.RoiOptions;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.huale.weights.WeightsFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small detector with random weights over images of noise, of three sizes. */
class TorchPoolDetectorTest {
    private static final List<ImageSize> SIZES =
            List.of(new ImageSize(96, 64), new ImageSize(64, 96), new ImageSize(90, 64));

    @TempDir
    private static Path folder;

    private static Path weights;

    @BeforeAll
    static void saveWeights() {
        weights = folder.resolve("random.safetensors");
        FasterRcnnOptions whole = DetectorModel.MOBILENET_V2_FPN.options();
        RoiOptions roi = whole.roi();
        FasterRcnnOptions options = whole.withTransform(ImageTransformOptions.of(64, 96))
                .withRoi(roi.withOutput(new RoiOptions.Output(0.05, 0.5, 20)));
        ClassNames classes = ClassNames.of("a", "b", "c");
        ImageTransform transform = new ImageTransform(options.transform());
        try (FasterRcnn network = FasterRcnn.create(options, classes.count(), new Device("cpu"), 3)) {
            network.calibrate(List.of(transform.of(noise(Path.of("n0"))), transform.of(noise(Path.of("n3")))));
            WeightsFile.write(
                    weights,
                    StateLoading.toStateDict(network.parameters()).withMetadata(WeightsMetadata.of(classes, options)));
        }
    }

    @Test
    void flippedDetectionsComeBackInPlacesOfTheOriginal() {
        List<ImageRecord> images = records(3);
        Map<ImageId, Detections> flipped = detect(images, View.FLIPPED, 2);
        for (ImageRecord record : images) {
            Detections ofMirror;
            try (TorchDetector single = TorchDetector.open(source())) {
                ofMirror =
                        single.detect(List.of(noise(record.file()).flipped())).get(0);
            }
            Detections expected = View.FLIPPED.toOriginal(record, ofMirror);
            Detections got = requirePresent(flipped, record);
            assertThat(got.count()).isPositive().isEqualTo(expected.count());
            assertThat(got.boxes()).containsExactly(expected.boxes(), Offset.offset(1e-2f));
        }
    }

    @Test
    void stoppedBetweenBatchesTheStoreEndsWithTheSameBits() {
        Dataset pool = new Dataset("noise", ClassNames.of("a", "b", "c"), records(17));
        List<ImageId> all = pool.images().stream().map(ImageRecord::id).toList();
        Map<ImageId, Detections> whole;
        try (StoredPredictions store = store("whole", pool)) {
            whole = store.all(View.ORIGINAL, all);
        }
        List<ImageRecord> byId = pool.images().stream()
                .sorted(Comparator.comparing(ImageRecord::id))
                .toList(); // as the store goes through them, on which the last bits depend
        assertThat(whole).usingRecursiveComparison().isEqualTo(detect(byId, View.ORIGINAL, 4));
        try (StoredPredictions store = breaksAfter(13, "parts", pool)) {
            assertThatThrownBy(() -> store.all(View.ORIGINAL, all)).hasMessage("gone");
            assertThat(store.forwards().get("original")).isBetween(4, 12);
        }
        try (StoredPredictions store = store("parts", pool)) {
            assertThat(store.all(View.ORIGINAL, all)).usingRecursiveComparison().isEqualTo(whole);
        }
        assertThat(whole.values()).anyMatch(it -> it.count() > 0);
    }

    @Test
    void batchesAreOfOnePaddedSizeAndTheSameWithoutTheFirstOnes() {
        List<ImageRecord> images = records(23);
        try (PoolDetector detector = open(4)) {
            List<List<ImageRecord>> batches = new ArrayList<>();
            detector.batches(images).forEach(batches::add);
            assertThat(batches.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(images);
            assertThat(batches)
                    .allSatisfy(batch -> assertThat(batch.stream()
                                    .map(it -> it.size().aspectRatio() < 1)
                                    .distinct())
                            .hasSize(1));
            for (int done = 0; done <= batches.size(); done++) {
                List<ImageRecord> rest = new ArrayList<>(images);
                batches.subList(0, done).forEach(rest::removeAll);
                List<List<ImageRecord>> again = new ArrayList<>();
                detector.batches(rest).forEach(again::add);
                assertThat(again).containsExactlyInAnyOrderElementsOf(batches.subList(done, batches.size()));
            }
        }
    }

    @Test
    void pooledFeaturesAreTheMeansOfTheLevelsThatTheBoxHeadSees() {
        List<ImageRecord> images = records(2);
        FasterRcnnOptions options = TorchDetector.described(weights);
        Map<ImageId, float[]> vectors = new LinkedHashMap<>();
        try (PoolDetector detector = open(1)) {
            assertThat(detector.vectors()).contains(PoolDetector.POOLED_FEATURES);
            detector.describe(images, PoolDetector.POOLED_FEATURES, vectors::put);
        }
        try (ParameterStore parameters = new ParameterStore(new Device("cpu"), 0)) {
            BackboneWithFpn backbone = loadedBackbone(options, parameters);
            for (ImageRecord record : images) {
                assertThat(vectors.get(record.id()))
                        .containsExactly(TensorScope.withoutGradient(() -> means(backbone, options, record)));
            }
        }
    }

    @Test
    void featuresOfTheBackboneAreTheMeansOfTheLastMapThatDoesNotTrain() {
        List<ImageRecord> images = records(2);
        FasterRcnnOptions options = TorchDetector.described(weights);
        Map<ImageId, float[]> vectors = new LinkedHashMap<>();
        try (PoolDetector detector = open(2)) {
            assertThat(detector.vectors()).contains(PoolDetector.BACKBONE_FEATURES);
            detector.describe(images, PoolDetector.BACKBONE_FEATURES, vectors::put);
        }
        try (ParameterStore parameters = new ParameterStore(new Device("cpu"), 0)) {
            BackboneWithFpn backbone = loadedBackbone(options, parameters);
            for (ImageRecord record : images) {
                float[] twin = TensorScope.withoutGradient(() -> {
                    List<Tensor> maps = backbone.frozen(pixels(options, record));
                    return Tensors.toFloats(maps.get(maps.size() - 1).mean(2, 3));
                });
                assertThat(vectors.get(record.id())).containsExactly(twin, Offset.offset(1e-5f));
            }
        }
    }

    private static BackboneWithFpn loadedBackbone(FasterRcnnOptions options, ParameterStore parameters) {
        BackboneWithFpn backbone = Backbones.create(options.backbone(), parameters.at("backbone"));
        Map<String, TensorData> ofBackbone =
                new LinkedHashMap<>(WeightsFile.read(weights).tensors());
        ofBackbone.keySet().removeIf(name -> !name.startsWith("backbone."));
        StateLoading.load(parameters, StateDict.of(ofBackbone), "twin");
        return backbone;
    }

    private static Tensor pixels(FasterRcnnOptions options, ImageRecord record) {
        PreparedImage image = new ImageTransform(options.transform()).of(noise(record.file()));
        ImageSize size = image.size();
        return Tensors.of(image.pixels(), 1, size.height(), size.width(), 3).permute(0, 3, 1, 2);
    }

    private static float[] means(BackboneWithFpn backbone, FasterRcnnOptions options, ImageRecord record) {
        PreparedImage image = new ImageTransform(options.transform()).of(noise(record.file()));
        ImageSize size = image.size();
        assertThat(size.width() % 32 + size.height() % 32)
                .as("nothing is padded")
                .isZero();
        Tensor pixels =
                Tensors.of(image.pixels(), 1, size.height(), size.width(), 3).permute(0, 3, 1, 2);
        List<Tensor> maps = backbone.features(pixels);
        assertThat(maps).hasSizeGreaterThan(options.roi().pooledLevels());
        int channels = backbone.outChannels();
        float[] twin = new float[options.roi().pooledLevels() * channels];
        for (int i = 0; i < twin.length; i++) {
            Tensor means = maps.get(i / channels).mean(2, 3);
            twin[i] = Tensors.toFloats(means)[i % channels];
            float[] cells = Tensors.toFloats(maps.get(i / channels).select(1, i % channels));
            double sum = 0;
            for (float cell : cells) {
                sum += cell;
            }
            assertThat((double) twin[i]).isCloseTo(sum / cells.length, within(1e-5));
        }
        return twin;
    }

    @Test
    void vectorsStoppedBetweenBatchesEndWithTheSameBits() {
        Dataset pool = new Dataset("noise", ClassNames.of("a", "b", "c"), records(13));
        List<ImageId> all = pool.images().stream().map(ImageRecord::id).toList();
        Map<ImageId, float[]> whole = new LinkedHashMap<>();
        try (StoredPredictions store = store("whole vectors", pool)) {
            store.forEachVector(PoolDetector.POOLED_FEATURES, all, whole::put);
        }
        try (StoredPredictions store = breaksAfter(8, "some vectors", pool)) {
            assertThatThrownBy(() -> store.forEachVector(PoolDetector.POOLED_FEATURES, all, (image, vector) -> {}))
                    .hasMessage("gone");
            assertThat(store.forwards().get(PoolDetector.POOLED_FEATURES)).isBetween(4, 8);
        }
        try (StoredPredictions store = store("some vectors", pool)) {
            store.forEachVector(
                    PoolDetector.POOLED_FEATURES,
                    all,
                    (image, vector) -> assertThat(vector).containsExactly(whole.get(image)));
        }
    }

    @Test
    void anUnknownVectorIsRefused() {
        try (PoolDetector detector = open(1)) {
            assertThatThrownBy(() -> detector.describe(records(1), "colours", (image, vector) -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("colours");
        }
    }

    @Test
    void leavesNoNativeObjectBehind() {
        List<ImageRecord> images = records(6);
        try (PoolDetector detector = open(2)) {
            requireNoGrowth(count -> detector.detect(images, View.FLIPPED, (image, found) -> count.run()));
            requireNoGrowth(
                    count -> detector.describe(images, PoolDetector.POOLED_FEATURES, (image, vector) -> count.run()));
        }
    }

    private static void requireNoGrowth(Consumer<Runnable> work) {
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            work.accept(() -> counts.add(Pointer.totalCount()));
        }
        int half = counts.size() / 2;
        assertThat(counts.subList(half, counts.size())) // the collector may take away what other tests left
                .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(counts.get(half)));
    }

    @Test
    void nothingForNoImages() {
        assertThat(detect(List.of(), View.ORIGINAL, 2)).isEmpty();
    }

    @Test
    void anImageOfAnotherSizeThanStatedIsRefused() {
        ImageRecord wrong = new ImageRecord(new ImageId("n0"), Path.of("n0"), new ImageSize(50, 50), List.of());
        assertThatThrownBy(() -> detect(List.of(wrong), View.ORIGINAL, 1))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("n0: the image is 96x64");
    }

    private static Detections requirePresent(Map<ImageId, Detections> found, ImageRecord record) {
        return Objects.requireNonNull(found.get(record.id()));
    }

    private static StoredPredictions breaksAfter(int images, String name, Dataset pool) {
        AtomicInteger reads = new AtomicInteger();
        ImageReader reader = file -> {
            if (reads.incrementAndGet() > images) {
                throw new ImageException("gone");
            }
            return noise(file);
        };
        return StoredPredictions.open(
                folder.resolve(name),
                () -> TorchPoolDetector.open(source(), reader, 4, EvidencePart.all()),
                pool,
                EvidencePart.all());
    }

    private static StoredPredictions store(String name, Dataset pool) {
        return StoredPredictions.open(folder.resolve(name), () -> open(4), pool, EvidencePart.all());
    }

    private static Map<ImageId, Detections> detect(List<ImageRecord> images, View view, int batch) {
        Map<ImageId, Detections> found = new LinkedHashMap<>();
        try (PoolDetector detector = open(batch)) {
            detector.detect(images, view, found::put);
        }
        return found;
    }

    private static PoolDetector open(int batch) {
        return TorchPoolDetector.open(source(), TorchPoolDetectorTest::noise, batch, EvidencePart.all());
    }

    private static TorchDetector.Source source() {
        return new TorchDetector.Source(weights, null, "cpu", 1);
    }

    private static List<ImageRecord> records(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ImageRecord(new ImageId("n" + i), Path.of("n" + i), SIZES.get(i % 3), List.of()))
                .toList();
    }

    private static Image noise(Path file) {
        int number = Integer.parseInt(file.toString().substring(1));
        ImageSize size = SIZES.get(number % 3);
        byte[] rgb = new byte[Math.toIntExact(size.pixels() * 3)];
        new SplittableRandom(number).nextBytes(rgb);
        return new Image(size, rgb);
    }
}
