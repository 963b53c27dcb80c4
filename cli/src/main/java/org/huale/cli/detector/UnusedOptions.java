package org.huale.cli.detector;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.problem.HualeException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Options of a command that takes detections from a detector or from a file, of which each passes over what is for the other: who
 * gives it believes that it works.
 */
record UnusedOptions(CommandSpec command) {

    /**
     * Refuses what is for a detector alone.
     *
     * @param mixin that opens the detector
     * @param more names of options
     */
    void refuseOfDetector(String mixin, String... more) {
        List<OptionSpec> opening = requireNonNull(command.mixins().get(mixin)).options();
        refuse("--weights", Stream.concat(opening.stream().map(OptionSpec::longestName), Stream.of(more)));
    }

    /** @param source that the options are for */
    void refuse(String source, Stream<String> names) {
        ParseResult given = command.commandLine().getParseResult();
        String unused = names.filter(given::hasMatchedOption).collect(Collectors.joining(", "));
        if (!unused.isEmpty()) {
            throw new HualeException(unused + " would do nothing without " + source + "; leave that out");
        }
    }
}
