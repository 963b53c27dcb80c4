package org.huale.report.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huale.statistics.HolmCorrection;
import org.huale.statistics.MixedModel;

/**
 * A difference with data sets and seeds within them as random effects: what to expect of a further data set of this kind.
 *
 * @param arm label
 * @param reference label of the arm it is held against
 * @param model of the units' differences; empty where it cannot be fitted
 * @param obstacle why it cannot be; empty where it can
 * @param corrected p-value after Holm's correction over the arms that were asked about; 1 without a model
 * @param verdict in short
 */
public record SetsModel(
        String arm,
        String reference,
        Measure measure,
        Optional<MixedModel> model,
        String obstacle,
        double corrected,
        Difference.Verdict verdict) {

    /** @param questions that were asked, for which all are corrected */
    static List<SetsModel> of(List<PooledValues> family, Measure measure, int questions, double level) {
        List<Optional<MixedModel>> models =
                family.stream().map(SetsModel::fitted).toList();
        double[] corrected = HolmCorrection.among(
                questions,
                models.stream()
                        .flatMap(Optional::stream)
                        .mapToDouble(MixedModel::pValue)
                        .toArray());
        List<SetsModel> all = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < models.size(); i++) {
            Optional<MixedModel> model = models.get(i);
            PairedValues values = family.get(i).together();
            double p = model.isPresent() ? corrected[next++] : 1;
            String obstacle = MixedModel.obstacle(family.get(i).differences()).orElse("");
            all.add(new SetsModel(
                    values.arm(), values.reference(), measure, model, obstacle, p, verdict(model, p, level)));
        }
        return all;
    }

    private static Optional<MixedModel> fitted(PooledValues values) {
        List<double[]> groups = values.differences();
        return MixedModel.obstacle(groups).isPresent() ? Optional.empty() : Optional.of(MixedModel.of(groups));
    }

    private static Difference.Verdict verdict(Optional<MixedModel> model, double corrected, double level) {
        if (model.isEmpty()) {
            return Difference.Verdict.UNTESTED;
        }
        if (corrected >= level) {
            return Difference.Verdict.INSIDE_THE_NOISE;
        }
        return model.get().mean() > 0 ? Difference.Verdict.BETTER : Difference.Verdict.WORSE;
    }
}
