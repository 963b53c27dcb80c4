package org.huale.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.config.ConfigSchema;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.options.Convention;
import org.huale.onnx.options.OnnxOptions;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelDescriptionTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Convention.class)
    void whatIsWrittenIsReadAgainAndFitsTheSchema(Convention convention) throws IOException {
        OnnxOptions options = convention.options().withClasses(List.of("yes", "1", "it's", "a: b"));
        Sidecar sidecar = Sidecar.of(folder.resolve("some.model.onnx"));
        sidecar.write(options, List.of("A remark."));
        assertThat(sidecar.path()).hasFileName("some.model.huale.yaml");
        Path model = Files.copy(yolo(), folder.resolve("some.model.onnx"));
        assertThat(new OnnxProvider().files(model)).containsExactly(model, sidecar.path());
        assertThat(sidecar.over(Convention.ULTRALYTICS.options())).isEqualTo(options);
        assertThat(Files.readString(sidecar.path())).startsWith("# A remark.\n");
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ConfigSchema.of(Convention.ULTRALYTICS.options()));
        assertThat(schema.validate(Files.readString(sidecar.path()), InputFormat.YAML))
                .isEmpty();
    }

    @Test
    void aDescribedModelIsUsedAsBefore() {
        Path model = yolo();
        var before = Opened.found(model, Opened.image(64, 64));
        ModelDescription description = ModelDescription.of(model, null);
        assertThat(String.join("\n", description.lines()))
                .contains("images: float [1, 3, 64, 64]", "fits     ultralytics", "taken as ultralytics", "bolt, nut");
        description.write(false);
        assertThat(Opened.found(model, Opened.image(64, 64)).boxes()).isEqualTo(before.boxes());
    }

    @Test
    void nothingIsReplacedWithoutAWord() throws IOException {
        Path model = yolo();
        Path written = Files.writeString(folder.resolve("yolo.huale.yaml"), "classes: [a, b]");
        assertThatThrownBy(() -> ModelDescription.of(model, null).write(false))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(written.toString());
        assertThat(written).hasContent("classes: [a, b]");
        ModelDescription.of(model, null).write(true);
        assertThat(Files.readString(written)).contains("ultralytics");
    }

    /** Somebody may have changed the file since it was written. */
    @Test
    void aModelWithAFileBesideItIsShownAsItIsUsed() throws IOException {
        Path model = yolo();
        assertThat(ModelDescription.of(model, null).beside()).isEmpty();
        Path written = ModelDescription.of(model, null).write(false);
        Files.writeString(written, "classes: [screw, washer]\ninput: {fit: {mode: stretch}}\n");
        ModelDescription alone = ModelDescription.of(model, null);
        assertThat(alone.beside()).contains(written);
        assertThat(String.join("\n", alone.lines())).contains("letterbox", "bolt, nut");
        assertThat(alone.asUsed().obstacle()).isNull();
        assertThat(String.join("\n", alone.asUsed().lines()))
                .contains("taken as ultralytics", "stretch", "screw, washer")
                .doesNotContain("letterbox", "bolt, nut");
        Files.writeString(written, "clases: [screw, washer]\n");
        assertThat(alone.asUsed().obstacle()).contains("yolo.huale.yaml: clases: unknown key");
    }

    @Test
    void whereTwoFitBothAreShownWithTheKeyThatDecides() {
        Path model = new TruthNetwork()
                .images(1, 3, 64, 64)
                .floats("logits", new long[] {1, 1, 3}, 0, 0, 0)
                .floats("pred_boxes", new long[] {1, 1, 4}, 0, 0, 1, 1)
                .write(folder.resolve("detr.onnx"));
        assertThatThrownBy(() -> Opened.detector(model))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(
                        "more than one way", "  detr: ", "  deformable-detr: ", "convention", "detr.huale.yaml");
        ModelDescription description = ModelDescription.of(model, null);
        assertThat(description.lines())
                .anyMatch(it -> it.contains("fits     detr"))
                .anyMatch(it -> it.contains("fits     deformable-detr"));
        assertThatThrownBy(() -> description.write(false)).hasMessageContaining("name the right one");
        ModelDescription.of(model, Convention.DETR).write(false);
        assertThat(Opened.found(model, Opened.image(64, 64)).count()).isEqualTo(1);
    }

    @Test
    void whatMustStillBeSaidIsSaid() throws IOException {
        Path model = new TruthNetwork()
                .images(1, 3, 64, 64)
                .floats("dets", new long[] {1, 1, 5}, 0, 0, 1, 1, 1)
                .longs("labels", new long[] {1, 1}, 0)
                .write(folder.resolve("mm.onnx"));
        ModelDescription description = ModelDescription.of(model, null);
        assertThat(description.obstacle()).contains("classes", "how many");
        Path written = description.write(false);
        assertThat(Files.readString(written)).contains("mmdetection");
        assertThatThrownBy(() -> Opened.detector(model)).hasMessageContainingAll("classes", written.toString());
    }

    @Test
    void whatIsWrittenBeforeAllIsSaidFitsTheInput() throws IOException {
        Path model = new TruthNetwork()
                .input("images", ElementType.UINT8, 1, 3, 64, 64)
                .floats("dets", new long[] {1, 1, 5}, 0, 0, 1, 1, 1)
                .longs("labels", new long[] {1, 1}, 0)
                .write(folder.resolve("mm.onnx"));
        Path written = ModelDescription.of(model, null).write(false);
        Files.writeString(written, Files.readString(written).replace("classes: []", "classes: [bolt]"));
        assertThat(Opened.found(model, Opened.image(64, 64)).count()).isEqualTo(1);
    }

    @Test
    void aModelThatNobodyKnowsIsRefusedWithWhatItHas() {
        Path model = new TruthNetwork()
                .images(1, 3, 64, 64)
                .floats("logits", new long[] {1, 2}, 0, 0)
                .write(folder.resolve("classifier.onnx"));
        assertThatThrownBy(() -> Opened.detector(model))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("not recognized", "logits: float [1, 2]", "convention", "rt-detr");
    }

    private Path yolo() {
        float[] rows = new float[6 * 84];
        for (int i = 0; i < 84; i++) {
            rows[i] = i;
            rows[84 + i] = 32;
            rows[168 + i] = 5;
            rows[252 + i] = 5;
            rows[336 + i] = i / 100f;
        }
        return new TruthNetwork()
                .images(1, 3, 64, 64)
                .floats("output0", new long[] {1, 6, 84}, rows)
                .write(folder.resolve("yolo.onnx"), Map.of("names", "{0: 'bolt', 1: 'nut'}", "author", "Ultralytics"));
    }
}
