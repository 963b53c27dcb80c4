package org.huale.cli;

import java.nio.file.Path;
import java.util.List;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.loop.RunFolder;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Goes on with the run of a folder. */
record ResumedRun(Path folder, CommandSpec spec, boolean json) {

    /** @param cycles in all; null as configured */
    int goOn(@Nullable Integer cycles) {
        try (RunFolder opened = RunFolder.open(folder)) {
            return goOn(opened, frozen(opened, cycles));
        }
    }

    /** @param wanted must be the run's own but for the cycles */
    int goOn(RunConfig wanted) {
        try (RunFolder opened = RunFolder.open(folder)) {
            List<String> differences = ConfigJson.differences(frozen(opened, wanted.cycles()), wanted);
            if (!differences.isEmpty()) {
                throw new HualeException(folder + ": holds a run with another configuration:" + System.lineSeparator()
                        + "  " + String.join(System.lineSeparator() + "  ", differences));
            }
            return goOn(opened, wanted);
        }
    }

    private int goOn(RunFolder opened, RunConfig config) {
        RunSession session = new RunSession(config, spec);
        opened.resumed(RunSession.origin(spec), ConfigJson.write(config));
        return new RunOutcome(session.run(opened), folder)
                .tell(spec.commandLine().getOut(), json);
    }

    private RunConfig frozen(RunFolder opened, @Nullable Integer cycles) {
        Settings settings = new Settings().file(folder.resolve("config.json"));
        RunConfig config = RunConfig.of(cycles == null ? settings : settings.value("cycles", cycles, "command line"));
        int done = opened.cycles();
        if (config.cycles() < done) {
            throw new HualeException("--cycles " + config.cycles() + ": " + done + " cycles are done already");
        }
        return config;
    }
}
