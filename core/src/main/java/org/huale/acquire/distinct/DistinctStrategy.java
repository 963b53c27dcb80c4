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
 * else. Where there are none among what the other strategy takes, the selection is its own, bit for bit; else it is asked for
 * more of the same pool, with the same random numbers, and what is like an image before it is left out. Would it take more than
 * twice the images wanted, as in the frames of a video, it is asked once more, of a pool in which no two images are alike. So
 * all that is chosen comes of one selection of its own, and it is asked about log2(B) times at most for B images. Near-duplicates
 * of what is chosen are among those passed over, with what they are like.
 *
 * <p>Decodes the labeled images and those that are asked for, each once for a run, and the whole pool only to thin it. Compares
 * each of these with each image labeled or taken.
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
    public Set<String> neededVectors() {
        return strategy.neededVectors();
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
        try {
            return new DistinctSelection(this, query).make();
        } finally {
            signatures.keep(); // also where the run is stopped: decoding may have taken half an hour
        }
    }
}
