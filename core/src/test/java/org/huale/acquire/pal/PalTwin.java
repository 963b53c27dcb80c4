package org.huale.acquire.pal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.huale.acquire.ClassDistributions;
import org.huale.acquire.Query;
import org.huale.acquire.calibration.Calibration;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;

/** PAL in a few lines, everything in memory, images compared by the vectors that are given. */
record PalTwin(Query query, PalOptions options, Map<ImageId, double[]> vectors) {

    List<ImageId> choose() {
        Map<ImageId, Detections> pool = query.predictions().all(View.ORIGINAL, query.unlabeled());
        Calibration calibration = Calibration.of(query, options.learning());
        int k = query.predictions().classes().count();
        double[] labeled = new double[k];
        double[] unlabeled = new double[k];
        int[] images = new int[k];
        for (ImageRecord image : query.labeled().images()) {
            for (Annotation object : image.annotations()) {
                labeled[object.classIndex()]++;
            }
        }
        for (Detections found : pool.values()) {
            for (int i : found.atLeast(options.confidence())) {
                unlabeled[found.classes()[i]]++;
            }
            for (int c = 0; c < k; c++) {
                images[c] += of(found, c).isEmpty() ? 0 : 1;
            }
        }
        double[] r = new double[k];
        double sum = 0;
        for (int c = 0; c < k; c++) {
            r[c] = 1 - 0.5 * (labeled[c] / total(labeled) + unlabeled[c] / total(unlabeled));
            sum += r[c];
        }
        int[] budgets = budgets(r, sum, images);
        List<ImageId> chosen = new ArrayList<>();
        IntStream.range(0, k)
                .boxed()
                .sorted(Comparator.comparing((Integer c) -> -r[c]))
                .forEach(c -> chosen.addAll(ofClass(c, budgets[c], r, pool, calibration, chosen)));
        return chosen;
    }

    /** With enough images of each class, so that nothing is capped. */
    private int[] budgets(double[] r, double sum, int[] images) {
        double[] wished = new double[r.length];
        int[] budgets = new int[r.length];
        for (int c = 0; c < r.length; c++) {
            wished[c] = query.wanted() * r[c] / sum;
            budgets[c] = (int) wished[c];
            if (images[c] < 3 * query.wanted()) {
                throw new IllegalStateException("too few images of class " + c);
            }
        }
        int rest = query.wanted() - IntStream.of(budgets).sum();
        IntStream.range(0, r.length)
                .boxed()
                .sorted(Comparator.comparing((Integer c) -> (int) wished[c] - wished[c]))
                .limit(rest)
                .forEach(c -> budgets[c]++);
        return budgets;
    }

    private List<ImageId> ofClass(
            int c,
            int budget,
            double[] r,
            Map<ImageId, Detections> pool,
            Calibration calibration,
            List<ImageId> taken) {
        Map<ImageId, Double> lius = new TreeMap<>();
        pool.forEach((image, found) ->
                of(found, c).forEach(i -> lius.merge(image, bits(calibration.probability(found, i)), Math::max)));
        lius.keySet().removeAll(taken);
        List<ImageId> candidates = lius.keySet().stream()
                .sorted(Comparator.comparing((ImageId image) -> -at(lius, image))
                        .thenComparing(image -> image))
                .limit(2L * budget)
                .toList();
        double[] cwie = scaled(candidates, image -> entropy(at(pool, image), r));
        double[] rcdi = scaled(
                candidates,
                image -> IntStream.range(0, r.length)
                        .mapToDouble(other -> of(at(pool, image), other).isEmpty() ? 0 : r[other])
                        .sum());
        Map<ImageId, Double> scores = new HashMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            double rcsp = 1;
            for (int m = 0; m < i; m++) {
                rcsp = Math.min(rcsp, 1 - cosine(candidates.get(i), candidates.get(m)));
            }
            scores.put(candidates.get(i), 0.9 * at(lius, candidates.get(i)) + 0.02 * rcsp + 0.04 * (cwie[i] + rcdi[i]));
        }
        return candidates.stream()
                .sorted(Comparator.comparing((ImageId image) -> -at(scores, image)))
                .limit(budget)
                .toList();
    }

    private List<Integer> of(Detections found, int c) {
        return IntStream.of(found.atLeast(options.confidence()))
                .filter(i -> found.classes()[i] == c)
                .boxed()
                .toList();
    }

    private double entropy(Detections found, double[] r) {
        double entropy = 0;
        for (int i : found.atLeast(options.confidence())) {
            for (double p : new ClassDistributions(found, r.length).of(i)) {
                entropy -= p > 0 ? r[found.classes()[i]] * p * Math.log(p) : 0;
            }
        }
        return entropy;
    }

    private static double[] scaled(List<ImageId> images, ToDoubleFunction<ImageId> of) {
        double[] values = images.stream().mapToDouble(of).toArray();
        double least = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .min()
                .orElse(0);
        double most = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .max()
                .orElse(0);
        return IntStream.range(0, values.length)
                .mapToDouble(i -> most > least ? (values[i] - least) / (most - least) : 0)
                .toArray();
    }

    private double cosine(ImageId a, ImageId b) {
        double dot = 0;
        double normA = 0;
        double normB = 0;
        for (int k = 0; k < at(vectors, a).length; k++) {
            dot += at(vectors, a)[k] * at(vectors, b)[k];
            normA += at(vectors, a)[k] * at(vectors, a)[k];
            normB += at(vectors, b)[k] * at(vectors, b)[k];
        }
        return dot / Math.sqrt(normA * normB);
    }

    private static <T> T at(Map<ImageId, T> map, ImageId image) {
        return Objects.requireNonNull(map.get(image));
    }

    private static double bits(double p) {
        return p <= 0 || p >= 1 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }

    private static double total(double[] values) {
        double total = 0;
        for (double value : values) {
            total += value;
        }
        return total;
    }
}
