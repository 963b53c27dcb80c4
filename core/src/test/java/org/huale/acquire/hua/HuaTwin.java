package org.huale.acquire.hua;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.FlipMatching;
import org.huale.acquire.SampleDetections;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;

/** The preset {@code paper} in the plainest way: everything in memory, everything sorted. For three classes. */
final class HuaTwin {
    private static final int K = 3;

    private final Map<ImageId, Detections> original;
    private final Map<ImageId, Detections> flipped;
    private final List<ImageId> pool;

    HuaTwin(FakePredictions predictions, List<ImageId> pool) {
        this.original = predictions.all(View.ORIGINAL, pool);
        this.flipped = predictions.all(View.FLIPPED, pool);
        this.pool = pool;
    }

    List<ImageId> selected(int budget) {
        Map<ImageId, Double> entropy = new HashMap<>();
        pool.forEach(image -> entropy.put(image, entropy(found(original, image))));
        List<ImageId> retrieved = sorted(pool, entropy, entropy).subList(0, Math.min(3 * budget, pool.size()));
        Map<ImageId, Double> squares = new HashMap<>();
        for (int metric = 0; metric < 4; metric++) {
            addSquares(retrieved, metric, squares);
        }
        return sorted(retrieved, squares, entropy).subList(0, budget);
    }

    private static List<ImageId> sorted(List<ImageId> images, Map<ImageId, Double> by, Map<ImageId, Double> then) {
        List<ImageId> sorted = new ArrayList<>(images);
        sorted.sort(Comparator.comparingDouble((ImageId image) -> -by.getOrDefault(image, 0.0))
                .thenComparingDouble(image -> -then.getOrDefault(image, 0.0))
                .thenComparing(Comparator.naturalOrder()));
        return sorted;
    }

    private void addSquares(List<ImageId> images, int metric, Map<ImageId, Double> squares) {
        List<Double> known = new ArrayList<>();
        for (ImageId image : images) {
            double value = value(metric, found(original, image), found(flipped, image));
            if (!Double.isNaN(value)) {
                known.add(value);
            }
        }
        known.sort(Comparator.naturalOrder());
        int n = known.size();
        double median = n == 0 ? 0 : (known.get((n - 1) / 2) + known.get(n / 2)) / 2;
        double min = n == 0 ? 0 : known.get(0);
        double max = n == 0 ? 0 : known.get(n - 1);
        for (ImageId image : images) {
            double value = value(metric, found(original, image), found(flipped, image));
            double scaled = max == min ? 0 : ((Double.isNaN(value) ? median : value) - min) / (max - min);
            squares.merge(image, scaled * scaled, Double::sum);
        }
    }

    private static double value(int metric, Detections a, Detections b) {
        return switch (metric) {
            case 0 -> affinity(a, b);
            case 1 -> diversity(a, b);
            case 2 -> overlap(a);
            default -> uncertainty(a);
        };
    }

    private static double entropy(Detections a) {
        double most = 0;
        for (int i = 0; i < a.count(); i++) {
            double sum = 0;
            for (double p : p(a, i)) {
                sum -= p * Math.log(p);
            }
            most = a.confidences()[i] >= 0.5f ? Math.max(most, sum) : most;
        }
        return most;
    }

    private static double affinity(Detections a, Detections b) {
        FlipMatching.Pairs pairs = Candidates.MATCHING.match(a, b);
        boolean none = strong(a) == 0 && strong(b) == 0;
        if (none || pairs.pairs().isEmpty()) {
            return none ? 0 : 1;
        }
        double sum = 0;
        double weights = 0;
        for (FlipMatching.Pair pair : pairs.pairs()) {
            double coefficient = 0;
            double[] p = p(a, pair.original());
            double[] q = p(b, pair.flipped());
            for (int c = 0; c <= K; c++) {
                coefficient += Math.sqrt(p[c]) * Math.sqrt(q[c]);
            }
            double weight = Math.max(a.confidences()[pair.original()], b.confidences()[pair.flipped()]);
            sum += weight * (1 - coefficient) * pair.iou();
            weights += weight;
        }
        return sum / weights;
    }

    private static int strong(Detections a) {
        return (int) a.stream().filter(it -> it.confidence() >= 0.05f).count();
    }

    private static double diversity(Detections a, Detections b) {
        double sum = 0;
        double weights = 0;
        for (int c = 0; c < K; c++) {
            double v = highest(a, c);
            double w = highest(b, c);
            sum += Math.max(v, w) * Math.abs(v - w);
            weights += Math.max(v, w);
        }
        return weights == 0 ? 0 : sum / weights;
    }

    private static double highest(Detections a, int c) {
        return a.stream()
                .filter(it -> it.classIndex() == c && it.confidence() >= 0.05f)
                .mapToDouble(it -> it.confidence())
                .max()
                .orElse(0);
    }

    private static double overlap(Detections a) {
        int boxes = 0;
        int covered = 0;
        for (int i = 0; i < a.count(); i++) {
            boolean isCovered = false;
            for (int j = 0; j < a.count(); j++) {
                boolean other = j != i && a.confidences()[j] >= 0.5f;
                isCovered |= other
                        && a.box(i).intersection(a.box(j)) >= 0.7 * a.box(i).area();
            }
            boxes += a.confidences()[i] >= 0.5f ? 1 : 0;
            covered += a.confidences()[i] >= 0.5f && isCovered ? 1 : 0;
        }
        return boxes < 2 ? 0 : (double) covered / boxes;
    }

    /** NaN without a box. */
    private static double uncertainty(Detections a) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < a.count(); i++) {
            if (a.confidences()[i] >= 0.5f) {
                float[] variances =
                        Objects.requireNonNull(SampleDetections.evidence(a).localizationVariances());
                double sides = 0;
                for (int side = 0; side < 4; side++) {
                    sides += 1 - Math.exp(-Math.sqrt(variances[4 * i + side]));
                }
                sum += a.confidences()[i] * sides / 4;
                weights += a.confidences()[i];
            }
        }
        return weights == 0 ? Double.NaN : sum / weights;
    }

    private static double[] p(Detections a, int i) {
        double[] p = new double[K + 1];
        for (int c = 0; c <= K; c++) {
            p[c] = SampleDetections.evidence(a).probabilities()[(K + 1) * i + c];
        }
        return p;
    }

    private static Detections found(Map<ImageId, Detections> all, ImageId image) {
        return Objects.requireNonNull(all.get(image));
    }
}
