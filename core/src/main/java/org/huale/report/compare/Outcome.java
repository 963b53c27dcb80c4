package org.huale.report.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huale.report.compare.Difference.Verdict;
import org.huale.statistics.HolmCorrection;
import org.huale.statistics.PairedComparison;

/** What a comparison came to, beside the others that were made with it. */
public record Outcome(Optional<PairedComparison> pairs, double corrected, Verdict verdict) {

    /**
     * Of each, with p-values of Student's t after Holm's correction. Only those with two pairs at least have one; the others
     * get 1.
     *
     * @param questions that were asked, for which all are corrected; fewer than have a p-value count as many as have one
     */
    static List<Outcome> of(List<Optional<PairedComparison>> compared, int questions, double level) {
        double[] held = HolmCorrection.among(
                questions,
                compared.stream()
                        .filter(Outcome::isTested)
                        .mapToDouble(it -> it.orElseThrow().pValues().studentT())
                        .toArray());
        List<Outcome> outcomes = new ArrayList<>();
        int next = 0;
        for (Optional<PairedComparison> pairs : compared) {
            double corrected = isTested(pairs) ? held[next++] : 1;
            outcomes.add(new Outcome(pairs, corrected, Verdict.of(pairs, corrected, level)));
        }
        return outcomes;
    }

    private static boolean isTested(Optional<PairedComparison> pairs) {
        return pairs.filter(it -> it.differences().n() > 1).isPresent();
    }
}
