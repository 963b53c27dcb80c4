package org.huale.onnx.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.huale.detect.Detection;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.geometry.Box;
import org.huale.image.Image;
import org.huale.onnx.runtime.ComputePlace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Small networks, on which other programs found what stands in the goldens: Ultralytics and torchvision by themselves, the
 * others by ONNX Runtime in Python and a reading written down a second time. {@code python tools/make_onnx_goldens.py --work
 * /tmp/goldens} made them.
 */
class GoldenTest {
    private static final double PIXELS = 0.5;
    private static final double SCORE = 1e-3;
    private static final String DEVICE = System.getProperty("huale.test.device", "cuda");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ultralytics",
                "ultralytics-half",
                "ultralytics-any-size",
                "ultralytics-nms",
                "yolov5",
                "yolox",
                "rt-detr",
                "rf-detr"
            })
    void withoutAWordTheSameIsFound(String name) throws IOException {
        compare(name, copy(name));
    }

    @ParameterizedTest
    @ValueSource(strings = "torchvision")
    void namesOfClassesAreAllThatIsMissing(String name) throws IOException {
        Path model = copy(name);
        Files.writeString(folder.resolve(name + ".huale.yaml"), "classes: [a, b, c]");
        compare(name, model);
    }

    @ParameterizedTest
    @ValueSource(strings = "detr")
    void theConventionMayHaveToBeSaid(String name) throws IOException {
        Path model = copy(name);
        Files.writeString(folder.resolve(name + ".huale.yaml"), "convention: detr\ninput: {fit: {mode: stretch}}");
        compare(name, model);
    }

    /**
     * On a GPU, whose products may be of less precision: nine in ten boxes within two pixels. Needs the profile cuda; with
     * {@code -Dhuale.test.device=cpu} the test itself can be tried.
     */
    @ParameterizedTest
    @Tag("gpu")
    @ValueSource(strings = {"ultralytics", "ultralytics-half", "yolox", "rt-detr", "rf-detr"})
    void aGpuFindsNearlyTheSame(String name) throws IOException {
        assumeThat(DEVICE.equals("cpu") || ComputePlace.hasCuda())
                .as("this ONNX Runtime can use a GPU")
                .isTrue();
        JsonNode cases = cases(name);
        try (Detector detector = open(copy(name), DEVICE)) {
            List<Detections> found = detector.detect(images(cases));
            for (int i = 0; i < found.size(); i++) {
                assertNear(found.get(i), cases.get(i).get("found"), name + " on image " + i);
            }
        }
    }

    private static void assertNear(Detections found, JsonNode expected, String what) {
        long missed = expected.valueStream()
                .map(GoldenTest::detection)
                .filter(wanted -> found.stream().noneMatch(it -> distance(it, wanted) < 4))
                .count();
        assertThat(missed).as(what).isLessThanOrEqualTo(expected.size() / 10);
    }

    private static JsonNode cases(String name) throws IOException {
        return new JsonMapper().readTree(Files.readString(resource(name + ".json")));
    }

    private static List<Image> images(JsonNode cases) {
        List<Image> images = new ArrayList<>();
        cases.forEach(it -> images.add(
                GoldenImage.of(it.get("width").asInt(), it.get("height").asInt())));
        return images;
    }

    private void compare(String name, Path model) throws IOException {
        try (Detector detector = open(model, "cpu")) {
            JsonNode cases = cases(name);
            List<Image> images = images(cases);
            List<Detections> found = detector.detect(images);
            assertThat(found).hasSameSizeAs(images);
            for (int i = 0; i < images.size(); i++) {
                assertSame(found.get(i), cases.get(i).get("found"), name + " on image " + i);
            }
        }
    }

    /** Each expected one has a found one of its own, which may be in another order where scores are as good as equal. */
    private static void assertSame(Detections found, JsonNode expected, String what) {
        List<Detection> left = new ArrayList<>(found.stream().toList());
        assertThat(left).as(what).hasSize(expected.size());
        for (JsonNode it : expected) {
            Detection wanted = detection(it);
            Detection nearest = left.stream()
                    .min(Comparator.comparingDouble(that -> distance(that, wanted)))
                    .orElseThrow();
            assertThat(distance(nearest, wanted))
                    .as(what + ": wanted " + wanted + ", nearest is " + nearest)
                    .isLessThan(1);
            left.remove(nearest);
        }
    }

    /** Below 1 where class, score and all sides are as good as the same. */
    private static double distance(Detection one, Detection other) {
        double sides = DoubleStream.of(
                        one.box().x1() - other.box().x1(),
                        one.box().y1() - other.box().y1(),
                        one.box().x2() - other.box().x2(),
                        one.box().y2() - other.box().y2())
                .map(Math::abs)
                .max()
                .orElseThrow();
        double score = Math.abs(one.confidence() - other.confidence());
        return one.classIndex() == other.classIndex() ? Math.max(sides / PIXELS, score / SCORE) : Double.MAX_VALUE;
    }

    private static Detection detection(JsonNode it) {
        Box box = new Box(
                it.get(0).asDouble(),
                it.get(1).asDouble(),
                it.get(2).asDouble(),
                it.get(3).asDouble());
        return new Detection(box, it.get(5).asInt(), it.get(4).asDouble());
    }

    private Path copy(String name) throws IOException {
        return Files.copy(resource(name + ".onnx"), folder.resolve(name + ".onnx"));
    }

    private static Detector open(Path model, String device) {
        DetectorSource source =
                new DetectorSource(model, null, DetectorSource.Changes.none(), new DetectorSource.Place(device, 1));
        assertThat(Set.of(DetectorProviders.of(source).kind())).containsExactly("onnx");
        return DetectorProviders.of(source).open(source);
    }

    private static Path resource(String name) {
        try {
            return Path.of(GoldenTest.class.getResource("/golden/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
