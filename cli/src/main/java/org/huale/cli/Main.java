package org.huale.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import org.huale.cli.annotate.ExportCommand;
import org.huale.cli.annotate.ImportCommand;
import org.huale.cli.annotate.LabelCommand;
import org.huale.cli.bench.BenchCommand;
import org.huale.cli.benchmark.BenchmarkCommand;
import org.huale.cli.dataset.ConvertCommand;
import org.huale.cli.dataset.MakeDatasetCommand;
import org.huale.cli.dataset.ValidateCommand;
import org.huale.cli.demo.DemoCommand;
import org.huale.cli.detector.DescribeCommand;
import org.huale.cli.detector.DetectCommand;
import org.huale.cli.detector.EvaluateCommand;
import org.huale.cli.detector.ExportDetectorCommand;
import org.huale.cli.detector.ScoreCommand;
import org.huale.cli.detector.ServeGuessesCommand;
import org.huale.cli.detector.TrainCommand;
import org.huale.cli.run.CheckCommand;
import org.huale.cli.run.ClassesCommand;
import org.huale.cli.run.ResumeCommand;
import org.huale.cli.run.RunCommand;
import org.huale.cli.run.SimilarityCommand;
import org.huale.process.ChildProcess;
import org.huale.process.StandardStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;

/** The program {@code huale}. Touches no native code before a command is chosen, so that help is there at once. */
@Command(
        name = "huale",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        description = "Active learning for object detection.")
public final class Main {
    private static final List<Class<?>> COMMANDS = List.of(
            BenchCommand.class,
            BenchmarkCommand.class,
            CheckCommand.class,
            ClassesCommand.class,
            ConvertCommand.class,
            DemoCommand.class,
            DescribeCommand.class,
            DetectCommand.class,
            DoctorCommand.class,
            EvaluateCommand.class,
            ExportCommand.class,
            ExportDetectorCommand.class,
            ImportCommand.class,
            LabelCommand.class,
            MakeDatasetCommand.class,
            ReportCommand.class,
            ResumeCommand.class,
            RunCommand.class,
            SchemaCommand.class,
            ScoreCommand.class,
            ServeGuessesCommand.class,
            SimilarityCommand.class,
            TrainCommand.class,
            ValidateCommand.class);

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        StandardStream.takeBoth();
        EndOfProcess.watch();
        if (Boolean.getBoolean(ChildProcess.PROPERTY)) {
            ChildProcess.whenNobodyWaits(() -> System.exit(ExitCode.INTERRUPTED)); // stops as on Ctrl-C
        }
        EndOfProcess.exit(heard(commandLine(arguments).execute(arguments)));
    }

    /**
     * The same status, unless what came of it did not reach anybody: a file that ends early must not pass for the whole. Where a signal ends
     * this process, as Ctrl-C ends what it prints to as well, nobody wants to hear of it.
     */
    static int heard(int status) {
        if (status != ExitCode.DONE || EndOfProcess.hasBegun() || !StandardStream.OUT.hasFailed()) {
            return status;
        }
        StandardStream.ERR.say("huale: standard output cannot be written; what was to be printed is not all there");
        return ExitCode.USER_INPUT;
    }

    /**
     * The program as a picocli object, its answers to mistakes included.
     *
     * @param words that it will be called with. Where the first is the name of a command it has that command alone: to make all
     *     takes longer than to run some
     */
    public static CommandLine commandLine(String... words) {
        Main main = new Main();
        return commandLine(main, main.verbosity, words);
    }

    /** The program once more, for a command that runs others: they say as much as it does, and complain where it does. */
    public static CommandLine within(CommandSpec command) {
        Verbosity outer = command.root().userObject() instanceof Main main ? main.verbosity : new Verbosity();
        return commandLine(new Main(), outer).setErr(command.commandLine().getErr());
    }

    private static CommandLine commandLine(Main main, Verbosity verbosity, String... words) {
        ErrorHandler errors = new ErrorHandler(verbosity);
        CommandLine program = new CommandLine(main);
        commands(words).forEach(program::addSubcommand);
        return program.setOut(TerminalText.around(program.getOut()))
                .setErr(TerminalText.around(program.getErr()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, new PathConverter())
                .setExecutionStrategy(parsed -> {
                    verbosity.apply();
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    private static List<Class<?>> commands(String... words) {
        List<Class<?>> named = COMMANDS.stream()
                .filter(it -> words.length > 0 && words[0].equals(name(it)))
                .toList();
        return named.isEmpty() ? COMMANDS : named;
    }

    private static String name(Class<?> command) {
        return requireNonNull(command.getAnnotation(Command.class)).name();
    }
}
