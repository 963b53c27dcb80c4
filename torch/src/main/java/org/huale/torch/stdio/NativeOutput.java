package org.huale.torch.stdio;

import java.util.Optional;
import java.util.function.Supplier;
import org.huale.process.StandardStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What native code writes to standard output, which belongs to the results of commands. */
public final class NativeOutput {
    private static final Logger LOG = LoggerFactory.getLogger(NativeOutput.class);
    private static final Optional<CaughtDescriptor> CAUGHT = CaughtDescriptor.of(StandardStream.OUT);

    private NativeOutput() {}

    /**
     * Does something and tells the log, for those who want details, what it said. Where nothing is caught, as in tests, several
     * threads may do so at once and wait for each other.
     */
    public static <T> T logged(Supplier<T> work) {
        return CAUGHT.isEmpty() ? work.get() : logged(work, CAUGHT.get());
    }

    private static synchronized <T> T logged(Supplier<T> work, CaughtDescriptor caught) {
        caught.open();
        try {
            return work.get();
        } finally {
            caught.close();
            caught.lines(true).forEach(line -> LOG.debug("said by native code: {}", line));
        }
    }
}
