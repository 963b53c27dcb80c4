package org.huale.cli.run;

import java.nio.file.Path;
import org.huale.app.run.FrozenRun;
import org.huale.loop.folder.RunFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Goes on with the run of a folder.
 *
 * @param enough share of a request that must be finished, in (0, 1]
 */
record ResumedRun(Path folder, double enough, CommandSpec spec, boolean json) {

    /**
     * @param cycles in all; null as configured
     * @param plateau gain below which the run ends; null as configured
     */
    int goOn(@Nullable Integer cycles, @Nullable Double plateau) {
        RunFolder.open(folder).close(); // says what stands in the way before the data are read
        TerminalRun run = new TerminalRun(new FrozenRun(folder).config(cycles, plateau), folder, enough, spec);
        try (RunFolder opened = run.session().open()) {
            return new RunOutcome(run.work(opened, record -> {}), folder)
                    .tell(spec.commandLine().getOut(), json);
        }
    }
}
