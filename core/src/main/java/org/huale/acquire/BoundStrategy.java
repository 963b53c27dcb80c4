package org.huale.acquire;

import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.problem.HualeException;

/**
 * No strategy: it shows what knowing the pool would bring, as it sees annotations that nobody has paid for. Only an oracle that has them
 * lets it, and notes every image in the audit log; reports set it apart and count it among no strategies.
 */
public interface BoundStrategy extends AcquisitionStrategy {
    /** What its name begins with, by which reports know it. */
    String PREFIX = "oracle-";

    /** The annotations that are hidden from strategies. */
    @FunctionalInterface
    interface Hidden {

        /** All annotations of an image of the query. */
        List<Annotation> of(ImageId image);
    }

    /** Selects as a strategy does, knowing what is hidden. */
    Selection select(Query query, Hidden hidden);

    /** @throws HualeException always: it does not work without what is hidden */
    @Override
    default Selection select(Query query) {
        throw new HualeException(
                "strategy " + name() + " chooses by the pool's own annotations, as a bound; it works only in"
                        + " runs with oracle: ground-truth");
    }

    /** Whether a strategy of this name is one. */
    static boolean isBound(String strategy) {
        return strategy.startsWith(PREFIX);
    }
}
