package org.huale.acquire.hua;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ClassRarity;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.FlipMatching;
import org.huale.acquire.ImageScore;
import org.huale.acquire.PoolRanking;
import org.huale.acquire.Predictions;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.ViewsByImage;
import org.huale.acquire.entropy.EntropySweep;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.statistics.Quota;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hierarchical uncertainty aggregation: retrieval keeps the images of highest entropy, ranking orders those by the
 * Euclidean norm of the metrics, each normalised over the candidates; {@link Diversity} chooses from the best ranked. Only
 * candidates are looked at mirrored, and only where a metric compares the views. A metric that cannot be computed from the
 * predictions is left out, with a note in the log and in every explanation.
 *
 * <p>Source: Nguyen et al., IEEE BigData 2023, doi:10.1109/BigData59044.2023.10386534. The article leaves the formulae of
 * the metrics open; docs/selection.md says what is known of each and when it fails.
 */
public record HuaStrategy(HuaOptions options) implements AcquisitionStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(HuaStrategy.class);

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<HuaOptions> {

        public Provider() {
            super(
                    "hua",
                    "Doubtful images, ranked by four metrics of the image and its mirror image (HUALE).",
                    HuaOptions.named("default"),
                    HuaStrategy::new);
        }
    }

    @Override
    public String name() {
        return "hua";
    }

    @Override
    public Set<EvidencePart> needs() {
        Set<EvidencePart> needs = EnumSet.of(EvidencePart.PROBABILITIES);
        metrics().values().forEach(metric -> needs.addAll(metric.needs()));
        needs.addAll(options.diversity().needs());
        return needs;
    }

    @Override
    public Selection select(Query query) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        List<Ranking.WeightedMetric> metrics = weighted(query); // before any work, for it may refuse
        int quota = (int) Quota.lower(options.retrieval().emptyQuota(), query.annotated());
        int candidates =
                options.retrieval().candidates(query.wanted(), query.unlabeled().size());
        EntropySweep.Result found = EntropySweep.of(
                query, options.retrieval().entropy(), new PoolRanking.Stage("retrieval", candidates + quota));
        List<ImageScore> drawn = EmptyImages.drawn(found.empty(), quota, query);
        List<ImageScore> retrieved = without(drawn, found.top(), candidates);
        int wanted = query.wanted() - drawn.size();
        List<ImageScore> ranked = wanted == 0 ? List.of() : ranked(query, retrieved, metrics);
        List<ImageScore> chosen = options.diversity().choose(ranked, wanted, query);
        return Selection.of(ranked, joined(chosen, drawn, query.annotated() - drawn.size()));
    }

    private List<ImageScore> ranked(Query query, List<ImageScore> retrieved, List<Ranking.WeightedMetric> metrics) {
        Ranking ranking = new Ranking(options.combination(), metrics);
        Candidate.Labeled labeled = new Candidate.Labeled(
                query.predictions().classes(),
                ClassRarity.of(query.labeled(), query.predictions().classes()));
        Map<ImageId, Double> entropies = new HashMap<>();
        retrieved.forEach(score -> entropies.put(score.image(), score.score()));
        new ViewsByImage(query.predictions(), compared(metrics))
                .forEach(
                        retrieved.stream().map(ImageScore::image).toList(),
                        (image, views) -> ranking.add(candidate(
                                query.predictions().record(image),
                                entropies.getOrDefault(image, 0.0),
                                views,
                                labeled)));
        return ranking.inOrder(query.scores());
    }

    /** None where no metric that counts compares views: a view costs one forward pass for each candidate. */
    private static List<View> compared(List<Ranking.WeightedMetric> metrics) {
        boolean compares =
                metrics.stream().anyMatch(it -> it.computed() && it.metric().comparesViews());
        return compares ? List.of(View.FLIPPED) : List.of();
    }

    private Candidate candidate(
            ImageRecord image, double retrieval, List<Detections> views, Candidate.Labeled labeled) {
        Detections original = views.get(0);
        Detections flipped = views.size() == 1 ? Detections.none() : views.get(1);
        FlipMatching.Pairs pairs = options.matching().match(original, flipped);
        return new Candidate(image, retrieval, original, flipped, pairs, labeled);
    }

    /** The metrics that count, by name. */
    private Map<String, HuaMetric> metrics() {
        Map<String, HuaMetric> metrics = new LinkedHashMap<>();
        options.metrics().forEach((name, choice) -> {
            if (choice.weight() > 0) {
                metrics.put(name, HuaMetrics.create(name, choice.options()));
            }
        });
        return metrics;
    }

    private List<Ranking.WeightedMetric> weighted(Query query) {
        List<Ranking.WeightedMetric> weighted = new ArrayList<>();
        metrics().forEach((name, metric) -> {
            double weight = Objects.requireNonNull(options.metrics().get(name)).weight();
            Optional<String> missing = missing(metric, query.predictions());
            missing.ifPresent(reason -> LOG.info("{} is left out: {}", metric.name(), reason));
            weighted.add(new Ranking.WeightedMetric(metric, weight, missing));
        });
        return weighted;
    }

    private static Optional<String> missing(HuaMetric metric, Predictions predictions) {
        boolean blind = metric.comparesViews() && !predictions.has(View.FLIPPED);
        return metric.missing(predictions)
                .or(() -> blind ? Optional.of("there are no predictions of mirrored images") : Optional.empty());
    }

    private static List<ImageScore> without(List<ImageScore> taken, List<ImageScore> scores, int count) {
        Set<ImageId> gone = new HashSet<>();
        taken.forEach(score -> gone.add(score.image()));
        return scores.stream()
                .filter(score -> !gone.contains(score.image()))
                .limit(count)
                .toList();
    }

    /** The drawn ones are the last of those annotated; what is asked for beyond comes in for near-duplicates and not for them. */
    private static List<ImageScore> joined(List<ImageScore> chosen, List<ImageScore> drawn, int before) {
        List<ImageScore> joined = new ArrayList<>(chosen);
        joined.addAll(Math.min(before, chosen.size()), drawn);
        return joined;
    }
}
