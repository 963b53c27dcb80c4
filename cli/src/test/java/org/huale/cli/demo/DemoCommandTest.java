package org.huale.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.huale.app.run.FirstCycleKey;
import org.huale.app.run.RunConfig;
import org.huale.cli.ExitCode;
import org.huale.cli.Main;
import org.huale.config.ConfigJson;
import org.huale.dataset.DatasetLocator;
import org.huale.problem.HualeException;
import org.huale.torch.FasterRcnnTraining;
import org.huale.torch.train.TrainingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DemoCommandTest {
    @TempDir
    private Path folder;

    @Test
    void armsDifferInStrategyAndLossOnly() {
        DemoFolder demo = new DemoFolder(folder);
        demo.prepare();
        RunConfig random = DemoCommand.config(demo, DemoCommand.Arm.random);
        RunConfig huale = DemoCommand.config(demo, DemoCommand.Arm.huale);
        RunConfig emphasis = DemoCommand.config(demo, DemoCommand.Arm.huale_emphasis);
        assertThat(ConfigJson.differences(random, huale)).isNotEmpty().allMatch(it -> it.isWithin("strategy"));
        assertThat(ConfigJson.differences(huale, emphasis))
                .isNotEmpty()
                .allMatch(it -> it.key().matches("(training\\.loss|detector\\.roi\\.localizationVariance).*"));
        assertThat(huale.lossName()).isEqualTo("standard");
        assertThat(emphasis.lossName()).isEqualTo("emphasis");
        assertThat(random.data().pool()).endsWith(":trainval").contains(folder.toString());
    }

    /** But for what a small detector with random weights and drawn scenes need. */
    @ParameterizedTest
    @EnumSource
    void armsTrainByTheRecipeForFewLabels(DemoCommand.Arm arm) {
        DemoFolder demo = new DemoFolder(folder);
        demo.prepare();
        TrainingOptions training =
                FasterRcnnTraining.config(DemoCommand.config(demo, arm).setup()).training();
        assertThat(training.recipe()).isEqualTo("few-labels");
        assertThat(training.totalIterations(8)).isEqualTo(550).isEqualTo(training.totalIterations(30));
        assertThat(ConfigJson.differences(TrainingOptions.named("few-labels"), training))
                .isNotEmpty()
                .allMatch(it -> it.key()
                        .matches("loss\\..*|iterations|batchSize|sgd\\.learningRate|schedule\\.warmUpIterations"
                                + "|loader\\.threads"));
    }

    @Test
    void armsThatDifferInTheStrategyAloneShareTheFirstCycle() {
        DemoFolder demo = new DemoFolder(folder);
        demo.prepare();
        FirstCycleKey random = FirstCycleKey.of(DemoCommand.config(demo, DemoCommand.Arm.random));
        assertThat(FirstCycleKey.of(DemoCommand.config(demo, DemoCommand.Arm.huale)))
                .isEqualTo(random);
        assertThat(FirstCycleKey.of(DemoCommand.config(demo, DemoCommand.Arm.huale_emphasis)))
                .isNotEqualTo(random);
    }

    @Test
    void anArmOfAnotherNameIsAnsweredWithTheNearest() {
        assertThat(refusal("RANDOM,hua_emphasis"))
                .contains("hua_emphasis is not one of [random, huale, random_emphasis, huale_emphasis];"
                        + " did you mean huale_emphasis?");
    }

    @Test
    void anArmOfAnEarlierVersionIsAnsweredWithItsPresentName() {
        assertThat(refusal("random,huale_standard")).contains("huale_standard is called huale now");
    }

    private String refusal(String arms) {
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute("demo", folder.toString(), "--arms", arms);
        assertThat(code).isEqualTo(ExitCode.USER_INPUT);
        return err.toString();
    }

    @Test
    void configurationOfTheUserIsKept() throws IOException {
        DemoFolder demo = new DemoFolder(folder);
        demo.prepare();
        Files.writeString(demo.config(), "seed: 9\n");
        demo.prepare();
        assertThat(demo.config()).hasContent("seed: 9");
    }

    /** Folders have the names that people give them. */
    @ParameterizedTest
    @ValueSource(strings = {"demo #2", "it's a demo", "demo: first", "what?x=1", "{demo}"})
    void theConfigurationNamesTheDataOfItsOwnFolder(String name) {
        DemoFolder demo = new DemoFolder(folder.resolve(name));
        demo.prepare();
        RunConfig config = DemoCommand.config(demo, DemoCommand.Arm.random);
        assertThat(DatasetLocator.parse(config.data().test()).path())
                .isEqualTo(folder.resolve(name).resolve("data"));
    }

    @Test
    void folderWithOtherFilesIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "years");
        DemoFolder demo = new DemoFolder(folder);
        assertThatThrownBy(demo::prepare).isInstanceOf(HualeException.class).hasMessageContaining("no demo");
        demo.clear(List.of("random"));
        assertThat(folder.resolve("thesis.txt")).exists();
    }

    @Test
    void clearingDeletesRunsAndNothingElse() throws IOException {
        DemoFolder demo = new DemoFolder(folder);
        demo.prepare();
        Files.createDirectories(demo.run("random"));
        Files.writeString(demo.run("random").resolve("config.json"), "{}");
        Files.writeString(demo.run("random").resolve("provenance.json"), "{}");
        Files.createDirectories(demo.run("huale"));
        Files.writeString(demo.run("huale").resolve("note.txt"), "mine");
        demo.clear(List.of("random", "huale"));
        assertThat(demo.run("random")).doesNotExist();
        assertThat(demo.run("huale").resolve("note.txt")).exists();
        demo.prepare();
    }

    @Test
    void timeLeftFollowsThePaceOfThisStart() {
        StringWriter text = new StringWriter();
        AtomicLong clock = new AtomicLong();
        DemoProgress progress = new DemoProgress(new PrintWriter(text), 8, 5, clock::get);
        clock.set(70_000_000_000L);
        progress.cycleEnded();
        clock.set(100_000_000_000L);
        progress.cycleEnded();
        progress.cycleEnded();
        assertThat(text.toString().lines())
                .containsExactly(
                        "demo: 6 of 8 cycles, about 2 min left",
                        "demo: 7 of 8 cycles, about 50 s left",
                        "demo: 8 of 8 cycles");
    }
}
