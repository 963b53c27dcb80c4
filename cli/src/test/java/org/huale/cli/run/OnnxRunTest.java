package org.huale.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.Save;
import org.huale.storage.FileIdentity;
import org.huale.storage.FileTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs whose detectors others train and leave as ONNX files. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class OnnxRunTest extends ProgramTest {
    private static final String ENTROPY = "strategy: entropy\n";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void draw() {
        Program.drawTinySet(folder.resolve("set"), 12);
    }

    private static Path config(String name, String detector, String more) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".yaml"),
                "detector: " + detector + "\ninitial: {images: 3}\nbudget: 2\ncycles: 2\nthreads: 1\n"
                        + Program.data(folder.resolve("set")) + more);
    }

    private static Path path(String name) {
        return folder.resolve(name);
    }

    private static String said(String name) {
        return path(name).toString();
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    private static Path model(String name, String... classes) {
        return OneBoxModel.write(path(name), classes);
    }

    private void refuses(String... words) {
        err.getBuffer().setLength(0);
        assertThat(run(words)).as(err::toString).isEqualTo(ExitCode.USER_INPUT);
    }

    @Test
    void aRunWithOneFileTrainsNothingAndAllCommandsKnowIt() throws IOException {
        Path model = model("one.onnx", "square", "disc");
        Path config = config("one", "{onnx: " + model + "}", ENTROPY);
        succeed("run", config.toString(), "--dry-run");
        assertThat(out.toString()).contains("Strategy: entropy");
        succeed("run", config.toString(), "--out", said("one"));
        assertThat(json(path("one/config.json")).at("/detector/model").asString())
                .isEqualTo(model.toString());
        for (int cycle : List.of(0, 1)) {
            Path training = path("one/cycle-" + cycle + "/training");
            assertThat(json(training.resolve("detector.json"))
                            .at("/sha256/one.onnx")
                            .asString())
                    .isEqualTo(FileIdentity.hash(model))
                    .isEqualTo(FileIdentity.hash(training.resolve("weights/one.onnx")));
        }
        assertThat(json(path("one/cycle-0/selection.json")).get("chosen")).hasSize(2);
        assertThat(json(path("one/cycle-0/selection.json"))
                        .at("/chosen/0/original/classes/0")
                        .asInt())
                .isEqualTo(1); // a square is the run's second class, and the model's first
        succeed("resume", said("one"), "--cycles", "3");
        assertThat(path("one/cycle-2/cycle.json")).exists();
        succeed("check", said("one"));
        succeed("report", said("one"), "--out", said("one.html"), "--bootstrap", "0");
        succeed("validate", "voc:" + path("set") + ":test", "--for", config.toString());
        assertThat(out.toString()).contains("kind onnx");
        String weights = said("one/cycle-0/training/weights/one.onnx");
        succeed("evaluate", "--weights", weights, "--data", "voc:" + path("set") + ":test", "--json");
        assertThat(JsonMapper.shared().readTree(out.toString()).at("/evaluations/0/figures"))
                .isNotEmpty();
        refuses("export-detector", "--weights", weights, "--out", said("none.onnx"));
        assertThat(err.toString()).contains("one.onnx");
        succeed("doctor");
        assertThat(out.toString()).contains("onnx, cannot be trained");
    }

    /** By names in another order and among others, or by number. */
    @Test
    void scoreChoosesWhatTheFirstCycleChooses() throws IOException {
        for (Path model :
                List.of(model("odd.onnx", "square", "other", "disc"), OneBoxModel.nameless(path("nameless.onnx"), 2))) {
            String name = String.valueOf(model.getFileName());
            Path config = config(name, "{onnx: " + model + "}", "strategy: coverage\n");
            succeed("run", config.toString(), "--out", said("run of " + name));
            List<String> labeled = new ArrayList<>();
            json(path("run of " + name + "/initial.json")).get("images").forEach(it -> labeled.add(it.asString()));
            Path list = Files.write(path("labeled.txt"), labeled);
            succeed(score(model, list, ":trainval"));
            assertThat(json(path("score of " + name + "/selection.json")).get("chosen"))
                    .isEqualTo(json(path("run of " + name + "/cycle-0/selection.json"))
                            .get("chosen"));
            refuses(score(model, list, ":trainval?classes=disc,square:box"));
            assertThat(err.toString()).contains("belongs to a scoring with other arguments", "classes");
        }
    }

    private static String[] score(Path model, Path labeled, String part) {
        return new String[] {
            "score",
            "--data",
            "voc:" + path("set") + part,
            "--weights",
            model.toString(),
            "--strategy",
            "coverage",
            "--budget",
            "2",
            "--labeled",
            labeled.toString(),
            "--threads",
            "1",
            "--out",
            said("score of " + model.getFileName())
        };
    }

    @Test
    void whatCannotBeIsSaidBeforeAnythingBegins() throws IOException {
        Path model = model("before.onnx", "disc", "square");
        refused("{onnx: " + path("none.onnx") + "}", ENTROPY, "none.onnx: no such file");
        refused("{onnx: " + path("a.pt") + "}", ENTROPY, "a.pt is no file of the kind onnx");
        refused("onnx", ENTROPY, "detector.model: is missing");
        refused("{onnx: 'a{seed}.onnx'}", ENTROPY, "knows no placeholder but {cycle}");
        refused("{name: onnx, modell: a.onnx}", ENTROPY, "did you mean detector.model?");
        refused("{onnx: " + model + "}", ENTROPY + "training: {epochs: 3}\n", "training.epochs: unknown key");
        refused("{onnx: " + model + "}", ENTROPY + "weights: {mode: previous}\n", "nothing is trained");
        refused(
                "{onnx: " + model + "}",
                "strategy: lt-c\n",
                "before.onnx gives no proposals, which the strategy needs");
        refused("{onnx: " + model + "}", "strategy: ll4al\n", "to be trained beside the detector");
        refused("{onnx: " + model("birds.onnx", "bird") + "}", ENTROPY, "no class is in both");
        Files.writeString(path("text.onnx"), "no model");
        refused("{onnx: " + path("text.onnx") + "}", ENTROPY, "text.onnx: not an ONNX model");
    }

    private void refused(String detector, String more, String message) throws IOException {
        String config = config("refused", detector, more).toString();
        refuses("run", config, "--dry-run");
        assertThat(err.toString()).contains(message);
        refuses("run", config, "--out", said("refused"));
        assertThat(err.toString()).contains(message);
        assertThat(path("refused")).doesNotExist();
    }

    @Test
    void aCycleWhoseFileIsNotThereWaits() throws IOException {
        Path config = config("waits", "{onnx: '" + path("waits-{cycle}.onnx") + "'}", ENTROPY);
        succeed("run", config.toString(), "--dry-run");
        assertThat(run("run", config.toString(), "--out", said("waits"))).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        assertThat(out.toString())
                .contains("cycle 0 waits for its detector, the file " + path("waits-0.onnx"), "huale resume ");
        model("waits-0.onnx", "disc", "square");
        assertThat(run("resume", said("waits"))).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        assertThat(out.toString()).contains("cycle 1 waits for its detector, the file " + path("waits-1.onnx"));
        assertThat(path("waits/cycle-0/cycle.json")).exists();
        assertThat(path("waits/cycle-1")).doesNotExist();
        succeed("report", said("waits"), "--out", said("waits.html"), "--bootstrap", "0");
        succeed("check", said("waits"));
        model("waits-1.onnx", "square", "disc");
        succeed("resume", said("waits"));
        assertThat(path("waits/cycle-1/training/weights/waits-1.onnx")).exists();
    }

    @Test
    void aWatchGoesOnWhenTheFileIsThere() throws IOException, InterruptedException {
        Path config = config("watched", "{onnx: '" + path("watched-{cycle}.onnx") + "'}", ENTROPY);
        assertThat(run("run", config.toString(), "--out", said("watched"))).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        Path heard = path("watched.txt");
        Process watch = Program.start(heard, "resume", said("watched"), "--watch");
        for (int cycle = 0; cycle < 2; cycle++) {
            String file = said("watched-" + cycle + ".onnx");
            while (!Files.readString(heard).contains("waits for its detector, the file " + file)) {
                assertThat(watch.isAlive()).as(Files.readString(heard)).isTrue();
                Thread.sleep(50);
            }
            model("watched-" + cycle + ".onnx", "disc", "square");
        }
        assertThat(watch.waitFor()).as(Files.readString(heard)).isEqualTo(ExitCode.DONE);
        assertThat(path("watched/cycle-1/cycle.json")).exists();
    }

    @Test
    void aFileThatIsChangedUnderItsCycleIsRefusedAndTheWaysOutAreSome() throws IOException {
        Path model = model("changed.onnx", "disc", "square");
        Path config = config("changed", "{onnx: " + model + "}", ENTROPY + "oracle: inbox\n");
        assertThat(run("run", config.toString(), "--out", said("changed"))).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        finish("changed", 3);
        assertThat(run("resume", said("changed"))).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        Path cycle = path("changed/cycle-0");
        Path kept = cycle.resolve("training/weights/changed.onnx");
        byte[] before = Files.readAllBytes(model);
        Files.delete(cycle.resolve("selection.json"));
        FileTree.delete(cycle.resolve("predictions"));
        model("changed.onnx", "square", "disc");
        refuses("resume", said("changed"));
        assertThat(err.toString())
                .contains(model + ": was changed since this cycle began", "kept in " + kept.getParent());
        Files.copy(kept, model, StandardCopyOption.REPLACE_EXISTING);
        assertThat(Files.readAllBytes(model)).isEqualTo(before);
        assertThat(run("resume", said("changed"))).as(err::toString).isEqualTo(ExitCode.AWAITS_ANNOTATION);

        model("changed.onnx", "square", "disc");
        Files.delete(kept);
        assertThat(run("resume", said("changed"), "--repair")).as(err::toString).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        assertThat(kept).hasSameBinaryContentAs(model);
    }

    /** What the model finds is what annotators begin with. */
    @Test
    void peopleGetWhatTheModelFinds() throws IOException {
        Path model = model("guesses.onnx", "square");
        Path config = config("guesses", "{onnx: " + model + "}", "oracle: {name: inbox, guesses: true}\n");
        assertThat(run("run", config.toString(), "--out", said("guesses"))).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        succeed("export", said("guesses"), "coco:" + path("first/all.json"), "--guesses");
        assertThat(json(path("first/all.json")).get("annotations")).hasSize(3); // of the initial set, by the same model
        finish("guesses", 3);
        assertThat(run("resume", said("guesses"))).as(err::toString).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        succeed("export", said("guesses"), "coco:" + path("taken/all.json"), "--guesses");
        JsonNode taken = json(path("taken/all.json"));
        assertThat(taken.get("annotations")).hasSize(2);
        assertThat(taken.at("/annotations/0/bbox/2").asDouble()).isEqualTo(38);
        int square = taken.at("/annotations/0/category_id").asInt();
        taken.get("categories")
                .forEach(it -> assertThat(it.get("name").asString().equals("square"))
                        .isEqualTo(it.get("id").asInt() == square));
    }

    /** The page stays with the run, and starts nothing in vain. */
    @Test
    void thePageGoesOnWhenTheFileIsThere() throws IOException, InterruptedException {
        Path config = config("page", "{onnx: '" + path("page-{cycle}.onnx") + "'}", ENTROPY + "oracle: inbox\n");
        assertThat(run("run", config.toString(), "--out", said("page"))).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        finish("page", 3);
        Process label = Program.start(path("page.txt"), "label", said("page"), "--no-browser", "--port", "0");
        Path log = path("page/label.log");
        String awaited = "waits for its detector, the file " + path("page-0.onnx");
        while (!Files.exists(log) || !Files.readString(log).contains(awaited)) {
            assertThat(label.isAlive()).isTrue();
            Thread.sleep(50);
        }
        Thread.sleep(6000); // in which nothing is to happen
        assertThat(Files.readString(log).split(awaited, -1)).hasSize(2);
        assertThat(state(Files.readString(path("page.txt"))))
                .contains("Cycle 0 waits for its detector, which others train.")
                .doesNotContain(folder.toString());
        model("page-0.onnx", "disc", "square");
        while (!Files.exists(path("page/cycle-0/selection.json"))) {
            assertThat(label.isAlive()).isTrue();
            Thread.sleep(50);
        }
        label.destroy();
        label.waitFor();
    }

    /** What the page is told of the run. */
    private static String state(String said) throws IOException {
        String address = said.replaceAll("(?s).*Label at (http://\\S+).*", "$1");
        try (InputStream state = URI.create(address + "api/state").toURL().openStream()) {
            return new String(state.readAllBytes(), UTF_8);
        }
    }

    private static void finish(String run, int images) {
        try (Inbox inbox = Inbox.open(path(run).resolve(Inbox.FILE), Clock.systemUTC())) {
            for (int i = 0; i < images; i++) {
                InboxImage image =
                        inbox.leases().next("ann", OptionalLong.empty()).orElseThrow();
                inbox.work().save(new Save(image.id(), 0, "ann", ImageState.DONE, "", 4, List.of(), Map.of()));
            }
        }
    }

    @Test
    void whatWantsDetectorsThatLearnSaysSo() throws IOException {
        Path model = model("learns.onnx", "disc", "square");
        Path file = Files.writeString(
                path("benchmark.yaml"),
                "base: {detector: {onnx: " + model + "}, initial: {images: 3}, budget: 2, cycles: 2, threads: 1}\n"
                        + "datasets: {set: {"
                        + Program.data(folder.resolve("set")).strip() + "}}\n"
                        + "strategies: [random, entropy]\nseeds: [1]\n");
        refuses("benchmark", file.toString(), "--out", said("benchmark"));
        assertThat(err.toString()).contains("onnx learns nothing", "huale score");
        refuses("train", "--data", "voc:" + path("set") + ":trainval", "--out", said("none"), "--model", "onnx");
        assertThat(err.toString())
                .contains("onnx cannot be trained; those that can are [")
                .doesNotContain(", onnx");
    }
}
