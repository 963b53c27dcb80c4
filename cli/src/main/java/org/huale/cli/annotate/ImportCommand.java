package org.huale.cli.annotate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.huale.app.annotate.FinishedFiles;
import org.huale.app.annotate.FinishedFiles.Unclear;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.dataset.ImageId;
import org.huale.dataset.file.WithoutObjects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings annotations into a run. */
@Command(
        name = "import",
        description = {
            "Brings finished annotation files into a run that waits for them.",
            "They are read as the folder labeled is: any known format, images found by name. If anything is wrong in one of the"
                    + " files, nothing is taken. The run need not be stopped; 'huale resume RUN' continues it."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            " 0:taken, and the run has all that it waits for",
            " 2:nothing was taken",
            " 3:taken, and the run waits for more"
        })
public final class ImportCommand implements Callable<Integer> {
    private static final int SHOWN = 5;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run folder.")
    private Path run;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILES", description = "Files, or folders of files.")
    private List<Path> files;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /**
     * What {@code --json} prints.
     *
     * @param unclear images that the files list without objects, with the place, and that are left
     */
    record Output(
            String request,
            int taken,
            List<String> kept,
            Set<String> others,
            Map<String, String> unclear,
            int finished,
            int total) {}

    @Override
    public Integer call() {
        FinishedFiles.Outcome outcome = FinishedFiles.bring(run, files);
        Map<String, String> unclear = new TreeMap<>();
        outcome.unclear().forEach((image, it) -> unclear.put(image.value(), it.place()));
        Output output = new Output(
                outcome.request(),
                outcome.taken(),
                outcome.kept().stream().map(ImageId::value).toList(),
                outcome.others(),
                unclear,
                outcome.left().finished(),
                outcome.left().total());
        if (json) {
            JsonOutput.print(spec.commandLine().getOut(), output);
        } else {
            tell(output, outcome.unclear().values());
        }
        return outcome.left().isComplete() ? ExitCode.DONE : ExitCode.AWAITS_ANNOTATION;
    }

    private void tell(Output output, Collection<Unclear> unclear) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(output.request() + ": " + output.taken() + " images in the files, " + output.finished() + " of "
                + output.total() + " finished now");
        if (!output.kept().isEmpty()) {
            out.println("finished otherwise before, and left so: " + firstOf(output.kept()));
        }
        if (!output.others().isEmpty()) {
            out.println("not asked for, and passed over: " + firstOf(List.copyOf(output.others())));
        }
        if (!unclear.isEmpty()) {
            tellOfUnclear(out, output.unclear(), unclear);
        }
        out.println("'huale resume " + run + "' continues");
        out.flush();
    }

    private static void tellOfUnclear(PrintWriter out, Map<String, String> places, Collection<Unclear> unclear) {
        out.println("without objects, or not looked at yet: "
                + firstOf(places.entrySet().stream()
                        .map(it -> it.getKey() + " (" + it.getValue() + ")")
                        .toList()));
        String lists =
                unclear.stream().map(it -> it.list().toString()).distinct().collect(Collectors.joining(" or "));
        out.println(WithoutObjects.advice(unclear.size(), lists) + " Then import again.");
    }

    private static String firstOf(List<String> names) {
        int more = names.size() - SHOWN;
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
