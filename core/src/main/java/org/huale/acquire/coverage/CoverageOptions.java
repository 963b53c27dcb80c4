package org.huale.acquire.coverage;

import java.util.Set;
import org.huale.acquire.InnerStrategy;
import org.huale.acquire.calibration.UnlearnedClasses;
import org.huale.detect.EvidencePart;

/**
 * All that may be chosen about {@link CoverageStrategy}.
 *
 * @param candidates of which the budget is chosen
 * @param method by which
 * @param presence what an image is expected to show; with the method {@code classes} only
 * @param unseenConfidence in [0, 1]: a class of which nothing is annotated counts only where some candidate shows it with this
 *     confidence, for else the detector never learned it; 0 lets every class count
 * @param scoreWeight at least 0: the power of a candidate's score beside what it adds; 0 leaves only that, as it must where the
 *     candidates are the whole pool, which has no scores
 * @param boxCost in [0, 1]: what an image adds is divided by (1 + its expected objects) to this power; 0 where images are paid
 *     for, 1 where boxes are; with the method {@code classes} only
 * @param matching of images; with the method {@code class_matching} only
 */
public record CoverageOptions(
        Candidates candidates,
        Method method,
        Presence presence,
        double unseenConfidence,
        double scoreWeight,
        double boxCost,
        Matching matching) {

    /** Ways to choose from the candidates. */
    public enum Method {
        /** Greedily, what adds most to the sum over the classes of ln(1 + count): {@link ClassCoverage}. */
        CLASSES,
        /**
         * Greedy k-centre by the distance of images that compares boxes of the same class only, as PPAL does among its own
         * candidates. Needs box features.
         */
        CLASS_MATCHING
    }

    /**
     * @param labeled whether images like labeled ones are avoided too; costs a forward for each of them
     * @param boxes of an image that are compared, the most confident ones; at least 1
     */
    public record Matching(boolean labeled, int boxes) {

        public Matching {
            if (boxes < 1) {
                throw new IllegalArgumentException("boxes must be at least 1, got " + boxes);
            }
        }

        static Matching defaults() {
            return new Matching(false, 10);
        }
    }

    public CoverageOptions {
        if (!(unseenConfidence >= 0 && unseenConfidence <= 1)) {
            throw new IllegalArgumentException("unseenConfidence must be in [0, 1], got " + unseenConfidence);
        }
        if (!(scoreWeight >= 0 && scoreWeight <= 100)) {
            throw new IllegalArgumentException("scoreWeight must be in [0, 100], got " + scoreWeight);
        }
        if (!(boxCost >= 0 && boxCost <= 1)) {
            throw new IllegalArgumentException("boxCost must be in [0, 1], got " + boxCost);
        }
        requireHeeded(method, presence, boxCost, matching);
        if (candidates.isWholePool() && scoreWeight > 0) {
            throw new IllegalArgumentException(
                    "scoreWeight must be 0 where candidates.factor is 0, as the whole pool has no" + " scores, got "
                            + scoreWeight);
        }
    }

    /** What a method does not look at is not to be chosen beside it. */
    private static void requireHeeded(Method method, Presence presence, double boxCost, Matching matching) {
        if (method == Method.CLASS_MATCHING && !(presence.equals(Presence.defaults()) && boxCost == 0)) {
            throw new IllegalArgumentException(
                    "presence and boxCost are for method classes; class_matching counts nothing," + " got " + presence
                            + " and boxCost " + boxCost);
        }
        if (method == Method.CLASSES && !matching.equals(Matching.defaults())) {
            throw new IllegalArgumentException(
                    "matching is for method class_matching; classes compares no images, got " + matching);
        }
    }

    static CoverageOptions defaults() {
        return new CoverageOptions(
                new Candidates(InnerStrategy.named("entropy"), 6),
                Method.CLASSES,
                Presence.defaults(),
                UnlearnedClasses.USUAL_CONFIDENCE,
                0,
                0,
                Matching.defaults());
    }

    /** What the method reads of detections. */
    Set<EvidencePart> needs() {
        if (method == Method.CLASS_MATCHING) {
            return Set.of(EvidencePart.FEATURES);
        }
        return presence.calibration() == Presence.Calibration.CLASSIFIER ? Set.of(EvidencePart.SUPPRESSED) : Set.of();
    }
}
