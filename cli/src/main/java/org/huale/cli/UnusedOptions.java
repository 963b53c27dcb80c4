package org.huale.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.problem.HualeException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Options of a command that it would pass over, as what they are for is not asked of it: who gives them believes that they work. */
public record UnusedOptions(CommandSpec command) {

    /**
     * Refuses what is for a detector alone, where detections come from a file.
     *
     * @param mixin that opens the detector
     * @param more names of options
     */
    public void refuseOfDetector(String mixin, String... more) {
        List<OptionSpec> opening = requireNonNull(command.mixins().get(mixin)).options();
        refuse("--weights", Stream.concat(opening.stream().map(OptionSpec::longestName), Stream.of(more)));
    }

    /**
     * @param source that the options are for
     * @throws HualeException naming those that were given
     */
    public void refuse(String source, Stream<String> names) {
        refuseWhere("without " + source, names);
    }

    /**
     * @param other option beside which they are not looked at
     * @param names of options, and labels of what is given without one
     * @throws HualeException naming those that were given
     */
    public void refuseBeside(String other, Stream<String> names) {
        refuseWhere("beside " + other, names);
    }

    private void refuseWhere(String place, Stream<String> names) {
        ParseResult given = command.commandLine().getParseResult();
        Set<String> labels =
                given.matchedPositionals().stream().map(ArgSpec::paramLabel).collect(Collectors.toSet());
        String unused = names.filter(it -> given.hasMatchedOption(it) || labels.contains(it))
                .collect(Collectors.joining(", "));
        if (!unused.isEmpty()) {
            throw new HualeException(unused + " would do nothing " + place + "; leave that out");
        }
    }
}
