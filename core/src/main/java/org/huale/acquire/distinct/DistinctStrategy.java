package org.huale.acquire.distinct;

import java.util.List;
import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.BoundStrategy;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.detect.Companion;
import org.huale.detect.EvidencePart;

/**
 * Another strategy that takes no near-duplicate of a labeled image or of one that it takes already, unless the pool has nothing
 * else. It asks the other strategy again, without the near-duplicates, until there are none among what it takes: where there
 * are none at first the selection is that of the other strategy, bit for bit. Images that were to be taken and were not are
 * among those passed over, with what they are like.
 *
 * <p>Decodes the labeled images and those that are to be taken, each once for a run; the whole pool only once more images were
 * refused than are wanted, as in the frames of a video. Compares each of these with each image labeled or taken.
 */
public record DistinctStrategy(AcquisitionStrategy strategy, NearDuplicates options, Signatures signatures)
        implements AcquisitionStrategy {

    /** The strategy so guarded; a bound stays a bound. */
    public static AcquisitionStrategy of(AcquisitionStrategy strategy, NearDuplicates options, Signatures signatures) {
        return strategy instanceof BoundStrategy bound
                ? new DistinctBound(bound, options, signatures)
                : new DistinctStrategy(strategy, options, signatures);
    }

    @Override
    public String name() {
        return strategy.name();
    }

    @Override
    public Set<EvidencePart> needs() {
        return strategy.needs();
    }

    @Override
    public List<Companion> companions() {
        return strategy.companions();
    }

    @Override
    public boolean drawsBlindly() {
        return strategy.drawsBlindly();
    }

    @Override
    public Selection select(Query query) {
        if (query.wanted() == 0 || !options.matterTo(strategy)) {
            return strategy.select(query);
        }
        Selection selection = new DistinctSelection(this, query).make();
        signatures.keep();
        return selection;
    }
}
