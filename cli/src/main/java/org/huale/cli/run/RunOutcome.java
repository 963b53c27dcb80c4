package org.huale.cli.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.forecast.Expectation;
import org.huale.loop.RunEnding;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunHistory;
import org.huale.report.curve.Figure;

/** How work on a run ended. */
record RunOutcome(RunEnding ending, Path folder) {

    /** Prints the cycles and what to do next; returns the exit code. */
    int tell(PrintWriter out, boolean json) {
        RunHistory history = RunFolder.read(folder);
        if (json) {
            JsonOutput.print(out, machineReadable(history));
        } else {
            CycleTable.print(history.cycles(), out);
            SkippedTable.print(history.skipped(), out);
            expectation(history).ifPresent(it -> out.println("Next batch: " + it.words()));
            out.println(words());
            if (ending instanceof RunEnding.Done) {
                newestDetector(folder).ifPresent(out::println);
            }
            out.flush();
        }
        return exitCode();
    }

    /** Where a signal stopped this very process, the code is that of the signal instead. */
    private int exitCode() {
        if (ending instanceof RunEnding.Stopped) {
            return ExitCode.INTERRUPTED;
        }
        return ending instanceof RunEnding.Waiting || ending instanceof RunEnding.AwaitsFile
                ? ExitCode.AWAITS_ANNOTATION
                : ExitCode.DONE;
    }

    private Map<String, Object> machineReadable(RunHistory history) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("folder", folder.toString());
        whole.put("ending", words());
        whole.put("skipped", SkippedTable.list(history.skipped()));
        expectation(history).ifPresent(it -> whole.put("expectation", it));
        whole.put("cycles", history.cycles().stream().map(CycleTable::numbers).toList());
        return whole;
    }

    private static Optional<Expectation> expectation(RunHistory history) {
        return Figure.mainOf(List.of(history)).map(Figure::toString).flatMap(history::expectation);
    }

    /** A line for a run that is done: in the last folder of one that is not, half-trained weights may lie under the same name. */
    static Optional<String> newestDetector(Path folder) {
        return RunFolder.weights(folder, RunFolder.cyclesEnded(folder) - 1).map(it -> "Newest detector: " + it);
    }

    private String words() {
        if (ending instanceof RunEnding.Done done) {
            return "Done: " + done.reason() + ". The run is in " + folder;
        }
        if (ending instanceof RunEnding.Waiting waiting) {
            return waiting.answer().instruction();
        }
        if (ending instanceof RunEnding.AwaitsFile awaits) {
            return awaits.instruction();
        }
        return "Stopped; 'huale resume " + folder + "' continues";
    }
}
