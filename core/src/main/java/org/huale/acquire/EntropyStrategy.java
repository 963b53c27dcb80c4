package org.huale.acquire;

import java.util.List;
import java.util.Set;

/**
 * The images whose detections have the most uncertain classes. Looks at each image once, as it is.
 *
 * <p>Knows nothing of boxes, of what was missed, or of likeness between images: near-duplicates are taken together. The
 * variants of {@link EntropyOptions} select very different images; published comparisons seldom say which was used.
 */
public record EntropyStrategy(EntropyOptions options) implements AcquisitionStrategy {

    /** Finds the strategy by its name. */
    public static final class Provider implements StrategyProvider<EntropyOptions> {

        @Override
        public String name() {
            return "entropy";
        }

        @Override
        public String description() {
            return "The images whose detections have the most uncertain classes.";
        }

        @Override
        public EntropyOptions defaults() {
            return EntropyOptions.baseline();
        }

        @Override
        public AcquisitionStrategy create(EntropyOptions options) {
            return new EntropyStrategy(options);
        }
    }

    @Override
    public String name() {
        return "entropy";
    }

    @Override
    public Set<Evidence> needs() {
        return Set.of(Evidence.PROBABILITIES);
    }

    @Override
    public Selection select(Query query) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        return new Selection(
                EntropySweep.of(query, options, new PoolRanking.Stage("entropy", query.wanted()))
                        .top(),
                List.of());
    }
}
