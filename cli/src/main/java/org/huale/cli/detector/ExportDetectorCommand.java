package org.huale.cli.detector;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.huale.cli.ExitCode;
import org.huale.detect.provider.DetectorSource;
import org.huale.export.DetectorExport;
import org.huale.export.ExportOptions;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a trained detector for other programs. */
@Command(
        name = "export-detector",
        description = {
            "Writes a trained Faster R-CNN for other programs: as one ONNX file that needs nothing of HUALE (images of any size"
                    + " go in, boxes, labels and scores come out), or as safetensors with torchvision's names.",
            "Sizes and the least confidence are those of the training or of the options; they cannot be changed in an ONNX file."
        })
public final class ExportDetectorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--weights", required = true, paramLabel = "FILE", description = "Weights, .safetensors or .pth.")
    private Path weights;

    @Mixin
    private DetectorOptions detector = new DetectorOptions();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write.")
    private Path out;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "onnx or safetensors (default: by the ending of --out).")
    private @Nullable Format format;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many images of one size go in at once: 1, another number, or any (default: 1). With one, the"
                            + " outputs have no side for images.")
    private String batch;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            defaultValue = "fp32",
            description =
                    "Numbers of the weights in the file: fp32, or fp16 for half the size, computed in fp32 (default:"
                            + " ${DEFAULT-VALUE}).")
    private ExportOptions.Precision precision;

    @Option(
            names = "--preprocessing",
            paramLabel = "WHERE",
            defaultValue = "inside",
            description = "Who resizes and normalizes images: inside, the network, or outside, the program that uses it"
                    + " (default: ${DEFAULT-VALUE}).")
    private ExportOptions.Preprocessing preprocessing;

    @Option(names = "--overwrite", description = "Replace the file if it is there.")
    private boolean overwrite;

    /** Of files. */
    private enum Format {
        ONNX,
        SAFETENSORS;

        String ending() {
            return "." + name().toLowerCase(Locale.ROOT);
        }

        boolean isOf(Path file) {
            return file.toString().toLowerCase(Locale.ROOT).endsWith(ending());
        }
    }

    @Override
    public Integer call() {
        ExportOptions form = new ExportOptions(images(), precision, preprocessing);
        Format written = written();
        requireTarget();
        DetectorSource source = detector.asked(weights);
        if (written == Format.ONNX) {
            DetectorExport.write(source, form, out);
        } else {
            requirePlain(form);
            DetectorExport.writeWeights(source, precision, out);
        }
        spec.commandLine().getOut().println("Written to " + out + ".");
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private int images() {
        if (batch.equals("any")) {
            return ExportOptions.ANY;
        }
        if (batch.matches("[1-9]\\d{0,3}") && Integer.parseInt(batch) <= ExportOptions.MOST) {
            return Integer.parseInt(batch);
        }
        throw new HualeException("--batch must be any or a number from 1 to " + ExportOptions.MOST + ", got " + batch);
    }

    private Format written() {
        Format byName = Format.ONNX.isOf(out) ? Format.ONNX : Format.SAFETENSORS;
        Format wanted = format == null ? byName : format;
        if (!wanted.isOf(out)) {
            throw new HualeException("--out " + out + ": the name must end in "
                    + (format == null ? ".onnx or .safetensors" : format.ending()));
        }
        return wanted;
    }

    private void requireTarget() {
        if (Files.exists(out) && !overwrite) {
            throw new HualeException("--out " + out + " is there; name another file or add --overwrite");
        }
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new HualeException("--out " + out + ": there is no folder " + folder);
        }
    }

    /** Weights alone have no inputs. */
    private static void requirePlain(ExportOptions form) {
        if (form.batch() != 1 || form.preprocessing() != ExportOptions.Preprocessing.INSIDE) {
            throw new HualeException("--batch and --preprocessing are for ONNX; safetensors hold weights alone");
        }
    }
}
