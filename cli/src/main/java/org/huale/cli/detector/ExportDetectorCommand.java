package org.huale.cli.detector;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.huale.cli.ExitCode;
import org.huale.export.DetectorExport;
import org.huale.problem.HualeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a trained detector for programs that run ONNX. */
@Command(
        name = "export-detector",
        description = {
            "Writes a trained Faster R-CNN as one ONNX file that needs nothing of HUALE: an image of any size goes in, boxes,"
                    + " labels and scores come out, as from torchvision's exports.",
            "Sizes and the least confidence are those of the training or of the options; they cannot be changed in the file."
        })
public final class ExportDetectorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--weights", required = true, paramLabel = "FILE", description = "Weights, .safetensors or .pth.")
    private Path weights;

    @Mixin
    private DetectorOptions detector = new DetectorOptions();

    @Option(names = "--out", required = true, paramLabel = "FILE.onnx", description = "Where to write.")
    private Path out;

    @Option(names = "--overwrite", description = "Replace the file if it is there.")
    private boolean overwrite;

    @Override
    public Integer call() {
        requireTarget();
        DetectorExport.write(detector.asked(weights), out);
        spec.commandLine().getOut().println("Written to " + out + ".");
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private void requireTarget() {
        if (!out.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            throw new HualeException("--out " + out + ": the name must end in .onnx");
        }
        if (Files.exists(out) && !overwrite) {
            throw new HualeException("--out " + out + " is there; name another file or add --overwrite");
        }
    }
}
