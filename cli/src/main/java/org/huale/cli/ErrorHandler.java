package org.huale.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import org.huale.problem.HualeException;
import org.huale.problem.UnshownName;
import org.huale.process.ChildProcess;
import org.huale.storage.FolderInUse;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells mistakes on stderr: the user's in one line, the program's own with a stack trace. */
final class ErrorHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Verbosity verbosity;

    ErrorHandler(Verbosity verbosity) {
        this.verbosity = verbosity;
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("huale: " + mistake.getMessage() + didYouMean(mistake));
        err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return told(mistake, err);
    }

    private static String didYouMean(ParameterException mistake) {
        List<String> suggestions =
                mistake instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return suggestions.isEmpty() ? "" : "; did you mean " + suggestions.get(0) + "?"; // the others are far-fetched
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        Optional<String> mistake = mistake(exception);
        if (mistake.isPresent()) {
            err.println("huale: " + mistake.get());
            return told(exception, err);
        }
        if (EndOfProcess.hasBegun()) {
            return told(exception, err);
        }
        err.println("huale: this is a bug in HUALE; please report it with the lines below");
        exception.printStackTrace(err);
        err.flush();
        return ExitCode.FAULT;
    }

    /** What the user can mend; empty where it is the program's fault. Names come from outside, whichever code makes paths of them. */
    private static Optional<String> mistake(Exception exception) {
        if (exception instanceof InvalidPathException name) {
            return Optional.of(UnshownName.words(name));
        }
        return exception instanceof HualeException known ? Optional.ofNullable(known.getMessage()) : Optional.empty();
    }

    private int told(Exception mistake, PrintWriter err) {
        if (verbosity.debug()) {
            mistake.printStackTrace(err);
        }
        err.flush();
        return status(mistake);
    }

    /** Whoever started this process goes on by its status, and has nothing mended where another one was faster. */
    private static int status(Exception mistake) {
        boolean isAwaited = Boolean.getBoolean(ChildProcess.PROPERTY);
        return isAwaited && mistake instanceof FolderInUse ? ExitCode.BUSY : ExitCode.USER_INPUT;
    }
}
