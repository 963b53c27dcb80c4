package org.huale.problem;

import java.nio.file.InvalidPathException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last line of defence around whatever reads a file that a user named: what no check foresaw is told as a fault of that file,
 * with status 2, and not as one of the program. Memory that runs out while it is read counts, and nesting without end.
 */
public final class InputFault {
    private static final Logger LOG = LoggerFactory.getLogger(InputFault.class);

    private InputFault() {}

    /**
     * What the reading gives.
     *
     * @param name of the file or data set, for the message
     * @throws HualeException as the reading throws it, or with the name for everything else that it throws
     */
    public static <T> T reading(String name, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (HualeException known) {
            throw known;
        } catch (OutOfMemoryError e) {
            throw new HualeException(name + ": takes more memory to read than Java may use here; -Xmx allows more", e);
        } catch (StackOverflowError e) {
            throw new HualeException(name + ": cannot be read: it is nested too deeply", e);
        } catch (InvalidPathException e) {
            throw new HualeException(name + ": " + UnshownName.words(e), e);
        } catch (RuntimeException unforeseen) {
            LOG.debug("{}", name, unforeseen);
            throw new HualeException(name + ": cannot be read: " + unforeseen, unforeseen);
        }
    }
}
