package org.huale.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.huale.app.run.RunConfig;
import org.huale.app.run.RunData;
import org.huale.app.run.RunForecast;
import org.huale.app.run.RunPlan;
import org.huale.app.run.RunSession;
import org.huale.cli.ExitCode;
import org.huale.cli.UnusedOptions;
import org.huale.config.Settings;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begins a run. */
@Command(
        name = "run",
        description = {
            "Runs active-learning cycles: train, evaluate, select, annotate, repeat.",
            "Everything goes into the folder given by --out. After Ctrl-C, a crash or kill -9, 'huale resume DIR' continues from the last finished step, with"
                    + " bit-identical results on the same machine."
        })
public final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CONFIG", description = "The configuration, a YAML file.")
    private Path config;

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            arity = "0..*",
            description = "Changes the configuration, such as strategy=entropy seed=3 training.epochs=6.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", description = "The run folder; must be new or empty.")
    private @Nullable Path out;

    @Option(names = "--cycles", paramLabel = "N", description = "Detectors to train in total (default: as configured).")
    private @Nullable Integer cycles;

    @Option(names = "--dry-run", description = "Print the plan and do nothing.")
    private boolean dryRun;

    @Option(
            names = "--no-timing",
            description = "With --dry-run: do not measure for some seconds how long a cycle will take.")
    private boolean withoutTiming;

    @Option(
            names = "--resume",
            description = "Where DIR holds this very run already, continue with it instead of refusing.")
    private boolean resume;

    @Option(
            names = "--first-cycle",
            paramLabel = "RUN",
            description =
                    "Take training and evaluation of the first cycle over from this run, which must be the same in all"
                            + " that bears on them.")
    private @Nullable Path first;

    @Option(names = "--json", description = "Print the outcome, or the plan, as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        refuseUnused();
        RunConfig chosen = chosen();
        if (dryRun) {
            new RunPlanTable(plan(chosen)).tell(spec.commandLine().getOut(), json);
            return ExitCode.DONE;
        }
        Path folder = folder();
        TerminalRun run = new TerminalRun(chosen, folder, spec);
        RunSession session = run.session();
        try (RunFolder opened = resume ? session.open() : session.create()) {
            if (first != null) {
                session.takeFirstCycle(opened, first);
            }
            return new RunOutcome(run.work(opened, record -> {}), folder)
                    .tell(spec.commandLine().getOut(), json);
        }
    }

    private void refuseUnused() {
        UnusedOptions unused = new UnusedOptions(spec);
        if (dryRun) {
            unused.refuseBeside("--dry-run", Stream.of("--resume", "--first-cycle"));
        } else {
            unused.refuse("--dry-run", Stream.of("--no-timing"));
        }
    }

    /** What an earlier version began with and this one refuses is gone on with. */
    private RunConfig chosen() {
        boolean isThere = resume && out != null && RunFolder.holdsRun(out);
        return (isThere ? RunConfig.begun(settings()) : RunConfig.of(settings())).absolute();
    }

    private RunPlan plan(RunConfig chosen) {
        RunData read = RunData.read(chosen.data(), chosen.oracle().asksPeople());
        chosen.rehearse(read.pool().classes());
        RunData data = read.forPlan();
        RunPlan plan = RunPlan.of(chosen, data);
        return RunForecast.of(chosen, data, plan, !withoutTiming)
                .map(plan::with)
                .orElse(plan);
    }

    private Path folder() {
        if (out == null) {
            throw new HualeException("--out DIR is missing: the folder for everything that comes of the run");
        }
        return out;
    }

    private Settings settings() {
        Settings settings = new Settings().file(config);
        assignments.forEach(settings::assignment);
        return cycles == null ? settings : settings.value("cycles", cycles, "command line");
    }
}
