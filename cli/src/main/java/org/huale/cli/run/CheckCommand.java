package org.huale.cli.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.loop.folder.RunCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks for damage in a run. */
@Command(
        name = "check",
        description = {
            "Says whether the files of a run are what was written and were made from one another. Reads all of them, and changes nothing.",
            "Ends with 0 where all is well and with 2 where something is damaged or missing; 'huale resume RUN --repair' mends it."
        })
public final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path folder;

    @Option(names = "--json", description = "Print what was found as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<String> faults = RunCheck.of(folder).lines();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(out, Map.of("folder", folder.toString(), "faults", faults));
        } else {
            faults.forEach(out::println);
            out.println(faults.isEmpty() ? folder + ": every file is what was written" : words(faults.size()));
            out.flush();
        }
        return faults.isEmpty() ? ExitCode.DONE : ExitCode.USER_INPUT;
    }

    private static String words(int faults) {
        return faults == 1 ? "1 file is not what was written" : faults + " files are not what was written";
    }
}
