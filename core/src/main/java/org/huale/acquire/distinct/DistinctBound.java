package org.huale.acquire.distinct;

import java.util.List;
import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.BoundStrategy;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.detect.Companion;
import org.huale.detect.EvidencePart;

/** A bound that takes no near-duplicates either, so that it bounds what strategies do that take none. */
record DistinctBound(BoundStrategy bound, NearDuplicates options, Signatures signatures) implements BoundStrategy {

    @Override
    public String name() {
        return bound.name();
    }

    @Override
    public Set<EvidencePart> needs() {
        return bound.needs();
    }

    @Override
    public Set<String> neededVectors() {
        return bound.neededVectors();
    }

    @Override
    public List<Companion> companions() {
        return bound.companions();
    }

    @Override
    public Selection select(Query query, Hidden hidden) {
        return new DistinctStrategy(new Seeing(bound, hidden), options, signatures).select(query);
    }

    /** The bound with what is hidden in hand. */
    private record Seeing(BoundStrategy bound, Hidden hidden) implements AcquisitionStrategy {

        @Override
        public String name() {
            return bound.name();
        }

        @Override
        public Selection select(Query query) {
            return bound.select(query, hidden);
        }
    }
}
