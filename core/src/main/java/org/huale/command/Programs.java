package org.huale.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.huale.detect.provider.DetectorSource;
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
                        Path.of(options.directory()).toAbsolutePath(),
                        options.variables(),
                        log,
                        Duration.ofSeconds(options.timeout()))
                .run(stop);
    }

    private CommandTemplate command(Placeholder.Step step) {
        return switch (step) {
            case TRAIN -> options.train();
            case EXPORT -> options.export();
            case PREDICT -> options.predict();
        };
    }
}
