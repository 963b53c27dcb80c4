package org.huale.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.huale.app.process.DetectorReport;
import org.huale.app.process.MachineReport;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorProviders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers the first questions that a report of trouble raises. */
@Command(
        name = "doctor",
        description = {
            "Shows versions, processor and memory, and of each kind of detector what it computes with, whether a GPU is there and"
                    + " how fast this machine is for it."
        })
final class DoctorCommand implements Callable<Integer> {
    private static final double GIB = 1 << 30;

    /** All of the answer, as {@code --json} gives it. */
    record Diagnosis(String huale, MachineReport machine, List<DetectorReport> detectors) {}

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Answer as JSON; sizes in bytes, speeds as in the text.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Diagnosis diagnosis = new Diagnosis(
                Version.number(),
                MachineReport.inspect(),
                DetectorProviders.all().stream().map(DetectorReport::inspect).toList());
        if (json) {
            JsonOutput.print(out, diagnosis);
        } else {
            print(out, diagnosis);
        }
        return ExitCode.DONE;
    }

    private static void print(PrintWriter out, Diagnosis found) {
        MachineReport machine = found.machine();
        line(out, "huale", found.huale());
        line(out, "Java", machine.java());
        line(out, "system", machine.os());
        line(out, "processor", machine.cpu());
        line(out, "features", String.join(" ", machine.cpuFeatures()));
        line(out, "cores", String.valueOf(machine.cores()));
        line(
                out,
                "memory",
                String.format(
                        Locale.ROOT,
                        "%.1f GiB, of which Java's heap may take %.1f",
                        machine.memoryBytes() / GIB,
                        machine.heapBytes() / GIB));
        line(out, "free disk", String.format(Locale.ROOT, "%.1f GiB in this folder", machine.freeDiskBytes() / GIB));
        found.detectors().forEach(it -> print(out, it));
        out.flush();
    }

    private static void print(PrintWriter out, DetectorReport kind) {
        out.println();
        line(out, "detector", kind.kind() + (kind.trainable() ? ", can be trained" : ", cannot be trained"));
        line(out, "models", String.join(" ", kind.models()));
        if (kind.missing() != null) {
            line(out, "missing", kind.missing());
        }
        kind.arithmetic().forEach((name, value) -> line(out, name, value));
        kind.environment().forEach((name, value) -> line(out, name, value));
        kind.speeds().forEach(it -> print(out, it));
    }

    private static void print(PrintWriter out, DetectorProvider.Speed speed) {
        line(out, speed.of(), String.format(Locale.ROOT, "%.0f %s", speed.value(), speed.unit()));
    }

    private static void line(PrintWriter out, String name, String value) {
        out.println(String.format(Locale.ROOT, "%-12s %s", name, value));
    }
}
