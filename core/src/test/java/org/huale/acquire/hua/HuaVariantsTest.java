package org.huale.acquire.hua;

import java.util.List;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.Explanation;
import org.huale.acquire.StrategyLaws;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws hold of every option that changes the way. */
@ParameterizedClass(name = "{0}")
@ValueSource(
        strings = {
            "preset=default",
            "preset=paper",
            "combination={normalization: min_max, crowding: 1}",
            "combination={normalization: zscore, distance: ideal}",
            "retrieval={ratio: 1, entropy: {empty: first, aggregation: sum, rarity: 0.5}}",
            "retrieval={ratio: 1000, entropy: {empty: neutral, aggregation: mean, perBox: binary, confidence: 0.05}}",
            "retrieval.emptyQuota=0.3",
            "metrics={rare-classes: {weight: 1}, entropy: {weight: 2}, semantic-affinity: {weight: 0}}",
            "metrics={semantic-affinity: {unpaired: full}}",
            "metrics={semantic-affinity: {aggregation: max, countUnmatched: true}, overlap-ratio: {bothViews: true}}",
            "diversity={method: k_centre, labeled: true}",
            "diversity={method: class_matching, scoreWeight: 0}",
            "diversity={method: sampling}"
        })
class HuaVariantsTest extends StrategyLaws {

    @Parameter
    String options = "";

    @Override
    protected AcquisitionStrategy strategy() {
        return HuaStrategyTest.hua(options);
    }

    @Override
    protected boolean drawsAmongEquals() {
        return options.contains("sampling") || options.contains("emptyQuota");
    }

    /** The norm, for the ideal point what is left of the highest, times the factor of boxes. */
    @Override
    protected double reproduced(Explanation explanation) {
        List<Explanation.Part> metrics = explanation.parts().stream()
                .filter(part -> !part.name().equals("boxes"))
                .toList();
        double factor = explanation.parts().stream()
                .filter(part -> part.name().equals("boxes"))
                .mapToDouble(Explanation.Part::contribution)
                .findFirst()
                .orElse(1);
        double norm = super.reproduced(new Explanation("", metrics));
        boolean ideal = explanation.formula().contains(" less the ");
        double highest = ideal ? Double.parseDouble(explanation.formula().split(" ")[0]) : 0;
        return factor * (ideal ? highest - norm : norm);
    }
}
