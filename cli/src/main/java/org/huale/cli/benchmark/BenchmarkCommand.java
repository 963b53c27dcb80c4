package org.huale.cli.benchmark;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.huale.app.benchmark.BenchmarkCell;
import org.huale.app.benchmark.BenchmarkConfig;
import org.huale.app.benchmark.BenchmarkFolder;
import org.huale.app.benchmark.BenchmarkJob;
import org.huale.app.benchmark.BenchmarkMatrix;
import org.huale.app.benchmark.BenchmarkPlan;
import org.huale.app.benchmark.BenchmarkPlanReport;
import org.huale.app.benchmark.BenchmarkWorkers;
import org.huale.app.benchmark.CellCommand;
import org.huale.app.benchmark.CellExecutor;
import org.huale.app.benchmark.SubmittedCells;
import org.huale.app.process.Termination;
import org.huale.app.run.RunSearch;
import org.huale.cli.AtLeast;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.cli.UnusedOptions;
import org.huale.config.Settings;
import org.huale.detect.training.StopSignal;
import org.huale.loop.folder.RunHistory;
import org.huale.problem.HualeException;
import org.huale.report.compare.PilotPower;
import org.huale.report.compare.RunComparison;
import org.huale.report.plan.ExperimentPlan;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes all runs of a comparison, and the comparison. */
@Command(
        name = "benchmark",
        description = {
            "Runs every combination of data sets, strategies, losses and seeds, and compares them.",
            "Cells that differ only in the strategy share the first training. Uses several processes. Start it again after"
                    + " Ctrl-C, kill -9 or a change of the matrix, and it does the rest."
        },
        subcommands = {BenchmarkMergeCommand.class, BenchmarkReportCommand.class})
public final class BenchmarkCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(BenchmarkCommand.class);
    /** What says which runs are to be made, and how. */
    private static final List<String> OF_RUNS = List.of(
            "CONFIG",
            "--out",
            "--dry-run",
            "--only",
            "--shard",
            "--plan",
            "--workers",
            "--submit",
            "--keep-weights",
            "--no-report");

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG", description = "The benchmark, a YAML file.")
    private @Nullable Path config;

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            arity = "0..*",
            description = "Changes the benchmark, such as seeds=[1,2] base.training.epochs=6 datasets.bccd.budget=10.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for all runs; finished runs in it are not repeated.")
    private @Nullable Path out;

    @Option(names = "--dry-run", description = "Print the plan and do nothing.")
    private boolean dryRun;

    @Option(
            names = "--only",
            paramLabel = "GLOB",
            description = "Only cells whose name, or its part after the /, matches; may be given more than once.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "Only the I-th of N shares of the cells, for several machines.")
    private @Nullable String shard;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Runs at the same time, each in its own process (default: cores / threads of a run; 1 on a GPU).")
    private @Nullable Integer workers;

    @Option(
            names = "--submit",
            paramLabel = "COMMAND",
            description =
                    "Hand each run to this command, such as 'sbatch --mem=8G {cell}', instead of running it here; {cell}"
                            + " is the file of a script. Waits for the results in --out. Without --workers all runs that can begin are"
                            + " handed over at once.")
    private @Nullable String submit;

    @Option(
            names = "--keep-weights",
            paramLabel = "WHICH",
            defaultValue = "last",
            description = "Weights to keep of a finished cell: one of ${COMPLETION-CANDIDATES} (default:"
                    + " ${DEFAULT-VALUE}). With none, a cell cannot be extended by more cycles.")
    private BenchmarkWorkers.KeptWeights keptWeights;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "With --dry-run: write down what will be compared and how, to commit before the first run."
                    + " Without: the report lists deviations from it.")
    private @Nullable Path plan;

    @Option(
            names = "--power",
            paramLabel = "DIR",
            description =
                    "Estimate from the runs in this folder, a pilot, how many seeds are needed to detect a gain; run nothing.")
    private @Nullable Path pilot;

    @Option(names = "--no-report", description = "Write no report at the end.")
    private boolean noReport;

    @Option(names = "--json", description = "Print the plan, or the outcome, as JSON.")
    private boolean json;

    /** What {@code --json} prints. */
    record Outcome(int runs, int done, Map<String, String> failures) {}

    @Override
    public Integer call() throws InterruptedException {
        refuseUnused();
        if (pilot != null) {
            return tellPower(pilot);
        }
        BenchmarkMatrix matrix = matrix();
        if (dryRun) {
            return tellPlan(matrix);
        }
        Path folder = folder();
        BenchmarkPlan cells = BenchmarkPlan.of(matrix.with(chosen(matrix)), folder);
        if (plan != null) {
            ExperimentPlan.read(plan); // what is wrong with it is told before runs that take days
        }
        return work(cells.jobs(), folder);
    }

    /** A plan is held against runs by the report alone. A dry run takes all options of the run that it looks ahead to. */
    private void refuseUnused() {
        UnusedOptions unused = new UnusedOptions(spec);
        if (pilot != null) {
            unused.refuseBeside("--power", OF_RUNS.stream());
        } else if (noReport && !dryRun) {
            unused.refuseBeside("--no-report", Stream.of("--plan"));
        }
    }

    /** Of what is left in the folder that was named; without one, of all. */
    private int tellPlan(BenchmarkMatrix matrix) {
        List<BenchmarkCell> chosen = chosen(matrix);
        BenchmarkPlan cells = BenchmarkPlan.of(matrix.with(chosen), out);
        if (plan != null) {
            requireAny(chosen, matrix);
            cells.experiment().write(plan);
        }
        new BenchmarkPlanTable(BenchmarkPlanReport.of(cells))
                .tell(spec.commandLine().getOut(), json);
        return ExitCode.DONE;
    }

    private int tellPower(Path folder) {
        List<RunHistory> runs = RunSearch.read(List.of(folder)).stream()
                .map(RunSearch.Found::run)
                .toList();
        PilotPower power = PilotPower.of(runs, RunComparison.Options.defaults());
        PrintWriter writer = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(writer, power);
        } else {
            writer.print(power);
            writer.flush();
        }
        return ExitCode.DONE;
    }

    private Path folder() {
        if (out == null) {
            throw new HualeException("--out DIR is missing: the folder for all runs of the benchmark");
        }
        return out;
    }

    private BenchmarkMatrix matrix() {
        if (config == null) {
            throw new HualeException("CONFIG is missing: the YAML file that says what is compared");
        }
        Settings settings = new Settings().file(config);
        assignments.forEach(settings::assignment);
        return BenchmarkMatrix.of(BenchmarkConfig.of(settings), config.toString());
    }

    private List<BenchmarkCell> chosen(BenchmarkMatrix matrix) {
        return new CellChoice(shard, only).of(matrix);
    }

    /** A share of few cells may have none: it does nothing, but a plan of nothing is none. */
    private void requireAny(List<BenchmarkCell> chosen, BenchmarkMatrix matrix) {
        if (shard != null && chosen.isEmpty()) {
            throw new HualeException("--shard " + shard + ": has no cell; there are "
                    + matrix.cells().size());
        }
    }

    private int work(List<BenchmarkJob> jobs, Path folder) throws InterruptedException {
        int atOnce = workers(jobs);
        BenchmarkFolder own = new BenchmarkFolder(folder);
        own.claim(jobs);
        LOG.info("{} runs, {} at a time; what they say is in {}", jobs.size(), atOnce, own.logs());
        Map<String, String> failures;
        try (Termination termination = Termination.awaited()) {
            StopSignal stop = termination.signal();
            BenchmarkProgress progress =
                    new BenchmarkProgress(spec.commandLine().getErr(), jobs, atOnce);
            failures = new BenchmarkWorkers(
                            new BenchmarkWorkers.Setup(atOnce, executor(own.logs()), keptWeights, stop), jobs, progress)
                    .work();
            if (stop.raised()) {
                LOG.info("stopped; the same command continues");
                return ExitCode.DONE;
            }
        }
        boolean anyCell = jobs.stream().anyMatch(it -> it.isCell() && it.ended() > 0);
        int reported = !noReport && anyCell ? report(folder) : ExitCode.DONE;
        tell(jobs, failures, folder);
        return failures.isEmpty() ? reported : ExitCode.FAULT;
    }

    private int report(Path folder) {
        CommandLine program = spec.commandLine();
        PrintWriter told = json ? program.getErr() : program.getOut();
        return BenchmarkReportCommand.report(
                folder, plan == null ? List.of() : List.of("--plan", plan.toString()), told, spec);
    }

    private CellExecutor executor(Path logs) {
        CellCommand command = new CellCommand(logs, new RunInWorker());
        return submit == null ? new CellExecutor.Here(command) : new SubmittedCells(command, submit);
    }

    private int workers(List<BenchmarkJob> jobs) {
        if (workers != null) {
            AtLeast.one("--workers", workers);
            return workers;
        }
        if (submit != null) {
            return Math.max(1, jobs.size());
        }
        boolean onProcessor = jobs.stream().allMatch(it -> it.config().device().equals("cpu"));
        int threads = jobs.stream().mapToInt(it -> it.config().threads()).max().orElse(1);
        return onProcessor ? Math.max(1, Runtime.getRuntime().availableProcessors() / threads) : 1;
    }

    private void tell(List<BenchmarkJob> jobs, Map<String, String> failures, Path folder) {
        PrintWriter writer = spec.commandLine().getOut();
        int done = (int) jobs.stream().filter(BenchmarkJob::isDone).count();
        if (json) {
            JsonOutput.print(writer, new Outcome(jobs.size(), done, failures));
            return;
        }
        writer.println(done + " of " + jobs.size() + " runs are done, in " + folder);
        failures.forEach((name, reason) -> writer.println("  " + name + ": " + reason));
        if (!failures.isEmpty()) {
            writer.println("The same command does what is left.");
        }
        writer.flush();
    }
}
