package org.huale.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.provider.DetectorSource;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.graph.GraphBuilder;
import org.huale.onnx.graph.GraphTensor;
import org.huale.onnx.graph.NodeAttribute;
import org.huale.onnx.graph.OnnxModel;
import org.huale.problem.HualeException;
import org.huale.problem.Logged;
import org.huale.provenance.Arithmetic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A small network with random weights: boxes and scores of 16 cells, from an image of 32x32. */
class OnnxDetectorTest {
    private static final Set<EvidencePart> ALL = EvidencePart.all();

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void say() throws IOException {
        model = folder.resolve("net.onnx");
        say("features: {objects: map, maps: [map]}");
    }

    private void say(String more) throws IOException {
        Files.writeString(folder.resolve("net.huale.yaml"), "convention: ultralytics\nclasses: [bolt, nut]\n" + more);
    }

    @Test
    void batchesOfAnySizeFindTheSame() {
        for (Object batch : List.of("n", 1, 2, 7)) {
            write(batch);
            List<Image> images = List.of(Opened.image(20, 30), Opened.image(32, 32), Opened.image(50, 7));
            try (Detector detector = Opened.detector(model)) {
                List<Detections> together = detector.detection(ALL).of(images);
                List<float[]> described =
                        detector.description(PoolDetector.POOLED_FEATURES).of(images);
                assertThat(together).hasSameSizeAs(images);
                for (int i = 0; i < images.size(); i++) {
                    Detections alone =
                            detector.detection(ALL).of(List.of(images.get(i))).get(0);
                    assertThat(together.get(i).count()).isPositive();
                    assertThat(together.get(i).boxes()).containsExactly(alone.boxes(), within(1e-3f));
                    assertThat(Opened.evidence(together.get(i)).features())
                            .containsExactly(Opened.evidence(alone).features(), within(1e-5f));
                    assertThat(described.get(i))
                            .containsExactly(
                                    detector.description(PoolDetector.POOLED_FEATURES)
                                            .of(List.of(images.get(i)))
                                            .get(0),
                                    within(1e-5f));
                }
            }
        }
    }

    @Test
    void theSameImageGivesTheSameBits() {
        write("n");
        Image image = Opened.image(41, 23);
        Detections once = Opened.found(model, image, ALL);
        Detections again = Opened.found(model, image, ALL);
        assertThat(again.boxes()).isEqualTo(once.boxes());
        assertThat(again.confidences()).isEqualTo(once.confidences());
        assertThat(Opened.evidence(again).probabilities())
                .isEqualTo(Opened.evidence(once).probabilities());
    }

    @Test
    void evidenceIsThereAsFarAsItIsWantedAndHad() {
        write("n");
        Image image = Opened.image(32, 32);
        try (Detector detector = Opened.detector(model)) {
            assertThat(detector.evidence())
                    .containsExactlyInAnyOrder(
                            EvidencePart.PROBABILITIES, EvidencePart.FEATURES, EvidencePart.SUPPRESSED);
            Detections all = detector.detection(ALL).of(List.of(image)).get(0);
            int count = all.count();
            assertThat(Opened.evidence(all).probabilities()).hasSize(3 * count);
            assertThat(Opened.evidence(all).features()).hasSize(6 * count);
            assertThat(Opened.evidence(all).suppressed()).hasSize(count);
            assertThat(Opened.evidence(all).proposals()).isEmpty();
            Detections few = detector.detection(Set.of(EvidencePart.PROBABILITIES))
                    .of(List.of(image))
                    .get(0);
            assertThat(Opened.evidence(few).features()).isEmpty();
            assertThat(Opened.evidence(few).suppressed()).isNull();
            assertThat(detector.detect(List.of(image)).get(0).evidence()).isNull();
            assertThat(detector.detect(List.of())).isEmpty();
        }
    }

    @Test
    void probabilitiesAddUpAndKnowTheClass() {
        write("n");
        Detections found = Opened.found(model, Opened.image(60, 60), ALL);
        float[] shares = Opened.evidence(found).probabilities();
        for (int i = 0; i < found.count(); i++) {
            float bolt = shares[3 * i + 1];
            float nut = shares[3 * i + 2];
            assertThat(shares[3 * i] + bolt + nut).isCloseTo(1, within(1e-5f));
            assertThat(found.classes()[i] == 0 ? bolt >= nut : nut >= bolt).isTrue();
        }
    }

    @Test
    void vectorsNeedMapsToBeNamed() throws IOException {
        say("");
        write("n");
        try (Detector detector = Opened.detector(model)) {
            assertThat(detector.vectors()).isEmpty();
            assertThat(detector.evidence()).doesNotContain(EvidencePart.FEATURES);
            assertThatThrownBy(() -> detector.description(PoolDetector.POOLED_FEATURES))
                    .hasMessageContaining("features.maps");
        }
    }

    @Test
    void whatIsMissingIsSaidOnceWithWhatWouldGiveIt() throws IOException {
        say("");
        write("n");
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(OnnxDetector.class);
        said.start();
        log.addAppender(said);
        try (Detector detector = Opened.detector(model)) {
            detector.detect(List.of(Opened.image(32, 32)));
            assertThat(said.list).isEmpty();
            assertThat(detector.evidence()).doesNotContain(EvidencePart.FEATURES);
            assertThat(detector.remedy(EvidencePart.FEATURES).orElseThrow()).contains("features.objects in");
            assertThat(said.list).isEmpty();
            detector.detection(Set.of(EvidencePart.FEATURES)).of(List.of(Opened.image(32, 32)));
            detector.detection(Set.of(EvidencePart.FEATURES)).of(List.of(Opened.image(32, 32)));
        } finally {
            log.detachAppender(said);
        }
        assertThat(said.list.stream().map(ILoggingEvent::getFormattedMessage).toList())
                .singleElement()
                .asString()
                .contains("cannot tell features", "features.objects in", "net.huale.yaml");
    }

    /** So that who goes on with something sees that it was changed. */
    @Test
    void theFileBesideTheModelIsPartOfWhatIsFound() throws IOException {
        write("n");
        DetectorSource source =
                new DetectorSource(model, null, DetectorSource.Changes.none(), new DetectorSource.Place("cpu", 1));
        String before = new OnnxProvider().described(source);
        assertThat(new OnnxProvider().described(source)).isEqualTo(before);
        say("outputs: {selection: {nmsIou: 0.31}}");
        assertThat(new OnnxProvider().described(source)).isNotEqualTo(before).contains("0.31");
    }

    @Test
    void anotherInstructionSetIsOtherArithmetic() {
        DetectorSource.Place place = new DetectorSource.Place("cpu", 1);
        assertThat(new OnnxProvider().arithmetic(place).parts())
                .containsKeys("ONNX Runtime", "threads", "instructions");
        Arithmetic lesser = OnnxProvider.arithmetic(place, List.of("sse4_1", "avx", "avx2", "fma"));
        Arithmetic higher = OnnxProvider.arithmetic(place, List.of("sse4_1", "avx", "avx2", "fma", "avx512f"));
        assertThat(higher.notice("run", List.of(lesser.provenance())))
                .get()
                .asString()
                .contains("instructions AVX2, now AVX512F");
        assertThat(lesser.notice("run", List.of(lesser.provenance()))).isEmpty();
        Map<String, String> before = new TreeMap<>(lesser.provenance());
        before.remove("arithmetic.instructions"); // of a run from before they were noted
        assertThat(higher.notice("run", List.of(before))).isEmpty();
    }

    @Test
    void otherNamesThanTheModelsOwnAreTold() throws IOException {
        say("");
        write("n", Map.of("names", "['nut', 'bolt']"));
        assertThat(said(OnnxProvider.class, Level.WARN))
                .singleElement()
                .asString()
                .contains("[nut, bolt]", "[bolt, nut]", "net.huale.yaml");
        write("n", Map.of("names", "['bolt', 'nut']"));
        assertThat(said(OnnxProvider.class, Level.WARN)).isEmpty();
        write("n");
        assertThat(said(OnnxProvider.class, Level.WARN)).isEmpty();
    }

    /** What a class says in the log while the model is opened. */
    private List<String> said(Class<?> by, Level level) {
        return Logged.by(by, level, () -> Opened.detector(model).close());
    }

    @Test
    void imagesOfOneInputShareBatchesWhateverTheirSize() {
        write("n");
        try (Detector detector = Opened.detector(model)) {
            assertThat(detector.padded(new ImageSize(7, 900))).isEqualTo(new ImageSize(32, 32));
        }
    }

    @Test
    void theLeastConfidenceCanBeChangedAndOtherThingsCannot() {
        write("n");
        float[] usual = confidences(DetectorSource.Changes.none());
        float[] fewer = confidences(new DetectorSource.Changes(null, null, 0.5, null));
        assertThat(fewer).hasSizeBetween(1, usual.length - 1);
        assertThat(usual).startsWith(fewer);
        assertThat(usual[fewer.length]).isLessThanOrEqualTo(0.5f);
        refused(new DetectorSource.Changes(800, null, null, null), "input.fit");
        refused(new DetectorSource.Changes(null, null, null, 0.1), "--batch-norm-epsilon");
        refused(new DetectorSource.Changes(null, null, 1.5, null), "--min-confidence");
    }

    private float[] confidences(DetectorSource.Changes changes) {
        try (Detector detector = open(changes)) {
            return detector.detect(List.of(Opened.image(60, 60))).get(0).confidences();
        }
    }

    private Detector open(DetectorSource.Changes changes) {
        return new OnnxProvider().open(new DetectorSource(model, null, changes, new DetectorSource.Place("cpu", 1)));
    }

    private void refused(DetectorSource.Changes changes, String why) {
        assertThatThrownBy(() -> open(changes))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(why);
    }

    /** Of 0.1 the float is a little more than the double. */
    @Test
    void aScoreThatReadsAsTheLeastConfidenceIsNotAboveIt() throws IOException {
        String least = "selection: {minConfidence: 0.1}";
        float[] rows = {5, 5, 8, 8, .1f, 0, 40, 40, 20, 20, .11f, 0};
        for (String perBox : List.of("best", "all")) {
            say("outputs: {" + least + ", scores: {perBox: " + perBox + "}}");
            assertOnlyTheSurer(network().floats("output0", new long[] {1, 2, 6}, rows));
        }
        Path said = folder.resolve("net.huale.yaml");
        Files.writeString(said, "convention: ultralytics-nms\nclasses: [bolt, nut]\noutputs: {" + least + "}");
        float[] finished = {1, 1, 9, 9, .1f, 0, 30, 30, 50, 50, .11f, 0};
        assertOnlyTheSurer(network().floats("output0", new long[] {1, 2, 6}, finished));
        Files.writeString(said, "convention: mmdetection\nclasses: [bolt, nut]\noutputs: {" + least + "}");
        assertOnlyTheSurer(network()
                .floats("dets", new long[] {1, 2, 5}, 1, 1, 9, 9, .1f, 30, 30, 50, 50, .11f)
                .longs("labels", new long[] {1, 2}, 0, 0));
    }

    private static TruthNetwork network() {
        return new TruthNetwork().images(1, 3, 64, 64);
    }

    private void assertOnlyTheSurer(TruthNetwork network) {
        Detections found = Opened.found(network.write(model), Opened.image(64, 64));
        assertThat(found.confidences()).containsExactly(.11f);
    }

    @Test
    void mistakesInTheFileBesideItAreToldWithTheirPlace() throws IOException {
        write("n");
        told(
                "input: {fit: {mod: letterbox}}",
                "net.huale.yaml: input.fit.mod: unknown key; did you mean input.fit.mode?");
        told("input: {fit: {mode: squeeze}}", "net.huale.yaml: input.fit.mode");
        told("outputs: {selection: {minConfidence: 1}}", "outputs.selection.minConfidence", "got 1.0");
        told("outputs: {tensors: {boxes: nothing}}", "outputs.tensors.boxes", "no value nothing", "net.huale.yaml");
        told("features: {maps: [no map]}", "features", "no map");
        told("input: {name: pictures}", "input.name", "no input is named pictures");
        Files.writeString(folder.resolve("net.huale.yaml"), "convention: ultralitics");
        assertThatThrownBy(() -> Opened.detector(model))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("did you mean ultralytics?");
    }

    private void told(String more, String... words) throws IOException {
        say(more);
        assertThatThrownBy(() -> Opened.detector(model))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void inputsThatNobodyKnowsAreRefused() throws IOException {
        say("");
        Path other = new TruthNetwork()
                .images(1, 3, 32, 32)
                .input("scale_factor", ElementType.FLOAT, 1, 2)
                .floats("output0", new long[] {1, 6, 1}, 0, 0, 0, 0, 0, 0)
                .write(model);
        assertThatThrownBy(() -> Opened.detector(other))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("scale_factor");
    }

    /** Ultralytics' form; {@code map} is what boxes and scores are computed from. */
    private void write(Object batch) {
        write(batch, Map.of());
    }

    private void write(Object batch, Map<String, String> metadata) {
        SplittableRandom random = new SplittableRandom(5);
        float[] kernel = new float[6 * 3 * 9];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) random.nextDouble(-1, 1);
        }
        GraphBuilder graph = new GraphBuilder("net");
        graph.input("images", ElementType.FLOAT, batch, 3, 32, 32);
        String pooled = graph.node(
                "AveragePool",
                List.of("images"),
                NodeAttribute.numbers("kernel_shape", 8, 8),
                NodeAttribute.numbers("strides", 8, 8));
        String weights = graph.constant(GraphTensor.floats(new long[] {6, 3, 3, 3}, kernel));
        graph.named("map", "Conv", List.of(pooled, weights), NodeAttribute.numbers("pads", 1, 1, 1, 1));
        String shape = graph.constant(GraphTensor.longs(new long[] {3}, 0, 6, 16));
        String rows = graph.node("Sigmoid", List.of(graph.node("Reshape", List.of("map", shape))));
        String sizes = graph.constant(GraphTensor.floats(new long[] {6, 1}, 32, 32, 20, 20, 1, 1));
        graph.named("output0", "Mul", List.of(rows, sizes));
        graph.output("output0", ElementType.FLOAT, batch, 6, 16);
        new OnnxModel(graph, 17, metadata).write(model);
    }
}
