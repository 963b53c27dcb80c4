package org.huale.acquire.entropy;

import java.util.List;
import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.PoolRanking;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.detect.EvidencePart;

/**
 * The images whose detections have the most uncertain classes. Looks at each image once, as it is.
 *
 * <p>Knows nothing of boxes, of what was missed, or of likeness between images: near-duplicates are taken together. The
 * variants of {@link EntropyOptions} select very different images; published comparisons seldom say which was used.
 */
public record EntropyStrategy(EntropyOptions options) implements AcquisitionStrategy {

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<EntropyOptions> {

        public Provider() {
            super(
                    "entropy",
                    "The images whose detections have the most uncertain classes.",
                    EntropyOptions.baseline(),
                    EntropyStrategy::new);
        }
    }

    @Override
    public String name() {
        return "entropy";
    }

    @Override
    public Set<EvidencePart> needs() {
        return Set.of(EvidencePart.PROBABILITIES);
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
