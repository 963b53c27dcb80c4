package org.huale.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.huale.app.process.MachineReport;
import org.huale.torch.environment.TorchEnvironment;
import org.huale.torch.environment.TorchSpeed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers the first questions that a report of trouble raises. */
@Command(
        name = "doctor",
        description = "Shows versions, processor, memory and GPU, and measures how fast this machine computes.")
final class DoctorCommand implements Callable<Integer> {
    private static final double GIB = 1 << 30;

    /** All of the answer, as {@code --json} gives it. */
    record Diagnosis(String huale, MachineReport machine, TorchEnvironment libraries, TorchSpeed speed) {}

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Answer as JSON; sizes in bytes, speeds as in the text.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Diagnosis diagnosis = new Diagnosis(
                Version.number(), MachineReport.inspect(), TorchEnvironment.inspect(), TorchSpeed.measure());
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
        print(out, found.libraries());
        print(out, found.speed());
        out.flush();
    }

    private static void print(PrintWriter out, TorchEnvironment libraries) {
        TorchEnvironment.Cuda cuda = libraries.cuda();
        line(
                out,
                "libtorch",
                libraries.libtorch() + ", " + libraries.cpuCapability() + ", threads: " + libraries.threads());
        line(out, "oneDNN", libraries.oneDnn());
        line(out, "BLAS", libraries.blas());
        line(out, "OpenCV", libraries.openCv());
        line(out, "CUDA", cuda.available() ? "devices: " + cuda.devices() : "not available: " + cuda.missing());
    }

    private static void print(PrintWriter out, TorchSpeed speed) {
        line(out, "matmul", String.format(Locale.ROOT, "%.0f GFLOP/s", speed.matmul()));
        line(out, "convolution", String.format(Locale.ROOT, "%.0f GFLOP/s", speed.convolution()));
        line(out, "JPEG", String.format(Locale.ROOT, "%.0f images of 640 x 480 per second and thread", speed.jpeg()));
    }

    private static void line(PrintWriter out, String name, String value) {
        out.println(String.format(Locale.ROOT, "%-12s %s", name, value));
    }
}
