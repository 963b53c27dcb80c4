package org.huale.cli.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.huale.app.run.ClassRevision;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.problem.HualeException;
import org.huale.revision.ClassChange;
import org.huale.revision.ClassHistory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows and changes the classes of a run. */
@Command(
        name = "classes",
        description = {
            "Shows the classes of a run, or changes them between its cycles: says what becomes of the annotations, and does it.",
            "  huale classes RUN add NAME...",
            "  huale classes RUN rename OLD NEW",
            "  huale classes RUN merge NAME... --into NAME",
            "The next detector that is trained learns the new classes. No file of annotations is changed; classes.json in the"
                    + " run folder says what changed and when."
        })
public final class ClassesCommand implements Callable<Integer> {
    private static final String ROW = "%-24s %8s %8s %13s  %s";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run folder.")
    private Path folder;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CHANGE",
            description = "add, rename or merge; without it the classes are shown.")
    private @Nullable String word;

    @Parameters(index = "2..*", arity = "0..*", paramLabel = "NAME", description = "Names of classes.")
    private List<String> names = List.of();

    @Option(names = "--into", paramLabel = "NAME", description = "With merge: the class that the others become.")
    private @Nullable String into;

    @Option(names = "--dry-run", description = "Say what the change would do, and do nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (ClassRevision classes = ClassRevision.open(folder)) {
            if (word == null) {
                show(classes, out);
            } else {
                revise(classes, change(word), out);
            }
            return ExitCode.DONE;
        }
    }

    /** Says what the change does before it is made. */
    private void revise(ClassRevision classes, ClassChange change, PrintWriter out) {
        ClassRevision.Effect effect = classes.of(change);
        if (!json) {
            out.println(change);
            print(effect, out);
        }
        if (!dryRun) {
            classes.make(change);
        }
        if (json) {
            JsonOutput.print(out, classes.machineReadable(effect));
        } else {
            out.println(dryRun ? "Nothing was changed (--dry-run)." : words(effect));
        }
        out.flush();
    }

    private ClassChange change(String kind) {
        if (into != null && !kind.equals("merge")) {
            throw new HualeException("--into is for merge; rename takes the old name and the new one");
        }
        return switch (kind) {
            case "add" -> ClassChange.add(names);
            case "rename" -> renamed();
            case "merge" -> ClassChange.merge(names, into == null ? "" : into);
            default -> throw new HualeException(kind + ": unknown change of classes; known are add, rename, merge");
        };
    }

    private ClassChange renamed() {
        if (names.size() != 2) {
            throw new HualeException("rename: takes the old name and the new one, got " + names);
        }
        return ClassChange.rename(names.get(0), names.get(1));
    }

    private void show(ClassRevision classes, PrintWriter out) {
        ClassRevision.Effect effect = classes.asItIs();
        if (json) {
            JsonOutput.print(out, classes.machineReadable(effect));
            return;
        }
        print(effect, out);
        for (ClassHistory.Entry it : classes.history().entries()) {
            out.println(it.when() + ", for cycle " + it.cycle() + ": " + it.change());
        }
        out.flush();
    }

    private static void print(ClassRevision.Effect effect, PrintWriter out) {
        out.println(String.format(Locale.ROOT, ROW, "class", "boxes", "images", "test objects", "becomes"));
        for (ClassRevision.ClassCount it : effect.classes()) {
            String test = it.testObjects() == null ? "-" : it.testObjects().toString();
            String becomes = it.becomes().equals(it.name()) ? "" : it.becomes();
            out.println(String.format(Locale.ROOT, ROW, it.name(), it.boxes(), it.images(), test, becomes)
                    .stripTrailing());
        }
        List<String> known =
                effect.classes().stream().map(ClassRevision.ClassCount::becomes).toList();
        effect.after().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> out.println(String.format(Locale.ROOT, ROW, name, 0, 0, "-", "(new)")));
    }

    private String words(ClassRevision.Effect effect) {
        return "Done. The classes are now " + String.join(", ", effect.after()) + "; cycle " + effect.firstCycle()
                + " is the first whose detector learns them. 'huale resume " + folder + "' continues.";
    }
}
