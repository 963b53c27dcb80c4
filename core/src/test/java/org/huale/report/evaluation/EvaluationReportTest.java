package org.huale.report.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.metric.Evaluation;
import org.huale.metric.Evaluation.ClassEvaluation;
import org.huale.metric.Evaluation.Counts;
import org.huale.metric.PrecisionRecallCurve;
import org.huale.problem.HualeException;
import org.huale.report.markup.Html;
import org.huale.storage.OwnFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluationReportTest {
    private static final Evaluation EVALUATION = new Evaluation(
            "coco",
            new Counts(2, 3, 1, 4),
            Map.of("AP", 0.25),
            List.of(
                    one("cat, or \"tiger\"", new Counts(2, 3, 1, 4), 0.25),
                    one("dog", new Counts(0, 0, 0, 0), Evaluation.UNDEFINED)),
            List.of(curve("cat, or \"tiger\""), new PrecisionRecallCurve("dog", List.of())));
    private static final EvaluationReport REPORT = new EvaluationReport(
            "coco:truth.json", "found.json", List.of("a note"), List.of(EVALUATION), List.of(), List.of());

    @TempDir
    private Path folder;

    private static ClassEvaluation one(String name, Counts counts, double ap) {
        return new ClassEvaluation(name, counts, Map.of("AP", ap));
    }

    private static PrecisionRecallCurve curve(String name) {
        return new PrecisionRecallCurve(name, List.of(new PrecisionRecallCurve.Point(0.5, 1, 0.9)));
    }

    @Test
    void tableHasALineForEachClassThatOccurs() {
        assertThat(REPORT.toText()).isEqualTo("""
                coco              images  objects  ignored  detections      AP
                all classes            2        3        1           4  0.2500
                cat, or "tiger"        2        3        1           4  0.2500
                (1 more without objects or detections)
                """);
    }

    @Test
    void jsonHasAllNumbersButTheCurves() {
        JsonNode json = new JsonMapper().readTree(REPORT.toJson());
        JsonNode evaluation = json.get("evaluations").get(0);
        assertThat(evaluation.get("figures").get("AP").asDouble()).isEqualTo(0.25);
        assertThat(evaluation.get("classes").get(1).get("figures").get("AP").asDouble())
                .isEqualTo(Evaluation.UNDEFINED);
        assertThat(evaluation.has("curves")).isFalse();
        assertThat(json.get("notes").get(0).asString()).isEqualTo("a note");
    }

    @Test
    void jsonCanBeReadBack() {
        Evaluation read = new JsonMapper()
                .treeToValue(
                        new JsonMapper()
                                .readTree(REPORT.toJson())
                                .get("evaluations")
                                .get(0),
                        Evaluation.class);
        assertThat(read.figures()).isEqualTo(EVALUATION.figures());
        assertThat(read.classes()).isEqualTo(EVALUATION.classes());
        assertThat(read.curves()).isEmpty();
    }

    @Test
    void csvQuotesNames() throws IOException {
        REPORT.write(folder);
        assertThat(Files.readAllLines(folder.resolve("classes-coco.csv")))
                .containsExactly(
                        "class,images,objects,ignored,detections,AP",
                        "\"cat, or \"\"tiger\"\"\",2,3,1,4,0.25",
                        "dog,0,0,0,0,-1.0");
        assertThat(Files.readAllLines(folder.resolve("precision-recall-coco.csv")))
                .containsExactly("class,recall,precision,confidence", "\"cat, or \"\"tiger\"\"\",0.5,1.0,0.9");
    }

    /** Of the one before, which had a metric more, nothing is left; what is somebody's stays, however it is called. */
    @Test
    void filesOfTheEvaluationBeforeGo() throws IOException {
        Evaluation voc = new Evaluation("voc", EVALUATION.counts(), Map.of(), List.of(), List.of(curve("dog")));
        new EvaluationReport("data", "found.json", List.of(), List.of(EVALUATION, voc), List.of(), List.of())
                .write(folder);
        Files.writeString(folder.resolve("precision-recall-voc-2.svg"), "somebody's");
        assertThat(folder.resolve("precision-recall-voc-1.svg")).exists();
        REPORT.write(folder);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            OwnFiles.MARKER,
                            "evaluation.json",
                            "classes-coco.csv",
                            "precision-recall-coco.csv",
                            "precision-recall-coco-1.svg",
                            "precision-recall-voc-2.svg");
        }
        assertThat(new OwnFiles(folder, "evaluation").held())
                .containsExactly(
                        "classes-coco.csv",
                        "evaluation.json",
                        "precision-recall-coco-1.svg",
                        "precision-recall-coco.csv");
    }

    @Test
    void chartsHoldTenClassesEach() throws IOException {
        List<PrecisionRecallCurve> curves =
                IntStream.range(0, 11).mapToObj(i -> curve("class " + i)).toList();
        Evaluation many = new Evaluation("voc", EVALUATION.counts(), Map.of(), List.of(), curves);
        assertThat(new PrecisionRecallCharts(many).write(folder, "curves"))
                .containsExactly(folder.resolve("curves-1.svg"), folder.resolve("curves-2.svg"));
        assertThat(Html.parsed(Files.readString(folder.resolve("curves-2.svg"))).texts("//*[local-name()='text']"))
                .contains("recall", "precision", "class 10", "0.2")
                .doesNotContain("class 9");
    }

    @Test
    void withoutCurvesThereIsNoPicture() throws IOException {
        Evaluation none = new Evaluation("voc", EVALUATION.counts(), Map.of(), List.of(), List.of());
        assertThat(new PrecisionRecallCharts(none).write(folder, "curves")).isEmpty();
    }

    /** As in a folder that came from somebody else. */
    @Test
    void whatLinksLeadToStays() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine"), "mine");
        Path evaluation = folder.resolve("evaluation");
        REPORT.write(evaluation);
        for (String name : new OwnFiles(evaluation, "evaluation").held()) {
            Path file = evaluation.resolve(name);
            Files.delete(file);
            Files.createSymbolicLink(file, mine);
            assertThatThrownBy(() -> REPORT.write(evaluation))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining(name + ": is a link");
            Files.delete(file);
            REPORT.write(evaluation);
        }
        assertThat(mine).hasContent("mine");
    }

    @Test
    void aChartTakesThePlaceOfALink() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine"), "mine");
        Path link = Files.createSymbolicLink(folder.resolve("curves-1.svg"), mine);
        new PrecisionRecallCharts(EVALUATION).write(folder, "curves");
        assertThat(mine).hasContent("mine");
        assertThat(link).content().startsWith("<?xml");
    }
}
