package org.huale.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.huale.app.process.ChildProcess;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/** The program {@code huale}. Touches no native code before a command is chosen, so that help is there at once. */
@Command(
        name = "huale",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        description = "Active learning for object detection.",
        subcommands = {
            BenchCommand.class,
            BenchmarkCommand.class,
            ConvertCommand.class,
            DemoCommand.class,
            DetectCommand.class,
            DoctorCommand.class,
            EvaluateCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            LabelCommand.class,
            MakeDatasetCommand.class,
            ReportCommand.class,
            ResumeCommand.class,
            RunCommand.class,
            SchemaCommand.class,
            ScoreCommand.class,
            TrainCommand.class,
            ValidateCommand.class
        })
public final class Main {
    @Mixin
    private final Talkativeness talkativeness = new Talkativeness();

    private Main() {}

    public static void main(String[] arguments) {
        if (Boolean.getBoolean(ChildProcess.PROPERTY)) {
            endWithInput();
        }
        System.exit(commandLine().execute(arguments));
    }

    /** Stops as on Ctrl-C when the process that waits for this one is gone, however it went. */
    private static void endWithInput() {
        Thread thread = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // as good as an end
                    }
                    System.exit(ExitCode.INTERRUPTED);
                },
                "huale-end-with-input");
        thread.setDaemon(true);
        thread.start();
    }

    /** The program as a picocli object, its answers to mistakes included. */
    static CommandLine commandLine() {
        Main main = new Main();
        Mistakes mistakes = new Mistakes(main.talkativeness);
        return new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> {
                    main.talkativeness.apply();
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler(mistakes)
                .setExecutionExceptionHandler(mistakes);
    }
}
