package org.huale.acquire.hua;

import java.util.Optional;

/** The entropy by which the image was retrieved, so that it counts in the ranking as well. Not in the article. */
public record RetrievalEntropy() implements HuaMetric {

    /** There is nothing to choose. */
    public record Options() {}

    /** Finds the metric by its name. */
    public static final class Provider implements HuaMetricProvider<Options> {

        @Override
        public String name() {
            return "entropy";
        }

        @Override
        public Options defaults() {
            return new Options();
        }

        @Override
        public HuaMetric create(Options options) {
            return new RetrievalEntropy();
        }
    }

    @Override
    public String name() {
        return "entropy";
    }

    @Override
    public Optional<Measurement> of(Candidate candidate) {
        return Optional.of(new Measurement(candidate.retrieval(), "as in retrieval"));
    }
}
