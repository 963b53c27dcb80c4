package org.huale.web.guess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.huale.dataset.FlatNames;
import org.huale.problem.HualeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of a pool that may grow while guesses are served, as that of a run does: it is read again when the file has changed that
 * lists its images. Any thread may ask.
 */
public final class PoolNames implements Supplier<FlatNames> {
    private static final Logger LOG = LoggerFactory.getLogger(PoolNames.class);

    private final Path list;
    private final Supplier<FlatNames> pool;
    private String read;
    private FlatNames names;
    private String complaint = "";

    /**
     * Reads the pool.
     *
     * @param list the file, which need not be there yet
     * @param pool reads it
     * @throws HualeException where it cannot be read
     */
    public PoolNames(Path list, Supplier<FlatNames> pool) {
        this.list = list;
        this.pool = pool;
        this.read = state(); // before the images, so that none that comes meanwhile is missed
        this.names = pool.get();
    }

    /** Those of now, or of before where the pool cannot be read at the moment, which is said once. */
    @Override
    public synchronized FlatNames get() {
        String now = state();
        if (!now.equals(read)) {
            readAgain(now);
        }
        return names;
    }

    private void readAgain(String now) {
        try {
            names = pool.get();
            read = now;
            complaint = "";
            LOG.info("the pool has {} images by now", names.byName().size());
        } catch (HualeException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void complain(String what) {
        if (!what.equals(complaint)) {
            complaint = what;
            LOG.warn("images that came into the pool have no guesses until it can be read again: {}", what);
        }
    }

    /** Size and time of the file; nothing where it is not there. */
    private String state() {
        try {
            return Files.size(list) + " " + Files.getLastModifiedTime(list);
        } catch (IOException e) {
            return ""; // or is being replaced
        }
    }
}
