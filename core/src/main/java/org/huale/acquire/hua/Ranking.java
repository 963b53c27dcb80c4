package org.huale.acquire.hua;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Median;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.hua.HuaMetric.Measurement;
import org.huale.dataset.ImageId;

/** Orders candidates by the combination of their metrics. Holds numbers and words, no detections. */
final class Ranking {
    private final Combination combination;
    private final List<WeightedMetric> metrics;
    private final List<Measured> candidates = new ArrayList<>();

    Ranking(Combination combination, List<WeightedMetric> metrics) {
        this.combination = combination;
        this.metrics = metrics;
    }

    /** A metric that counts, and why it cannot be computed, if so. */
    record WeightedMetric(HuaMetric metric, double weight, Optional<String> missing) {

        boolean computed() {
            return missing.isEmpty();
        }
    }

    /** What is known of a candidate; boxes are its detections of confidence 0.5 or more. */
    record Measured(ImageId image, double retrieval, List<Optional<Measurement>> measurements, int boxes) {}

    private static final Comparator<Ranked> ORDER = Comparator.comparingDouble(
                    (Ranked ranked) -> ranked.score().score())
            .thenComparingDouble(Ranked::retrieval)
            .reversed()
            .thenComparing(ranked -> ranked.score().image());

    private record Ranked(ImageScore score, double retrieval) {}

    void add(Candidate candidate) {
        List<Optional<Measurement>> measurements = metrics.stream()
                .map(it -> it.computed() ? measured(it.metric(), candidate) : Optional.<Measurement>empty())
                .toList();
        int boxes = candidate.original().atLeast(0.5).length;
        candidates.add(new Measured(candidate.image().id(), candidate.retrieval(), measurements, boxes));
    }

    /** What is wrong with a candidate for a metric is told with the metric's name. */
    private static Optional<Measurement> measured(HuaMetric metric, Candidate candidate) {
        try {
            Optional<Measurement> measurement = metric.of(candidate);
            if (measurement == null) {
                throw new IllegalArgumentException("a metric gives a value or Optional.empty(), got null");
            }
            return measurement;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(metric.name() + ": " + e.getMessage(), e);
        }
    }

    /** The most wanted first; equal scores by retrieval's entropy, then by image id. */
    List<ImageScore> inOrder(ScoreListener listener) {
        List<Column> columns = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            columns.add(column(m, listener));
        }
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            ImageScore score = score(i, columns);
            listener.scored("ranking", score.image(), score.score());
            ranked.add(new Ranked(score, candidates.get(i).retrieval()));
        }
        return ranked.stream().sorted(ORDER).map(Ranked::score).toList();
    }

    /** A metric over the candidates: values, those put in for missing ones included, and what they count for. */
    private record Column(double[] values, double[] contributions, double highest) {}

    private Column column(int m, ScoreListener listener) {
        double[] known = candidates.stream()
                .flatMap(it -> it.measurements().get(m).stream())
                .mapToDouble(Measurement::value)
                .toArray();
        double median = Median.of(known);
        double[] values = candidates.stream()
                .mapToDouble(
                        it -> it.measurements().get(m).map(Measurement::value).orElse(median))
                .toArray();
        WeightedMetric metric = metrics.get(m);
        if (metric.computed()) {
            for (int i = 0; i < values.length; i++) {
                listener.scored(metric.metric().name(), candidates.get(i).image(), values[i]);
            }
        }
        return contributions(metric, values);
    }

    private Column contributions(WeightedMetric metric, double[] values) {
        double sign = metric.metric().lowIsWanted() ? -1 : 1;
        double[] normalized = combination
                .normalization()
                .of(Arrays.stream(values).map(v -> sign * v).toArray());
        double highest = metric.weight() * Arrays.stream(normalized).max().orElse(0);
        double[] contributions = Arrays.stream(normalized)
                .map(d -> combination.distance().contribution(metric.weight() * d, highest))
                .toArray();
        return new Column(values, contributions, highest);
    }

    private ImageScore score(int i, List<Column> columns) {
        Measured candidate = candidates.get(i);
        List<Explanation.Part> parts = new ArrayList<>();
        for (int m = 0; m < columns.size(); m++) {
            parts.add(part(m, i, columns.get(m)));
        }
        double norm = norm(columns.stream().mapToDouble(c -> c.contributions()[i]));
        double highest = norm(columns.stream().mapToDouble(Column::highest));
        double score = combination.distance().score(norm, highest);
        if (combination.crowding() > 0) {
            double factor = Math.pow(1 + candidate.boxes(), -combination.crowding());
            score *= factor;
            parts.add(new Explanation.Part("boxes", candidate.boxes(), factor, "the score is multiplied by this"));
        }
        return new ImageScore(candidate.image(), score, new Explanation(formula(highest), parts));
    }

    private static double norm(DoubleStream values) {
        return Math.sqrt(values.map(v -> v * v).sum());
    }

    private Explanation.Part part(int m, int i, Column column) {
        WeightedMetric metric = metrics.get(m);
        String reason = metric.missing()
                .map(it -> "left out: " + it)
                .orElseGet(() -> candidates
                        .get(i)
                        .measurements()
                        .get(m)
                        .map(Measurement::reason)
                        .orElse("not known, so the median of the candidates"));
        return new Explanation.Part(metric.metric().name(), column.values()[i], column.contributions()[i], reason);
    }

    private String formula(double highest) {
        String norm = "root of the sum of squared contributions";
        String distance = combination.distance() == Combination.Distance.ORIGIN
                ? norm
                : highest + " less the " + norm + ", which are distances to the highest";
        return combination.crowding() > 0 ? "(" + distance + ") times that of boxes" : distance;
    }
}
