package org.huale.cli.run;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.huale.app.run.MeasuredSimilarity;
import org.huale.app.run.RunSearch;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.forecast.NamedFigure;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
import org.huale.report.table.RunCsv;
import org.huale.storage.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how alike the labeled objects of runs are to those of their test sets. */
@Command(
        name = "similarity",
        description = {
            "Says of each cycle of finished or unfinished runs how well the labeled objects stand for those of the test set, as"
                    + " evaluation.similarity does while a run goes on.",
            "Trains nothing and changes no run: each image is looked at once with the weights that the training begins with."
        })
public final class SimilarityCommand implements Callable<Integer> {
    private static final String FIGURE = "similarity:objects";
    private static final String ROW = "%5s %7s %7s %11s";

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run folders, or folders that contain runs.")
    private List<Path> folders;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Table of all numbers of the runs and the similarity, for 'huale report FILE --figure "
                    + FIGURE + "'.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print a JSON list with an entry for each run.")
    private boolean json;

    /** What {@code --json} prints of a run. */
    record Output(String run, String describedBy, List<Cycle> cycles) {}

    /** @param similarity in [0, 1], -1 for a test set without objects */
    record Cycle(int cycle, int images, int boxes, double similarity) {

        static Cycle of(CycleRecord record) {
            double similarity = NamedFigure.of(record.evaluations(), FIGURE).orElse(Evaluation.UNDEFINED);
            return new Cycle(record.cycle(), record.images(), record.boxes(), similarity);
        }
    }

    @Override
    public Integer call() {
        requireNew();
        List<Output> told = new ArrayList<>();
        List<RunHistory> runs = new ArrayList<>();
        for (Path folder : RunSearch.in(folders)) {
            MeasuredSimilarity measured = MeasuredSimilarity.of(folder);
            runs.add(measured.run());
            told.add(tell(folder, measured));
        }
        if (out != null) {
            WholeFile.writeText(out, new RunCsv(runs).toString());
        }
        if (json) {
            JsonOutput.print(spec.commandLine().getOut(), told);
        }
        return ExitCode.DONE;
    }

    /** Before anything is measured, which may take long. */
    private void requireNew() {
        if (out == null) {
            return;
        }
        if (Files.exists(out)) {
            throw new HualeException(out + ": is there already; name another file or delete it");
        }
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new HualeException(out + ": cannot be written: its folder does not exist");
        }
    }

    private Output tell(Path folder, MeasuredSimilarity measured) {
        List<Cycle> cycles = measured.run().cycles().stream().map(Cycle::of).toList();
        if (!json) {
            PrintWriter writer = spec.commandLine().getOut();
            writer.println(folder + ", by " + measured.describedBy());
            writer.println(String.format(Locale.ROOT, ROW, "cycle", "images", "boxes", "similarity"));
            cycles.forEach(it -> writer.println(row(it)));
            writer.flush();
        }
        return new Output(folder.toString(), measured.describedBy(), cycles);
    }

    private static String row(Cycle cycle) {
        String similarity = cycle.similarity() < 0 ? "-" : String.format(Locale.ROOT, "%.4f", cycle.similarity());
        return String.format(Locale.ROOT, ROW, cycle.cycle(), cycle.images(), cycle.boxes(), similarity);
    }
}
