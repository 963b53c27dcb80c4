package org.huale.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.huale.detect.provider.DetectorSource;
import org.huale.problem.HualeException;
import org.huale.process.GuardedProgram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the programs of a detector.
 *
 * @param place that they are told
 * @param stop ends what runs
 */
record Programs(CommandOptions options, DetectorSource.Place place, BooleanSupplier stop) {
    private static final Logger LOG = LoggerFactory.getLogger(Programs.class);

    /**
     * Runs one to its end.
     *
     * @param values of the placeholders; threads and device are known
     * @param log to which it says what it says
     */
    void run(Placeholder.Step step, Map<Placeholder, String> values, Path log) {
        Map<Placeholder, String> all = new EnumMap<>(values);
        all.put(Placeholder.THREADS, Integer.toString(place.threads()));
        all.put(Placeholder.DEVICE, place.device());
        List<String> words = command(step).filled(all);
        LOG.info("{}: {} (log: {})", step.key(), String.join(" ", words), log);
        new GuardedProgram(
                        "detector." + step.key(),
                        words,
                        folder(),
                        options.variables(),
                        log,
                        Duration.ofSeconds(options.timeout()))
                .run(stop);
    }

    /**
     * Looks for a program before it is needed, where its start would: in the folder that it works in, or in those of its {@code PATH}.
     * Nothing is looked for where the step has no command, or a placeholder says which program it is.
     *
     * @throws HualeException where there is none that could be started
     */
    void require(Placeholder.Step step) {
        if (File.separatorChar == '\\') {
            return; // what a name is short for there is not known here
        }
        command(step).program().filter(it -> !isThere(it)).ifPresent(program -> {
            throw new HualeException("detector." + step.key() + ": there is no program " + program
                    + " that can be started"
                    + (isPath(program) ? " in " + folder() : "; it is in no folder of PATH. Give its whole path"));
        });
    }

    private boolean isThere(String program) {
        return isPath(program)
                ? isProgram(folder().resolve(program))
                : Arrays.stream(path().split(File.pathSeparator, -1))
                        .anyMatch(it -> isProgram(folder().resolve(it).resolve(program)));
    }

    private String path() {
        return Optional.ofNullable(options.variables().get("PATH"))
                .or(() -> Optional.ofNullable(System.getenv("PATH")))
                .orElse("/usr/bin:/bin");
    }

    private static boolean isPath(String program) {
        return program.contains("/");
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private Path folder() {
        return Path.of(options.directory()).toAbsolutePath();
    }

    private CommandTemplate command(Placeholder.Step step) {
        return switch (step) {
            case TRAIN -> options.train();
            case EXPORT -> options.export();
            case PREDICT -> options.predict();
        };
    }
}
