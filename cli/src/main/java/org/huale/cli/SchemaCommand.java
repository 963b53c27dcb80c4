package org.huale.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.huale.app.benchmark.BenchmarkSchema;
import org.huale.app.run.RunConfig;
import org.huale.config.ConfigSchema;
import org.huale.onnx.options.Convention;
import org.huale.torch.DetectorModel;
import org.huale.torch.TrainingConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a configuration file may hold. */
@Command(
        name = "schema",
        description = {
            "Prints the JSON Schema of configuration files, which lets an editor complete keys and mark errors.",
            "Example: huale schema run > run.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "WHICH",
            arity = "0..1",
            defaultValue = "run",
            description =
                    "One of ${COMPLETION-CANDIDATES}: the file of 'huale run', of 'huale train --config', of 'huale benchmark', or beside an"
                            + " ONNX model (default: ${DEFAULT-VALUE}).")
    private ConfigKind which;

    /** Whose file. */
    enum ConfigKind {
        run,
        train,
        benchmark,
        onnx
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text(which));
        out.flush();
        return ExitCode.DONE;
    }

    static String text(ConfigKind which) {
        return switch (which) {
            case run -> ConfigSchema.of(RunConfig.defaults(), RunConfig.SHORTCUTS);
            case benchmark -> BenchmarkSchema.text();
            case onnx -> ConfigSchema.of(Convention.ULTRALYTICS.options());
            case train -> ConfigSchema.of(TrainingConfig.defaults(DetectorModel.MOBILENET_V3_320_FPN.options()));
        };
    }
}
