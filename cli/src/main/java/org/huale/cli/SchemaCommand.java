package org.huale.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.huale.app.benchmark.BenchmarkSchema;
import org.huale.app.run.RunConfig;
import org.huale.app.train.TrainConfig;
import org.huale.config.ConfigSchema;
import org.huale.detect.provider.DetectorChoice;
import org.huale.onnx.options.Convention;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The detector whose keys the schema has, of whatever kind (default: that of the file).")
    private @Nullable String model;

    /** Whose file. */
    enum ConfigKind {
        run,
        train,
        benchmark,
        onnx
    }

    @Override
    public Integer call() {
        if (which == ConfigKind.onnx) {
            new UnusedOptions(spec).refuseBeside("onnx", Stream.of("--model"));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(text(which, model));
        out.flush();
        return ExitCode.DONE;
    }

    /** @param model null for the usual one */
    static String text(ConfigKind which, @Nullable String model) {
        return switch (which) {
            case run -> RunConfig.schema(choice(model, RunConfig.USUAL_MODEL));
            case benchmark -> BenchmarkSchema.text(choice(model, RunConfig.USUAL_MODEL));
            case train -> ConfigSchema.of(TrainConfig.defaults(choice(model, TrainConfig.USUAL_MODEL)));
            case onnx -> ConfigSchema.of(Convention.ULTRALYTICS.options());
        };
    }

    private static DetectorChoice choice(@Nullable String model, String usual) {
        return DetectorChoice.named(model == null ? usual : model);
    }
}
