package org.huale.acquire.coverage;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.ScoreShares;
import org.huale.acquire.Selection;
import org.huale.acquire.StrategyProvider;
import org.huale.acquire.likeness.ClassMatching;
import org.huale.acquire.likeness.LearnedMatching;
import org.huale.acquire.likeness.WeightedCentres;
import org.huale.detect.Companion;
import org.huale.detect.EvidencePart;

/**
 * The images that cover the classes, of those that another strategy would take: {@link Candidates}, then {@link ClassCoverage}
 * or greedy k-centre by {@link ClassMatching}. A score is what the image added when it was taken: to the sum of logarithms, or
 * its distance from those taken before.
 *
 * <p>Trusts what the detector calls things: where it takes one class for another the wrong one is covered.
 */
public record CoverageStrategy(CoverageOptions options) implements AcquisitionStrategy {

    /** Finds the strategy by its name. Its defaults name another strategy, so that they are made when asked for. */
    public static final class Provider implements StrategyProvider<CoverageOptions> {

        @Override
        public String name() {
            return "coverage";
        }

        @Override
        public String description() {
            return "Of the images that another strategy would take those that cover the classes.";
        }

        @Override
        public CoverageOptions defaults() {
            return CoverageOptions.defaults();
        }

        @Override
        public AcquisitionStrategy create(CoverageOptions options) {
            return new CoverageStrategy(options);
        }
    }

    @Override
    public String name() {
        return "coverage";
    }

    @Override
    public Set<EvidencePart> needs() {
        Set<EvidencePart> needs = EnumSet.noneOf(EvidencePart.class);
        needs.addAll(options.needs());
        if (!options.candidates().isWholePool()) {
            needs.addAll(options.candidates().strategy().strategy().needs());
        }
        return needs;
    }

    @Override
    public Set<String> neededVectors() {
        return options.candidates().isWholePool()
                ? Set.of()
                : options.candidates().strategy().strategy().neededVectors();
    }

    @Override
    public List<Companion> companions() {
        return options.candidates().isWholePool()
                ? List.of()
                : options.candidates().strategy().strategy().companions();
    }

    @Override
    public Selection select(Query query) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        List<ImageScore> candidates = options.candidates().of(query);
        List<ImageScore> chosen = options.method() == CoverageOptions.Method.CLASSES
                ? new ClassCoverage(query, options, candidates).choose(query.wanted())
                : matched(query, candidates);
        return options.candidates().isWholePool() ? new Selection(chosen, List.of()) : Selection.of(candidates, chosen);
    }

    private List<ImageScore> matched(Query query, List<ImageScore> candidates) {
        LearnedMatching matching =
                LearnedMatching.among(candidates, query, options.matching().boxes(), options.unseenConfidence());
        double[] factors = ScoreShares.of(candidates, options.scoreWeight());
        if (options.candidates().isWholePool()) {
            query.unlabeled().forEach(image -> query.scores().scored("coverage", image, 0));
        }
        String weighed = ScoreShares.asFactor(candidates, options.scoreWeight());
        return new WeightedCentres<>(matching, candidates, factors)
                .choose(query, query.wanted(), options.matching().labeled()).stream()
                        .map(taken -> scored(query, taken, weighed))
                        .toList();
    }

    private static ImageScore scored(Query query, WeightedCentres.Taken taken, String weighed) {
        Explanation.Part told = taken.part();
        Explanation.Part part = new Explanation.Part(told.name(), told.value(), taken.worth(), told.reason());
        Explanation explanation = Explanation.of(
                "distance to the nearest image taken before, box by box within classes" + weighed,
                part,
                taken.ranked().explanation());
        query.scores().scored("coverage", taken.ranked().image(), taken.worth());
        return new ImageScore(taken.ranked().image(), taken.worth(), explanation);
    }
}
