package org.huale.cli;

import org.huale.problem.HualeException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what is wrong with the user's input in a sentence, and anything else with its stack trace. */
final class Failure implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof HualeException) {
            command.getErr().println("huale: " + failure.getMessage());
            return ExitCode.USERS_INPUT;
        }
        LoggerFactory.getLogger(Failure.class).error("huale failed; this is a fault of the program", failure);
        return ExitCode.OUR_FAULT;
    }
}
