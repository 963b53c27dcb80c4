package org.huale.cli.detector;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.huale.cli.ExitCode;
import org.huale.onnx.ModelDescription;
import org.huale.onnx.options.Convention;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what an ONNX model is and how HUALE uses it, and writes that down for the user to change. */
@Command(
        name = "describe",
        description = {
            "Looks at a detector in an ONNX file, says what it recognizes and why, and writes a file beside it that says how"
                    + " images are given to it and how its outputs are read: MODEL.huale.yaml for MODEL.onnx.",
            "Models that are recognized need no such file; what is changed in it counts."
        })
public final class DescribeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL.onnx", description = "The model.")
    private Path model;

    @Option(
            names = "--as",
            paramLabel = "CONVENTION",
            description =
                    "Whose way the model follows, where that is not recognized: ultralytics, yolov5, rt-detr, ...")
    private @Nullable String convention;

    @Option(names = "--overwrite", description = "Replace the file beside the model if there is one.")
    private boolean overwrite;

    @Override
    public Integer call() {
        ModelDescription description = ModelDescription.of(model, convention == null ? null : named(convention));
        Optional<Path> beside = convention == null && !overwrite ? description.beside() : Optional.empty();
        if (beside.isPresent()) {
            show(description.asUsed(), beside.get());
        } else {
            write(description);
        }
        return ExitCode.DONE;
    }

    /** What somebody may have changed in the file counts, and stays. */
    private void show(ModelDescription used, Path beside) {
        PrintWriter out = printed(used);
        String obstacle = used.obstacle();
        if (obstacle != null) {
            throw new HualeException(obstacle);
        }
        out.println("This is how " + beside + " says to use it. The file stays as it is; --overwrite replaces it.");
        out.flush();
    }

    private void write(ModelDescription description) {
        PrintWriter out = printed(description);
        Path written = description.write(overwrite);
        out.println("Written to " + written + ".");
        if (description.obstacle() != null) {
            out.println("Still to be said there: " + description.obstacle());
        }
        out.flush();
    }

    private PrintWriter printed(ModelDescription description) {
        PrintWriter out = spec.commandLine().getOut();
        description.lines().forEach(out::println);
        out.flush();
        return out;
    }

    private static Convention named(String word) {
        try {
            return Convention.of(word);
        } catch (IllegalArgumentException e) {
            throw new HualeException("--as: " + e.getMessage(), e);
        }
    }
}
