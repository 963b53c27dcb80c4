package org.huale.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.loop.RunEnding;
import org.huale.loop.RunFolder;
import org.huale.loop.RunHistory;

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
            out.println(words());
            out.flush();
        }
        return ending instanceof RunEnding.Waiting ? ExitCode.AWAITS_ANNOTATION : ExitCode.DONE;
    }

    private Map<String, Object> machineReadable(RunHistory history) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("folder", folder.toString());
        whole.put("ending", words());
        whole.put("skipped", SkippedTable.list(history.skipped()));
        whole.put("cycles", history.cycles().stream().map(CycleTable::numbers).toList());
        return whole;
    }

    private String words() {
        if (ending instanceof RunEnding.Done done) {
            return "Done: " + done.reason() + ". The run is in " + folder;
        }
        if (ending instanceof RunEnding.Waiting waiting) {
            return waiting.answer().instruction();
        }
        return "Stopped; 'huale resume " + folder + "' goes on";
    }
}
