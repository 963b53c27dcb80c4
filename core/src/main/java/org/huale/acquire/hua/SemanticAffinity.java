package org.huale.acquire.hua;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.huale.acquire.ClassDistributions;
import org.huale.acquire.FlipMatching;
import org.huale.acquire.entropy.BoxWords;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;

/**
 * How differently the image and its mirror image are classified where boxes agree: 0 if not at all, the highest confidence
 * if nothing in one view matches anything in the other. For each pair the bounded Bhattacharyya distance of the class distributions, shaped by
 * the pair's IoU; over pairs the mean weighted by the higher confidence.
 *
 * <p>The article gives the ingredients, not the formula; this one is the simplest that prints zero for its three easy
 * images (1 - BC, multiplied by a power of IoU; forms such as 1 - IoU BC cannot). Networks are not exactly symmetric
 * (padding, strides), so that two views never agree to the last digit. Blind to objects missed in both views.
 */
public record SemanticAffinity(Options options) implements HuaMetric {

    /** Distance of two distributions with Bhattacharyya coefficient BC, in [0, 1]. */
    public enum Distance {
        /** 1 - BC, the squared Hellinger distance. */
        BHATTACHARYYA,
        /** sqrt(1 - BC), which makes much of small differences. */
        HELLINGER;

        double of(double coefficient) {
            double distance = 1 - Math.max(0, Math.min(1, coefficient));
            return this == HELLINGER ? Math.sqrt(distance) : distance;
        }
    }

    /** What a pair's distance is multiplied by. */
    public enum Shaping {
        /** IoU^kappa: a change of class counts most where the box stayed. */
        AGREEMENT,
        /** (1 - IoU)^kappa: class and place must move; a change of class in place counts nothing. */
        DISPLACEMENT;

        double of(double iou, double kappa) {
            return Math.pow(this == AGREEMENT ? iou : 1 - iou, kappa);
        }
    }

    /** How pairs become one number. */
    public enum Aggregation {
        /** The mean, weighted by the higher confidence of each pair. */
        MEAN,
        /** The largest: one pair in disagreement is enough. */
        MAX
    }

    /** What an image is worth of which no detection of one view has a partner in the other. */
    public enum Unpaired {
        /** The highest confidence of any of them: a weak box that flickers is little news. */
        CONFIDENCE,
        /** 1, the greatest value there is, whatever was seen. */
        FULL
    }

    /**
     * What may be chosen.
     *
     * @param distance of the class distributions of a pair, by their Bhattacharyya coefficient BC: {@link Distance#BHATTACHARYYA},
     *     1 - BC, or {@link Distance#HELLINGER}, the root of that, which makes much of small differences
     * @param shaping what the distance of a pair is multiplied by: {@link Shaping#AGREEMENT}, IoU^kappa, or
     *     {@link Shaping#DISPLACEMENT}, (1 - IoU)^kappa
     * @param kappa exponent of the shaping, at least 0; 0 turns it off
     * @param aggregation how pairs become one number: {@link Aggregation#MEAN}, weighted by the higher confidence of each pair, or
     *     {@link Aggregation#MAX}, the largest
     * @param countUnmatched whether a detection without partner counts as a pair of distance 1
     * @param unpaired what an image is worth where no detection of one view has a partner in the other:
     *     {@link Unpaired#CONFIDENCE}, the highest confidence of any of them, or {@link Unpaired#FULL}, 1 whatever was seen
     */
    public record Options(
            Distance distance,
            Shaping shaping,
            double kappa,
            Aggregation aggregation,
            boolean countUnmatched,
            Unpaired unpaired) {

        public Options {
            if (!(kappa >= 0 && kappa <= 100)) {
                throw new IllegalArgumentException("kappa must be in [0, 100], got " + kappa);
            }
        }

        static Options defaults() {
            return new Options(
                    Distance.BHATTACHARYYA, Shaping.AGREEMENT, 1, Aggregation.MEAN, false, Unpaired.CONFIDENCE);
        }

        /** The article, as far as it is known. */
        static Options literal() {
            return new Options(Distance.BHATTACHARYYA, Shaping.AGREEMENT, 1, Aggregation.MEAN, false, Unpaired.FULL);
        }
    }

    /** Finds the metric by its name. */
    public static final class Provider implements HuaMetricProvider<Options> {

        @Override
        public String name() {
            return "semantic-affinity";
        }

        @Override
        public Options defaults() {
            return Options.defaults();
        }

        @Override
        public HuaMetric create(Options options) {
            return new SemanticAffinity(options);
        }
    }

    @Override
    public String name() {
        return "semantic affinity";
    }

    @Override
    public boolean comparesViews() {
        return true;
    }

    @Override
    public Set<EvidencePart> needs() {
        return Set.of(EvidencePart.PROBABILITIES);
    }

    @Override
    public Optional<Measurement> of(Candidate candidate) {
        FlipMatching.Pairs pairs = candidate.pairs();
        if (pairs.originalIsEmpty() && pairs.flippedIsEmpty()) {
            return Optional.of(new Measurement(0, "no detection in either view"));
        }
        if (pairs.originalIsEmpty() || pairs.flippedIsEmpty()) {
            String where = pairs.originalIsEmpty() ? "the mirror image" : "the image";
            return Optional.of(unpaired(candidate, "detections in " + where + " only"));
        }
        if (pairs.pairs().isEmpty()) {
            return Optional.of(unpaired(candidate, "no detection of one view matches one of the other"));
        }
        return Optional.of(aggregated(terms(candidate)));
    }

    private Measurement unpaired(Candidate candidate, String reason) {
        if (options.unpaired() == Unpaired.FULL) {
            return new Measurement(1, reason);
        }
        double highest = Math.max(
                highest(candidate.original(), candidate.pairs().onlyOriginal()),
                highest(candidate.flipped(), candidate.pairs().onlyFlipped()));
        return new Measurement(highest, String.format(Locale.ROOT, "%s, of confidence %.2f at most", reason, highest));
    }

    private static double highest(Detections view, List<Integer> lone) {
        return lone.stream().mapToDouble(i -> view.confidences()[i]).max().orElse(0);
    }

    /** A pair's, or a lone detection's, share. */
    private record Term(double distance, double weight, String reason) {}

    private List<Term> terms(Candidate candidate) {
        List<Term> terms = new ArrayList<>();
        ClassDistributions p =
                new ClassDistributions(candidate.original(), candidate.classes().count());
        ClassDistributions q =
                new ClassDistributions(candidate.flipped(), candidate.classes().count());
        for (FlipMatching.Pair pair : candidate.pairs().pairs()) {
            double distance = shaped(p.of(pair.original()), q.of(pair.flipped()), pair.iou());
            double weight = Math.max(
                    candidate.original().confidences()[pair.original()],
                    candidate.flipped().confidences()[pair.flipped()]);
            terms.add(new Term(distance, weight, words(candidate, pair)));
        }
        if (options.countUnmatched()) {
            addLone(terms, candidate, candidate.original(), candidate.pairs().onlyOriginal());
            addLone(terms, candidate, candidate.flipped(), candidate.pairs().onlyFlipped());
        }
        return terms;
    }

    private static void addLone(List<Term> terms, Candidate candidate, Detections view, List<Integer> lone) {
        for (int i : lone) {
            String reason = BoxWords.of(view, i, candidate.classes()) + " in one view only";
            terms.add(new Term(1, view.confidences()[i], reason));
        }
    }

    /** Of two distributions that each sum to 1. */
    double shaped(double[] p, double[] q, double iou) {
        return options.distance().of(coefficient(p, q)) * options.shaping().of(iou, options.kappa());
    }

    /** Bhattacharyya coefficient: the sum of sqrt(p q), in [0, 1] to rounding. */
    static double coefficient(double[] p, double[] q) {
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            sum += Math.sqrt(p[c] * q[c]);
        }
        return sum;
    }

    private Measurement aggregated(List<Term> terms) {
        Comparator<Term> byShare = Comparator.comparingDouble(
                term -> options.aggregation() == Aggregation.MAX ? term.distance() : term.distance() * term.weight());
        Term most = terms.stream()
                .reduce((a, b) -> byShare.compare(b, a) > 0 ? b : a)
                .orElseThrow();
        double value = options.aggregation() == Aggregation.MAX ? most.distance() : mean(terms);
        return new Measurement(value, String.format(Locale.ROOT, "mostly %s: %.3f", most.reason(), most.distance()));
    }

    /** Plain where all confidences are 0. */
    private static double mean(List<Term> terms) {
        double weights = terms.stream().mapToDouble(Term::weight).sum();
        double sum = terms.stream().mapToDouble(t -> t.distance() * t.weight()).sum();
        return weights > 0
                ? sum / weights
                : terms.stream().mapToDouble(Term::distance).average().orElse(0);
    }

    private static String words(Candidate candidate, FlipMatching.Pair pair) {
        return BoxWords.of(candidate.original(), pair.original(), candidate.classes())
                + String.format(
                        Locale.ROOT,
                        ", mirrored %s %.2f (IoU %.2f)",
                        candidate.classes().name(candidate.flipped().classes()[pair.flipped()]),
                        candidate.flipped().confidences()[pair.flipped()],
                        pair.iou());
    }
}
