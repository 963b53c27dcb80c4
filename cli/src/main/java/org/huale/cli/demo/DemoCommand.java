package org.huale.cli.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.huale.app.run.FirstCycleKey;
import org.huale.app.run.RunConfig;
import org.huale.cli.ExitCode;
import org.huale.cli.Main;
import org.huale.cli.run.TerminalRun;
import org.huale.config.NearestKey;
import org.huale.config.Settings;
import org.huale.loop.RunEnding;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunHistory;
import org.huale.problem.HualeException;
import org.huale.report.compare.RunComparison;
import org.huale.report.table.ComparisonMarkdown;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Shows what the program is for, by its own commands on a data set that it draws. */
@Command(
        name = "demo",
        description = {
            "Shows in minutes what HUALE does: draws a data set with a long tail of classes, runs active learning on it with"
                    + " random selection and with HUALE, and writes a report that compares them.",
            "Prints each command it runs. Start it again to continue after an interruption."
        })
public final class DemoCommand implements Callable<Integer> {
    /** Objects that a small detector can learn from a few hundred images: larger, and of clearer colours. */
    private static final List<String> EASIER =
            List.of("--smallest-radius", "12", "--hue-spread", "0.05", "--odd-one-in", "6");

    private static final String DIFFERENCE =
            "The runs share the initial images, the budget, the schedule and the seed; they"
                    + " differ in what their names say: which\nimages are chosen (strategy) and, with"
                    + " 'huale demo --arms random,random_emphasis,huale,huale_emphasis', how is learned\nfrom them (loss)."
                    + " One seed cannot tell luck from merit; other seeds, with 'huale run', can.\n";

    private static final Map<String, Arm> FORMER = Map.of("huale_standard", Arm.huale);

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "runs/demo",
            description = "Folder for everything (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(
            names = "--arms",
            split = ",",
            paramLabel = "ARM",
            converter = ArmConverter.class,
            defaultValue = "random,huale",
            description = "What to compare: any of ${COMPLETION-CANDIDATES}, separated by commas (default:"
                    + " ${DEFAULT-VALUE}). Each arm takes about half as long as the default.")
    private List<Arm> arms;

    @Option(names = "--overwrite", description = "Start over instead of continuing.")
    private boolean overwrite;

    /** Ways to choose and to learn; each is the same configuration but for these words. */
    enum Arm {
        random("random", "standard"),
        huale("coverage", "standard"),
        random_emphasis("random", "emphasis"),
        huale_emphasis("coverage", "emphasis");

        private final String strategy;
        private final String loss;

        Arm(String strategy, String loss) {
            this.strategy = strategy;
            this.loss = loss;
        }

        /** What is other than in the file; a detector whose training has one loss alone is compared in the strategy alone. */
        List<String> words(Settings file) {
            return RunConfig.losses(file).isEmpty()
                    ? List.of("strategy=" + strategy)
                    : List.of("strategy=" + strategy, "loss=" + loss);
        }
    }

    /** Names of earlier versions are answered with today's, others with the nearest. */
    static final class ArmConverter implements ITypeConverter<Arm> {

        @Override
        public Arm convert(String name) {
            return Arrays.stream(Arm.values())
                    .filter(it -> it.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(refusal(name)));
        }

        private static String refusal(String name) {
            if (FORMER.containsKey(name)) {
                return name + " is called " + FORMER.get(name) + " now";
            }
            List<String> names = Arrays.stream(Arm.values()).map(Arm::name).toList();
            return name + " is not one of " + names
                    + NearestKey.among(names, name)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("");
        }
    }

    @Override
    public Integer call() {
        DemoFolder demo = new DemoFolder(folder);
        if (overwrite) {
            demo.clear(List.of(Arm.values()).stream().map(Arm::name).toList());
        }
        demo.prepare();
        if (overwrite || !demo.hasData()) {
            draw(demo);
        }
        return runAll(demo) ? finish(demo) : ExitCode.INTERRUPTED;
    }

    private void draw(DemoFolder demo) {
        List<String> words = new ArrayList<>(List.of("make-dataset", demo.data().toString(), "--overwrite"));
        words.addAll(EASIER);
        execute(words);
    }

    /** Whether all came to their end. */
    private boolean runAll(DemoFolder demo) {
        DemoProgress progress = progress(demo);
        for (Arm arm : arms) {
            if (run(demo, arm, progress) instanceof RunEnding.Stopped) {
                say("Stopped; 'huale demo " + folder + "' continues");
                return false;
            }
        }
        return true;
    }

    private DemoProgress progress(DemoFolder demo) {
        int all = 0;
        int done = 0;
        for (Arm arm : arms) {
            all += config(demo, arm).cycles();
            Path run = demo.run(arm.name());
            done += RunFolder.holdsRun(run) ? RunFolder.read(run).cycles().size() : 0;
        }
        return new DemoProgress(spec.commandLine().getErr(), all, done);
    }

    static RunConfig config(DemoFolder demo, Arm arm) {
        Settings settings = new Settings().file(demo.config());
        arm.words(settings).forEach(settings::assignment);
        return RunConfig.of(settings).absolute();
    }

    private RunEnding run(DemoFolder demo, Arm arm, DemoProgress progress) {
        Path run = demo.run(arm.name());
        String words = String.join(" ", arm.words(new Settings().file(demo.config())));
        announce("run " + demo.config() + " " + words + " --out " + run + " --resume");
        RunConfig config = config(demo, arm);
        TerminalRun shown = new TerminalRun(config, run, spec);
        try (RunFolder opened = shown.session().open()) {
            equalAtFirst(demo, arm, config).ifPresent(other -> shown.session().takeFirstCycle(opened, other));
            return shown.work(opened, record -> progress.cycleEnded());
        }
    }

    /** An earlier arm that differs in the strategy alone, with whose first cycle this one begins. */
    private Optional<Path> equalAtFirst(DemoFolder demo, Arm arm, RunConfig config) {
        return arms.subList(0, arms.indexOf(arm)).stream()
                .filter(it -> FirstCycleKey.of(config(demo, it)).equals(FirstCycleKey.of(config)))
                .map(it -> demo.run(it.name()))
                .findFirst();
    }

    private int finish(DemoFolder demo) {
        List<Path> runs = arms.stream().map(arm -> demo.run(arm.name())).toList();
        List<String> report = new ArrayList<>(List.of("report"));
        runs.forEach(run -> report.add(run.toString()));
        report.addAll(List.of("--out", demo.report().toString()));
        execute(report);
        List<RunHistory> histories = runs.stream().map(RunFolder::read).toList();
        RunComparison comparison = RunComparison.of(histories, RunComparison.Options.defaults());
        say("\n" + new ComparisonMarkdown(comparison));
        say(DIFFERENCE);
        say("Report: " + demo.report().toAbsolutePath().normalize());
        return ExitCode.DONE;
    }

    private void execute(List<String> words) {
        announce(String.join(" ", words));
        int code = Main.within(spec).setOut(spec.commandLine().getErr()).execute(words.toArray(String[]::new));
        if (code != ExitCode.DONE) {
            throw new HualeException("'huale " + String.join(" ", words) + "' failed");
        }
    }

    private void announce(String words) {
        spec.commandLine().getErr().println("\n$ huale " + words);
        spec.commandLine().getErr().flush();
    }

    private void say(String words) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(words);
        out.flush();
    }
}
