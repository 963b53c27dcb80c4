package org.huale.loop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.huale.acquire.initial.Centred;
import org.huale.acquire.likeness.Vectors;
import org.huale.acquire.objects.ObjectGroup;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.metric.Evaluation;

/**
 * How well labeled objects stand for those of the test set: the mean, over test objects, of the greatest cosine to a labeled
 * object of the same class, of frozen features under the true boxes less their mean over the test set; negative ones, and
 * classes that nobody has labeled, count as 0. It costs no training and looks at no detector. Crowds are left out, of the
 * test set difficult objects too. After the finding that the likeness of a selection to the test set by object features tells
 * how useful it is: arXiv 2508.19906.
 */
record TestSimilarity(ImageDescriber describer, ClassNames classes) {
    static final String METRIC = "similarity";
    static final String FIGURE = "objects";

    Evaluation of(Dataset labeled, Dataset test) {
        return afterEach(List.of(labeled), test).get(0);
    }

    /**
     * After each batch, of all that are labeled until then. Each image is described once: one forward for each.
     *
     * @param batches without images in common
     */
    List<Evaluation> afterEach(List<Dataset> batches, Dataset test) {
        Map<Integer, Sought> sought = sought(test);
        List<Evaluation> evaluations = new ArrayList<>();
        for (Dataset batch : batches) {
            Map<Integer, List<float[]>> known = vectors(batch, true);
            sought.forEach((c, objects) -> objects.compare(known.getOrDefault(c, List.of())));
            evaluations.add(evaluation(sought, test));
        }
        return evaluations;
    }

    private Map<Integer, Sought> sought(Dataset test) {
        Map<Integer, List<float[]>> wanted = vectors(test, false);
        double[] mean =
                Centred.mean(wanted.values().stream().flatMap(List::stream).toArray(float[][]::new));
        Map<Integer, Sought> sought = new TreeMap<>();
        wanted.forEach((c, vectors) -> sought.put(c, Sought.of(vectors, mean)));
        return sought;
    }

    private Evaluation evaluation(Map<Integer, Sought> sought, Dataset test) {
        double[] sums = new double[classes.count()];
        sought.forEach((c, objects) -> sums[c] = objects.sum());
        List<Evaluation.ClassEvaluation> each = new ArrayList<>();
        for (int c = 0; c < sums.length; c++) {
            int objects = sought.containsKey(c) ? sought.get(c).count() : 0;
            each.add(new Evaluation.ClassEvaluation(
                    classes.name(c), counts(images(test, c), objects), figure(sums[c], objects)));
        }
        int objects = sought.values().stream().mapToInt(Sought::count).sum();
        double sum = IntStream.range(0, sums.length).mapToDouble(c -> sums[c]).sum();
        return new Evaluation(METRIC, counts(test.size(), objects), figure(sum, objects), each, List.of());
    }

    private static int images(Dataset test, int c) {
        return (int) test.images().stream()
                .filter(image -> image.annotations().stream().anyMatch(it -> it.classIndex() == c))
                .count();
    }

    private static Evaluation.Counts counts(int images, int objects) {
        return new Evaluation.Counts(images, objects, 0, 0);
    }

    private static Map<String, Double> figure(double sum, int objects) {
        return Map.of(FIGURE, objects == 0 ? Evaluation.UNDEFINED : Math.min(1, sum / objects));
    }

    /**
     * The test objects of a class.
     *
     * @param vectors less the mean over the test set
     * @param most cosine of each to the labeled objects so far
     */
    private record Sought(float[][] vectors, double[] mean, double[] most) {

        static Sought of(List<float[]> vectors, double[] mean) {
            return new Sought(Centred.less(vectors.toArray(float[][]::new), mean), mean, new double[vectors.size()]);
        }

        void compare(List<float[]> known) {
            float[][] there = Centred.less(known.toArray(float[][]::new), mean);
            IntStream.range(0, most.length)
                    .parallel()
                    .forEach(i -> most[i] = Math.max(most[i], nearest(vectors[i], there)));
        }

        /** Added up in their order, whatever the number of threads. */
        double sum() {
            return Arrays.stream(most).sum();
        }

        int count() {
            return most.length;
        }
    }

    private static double nearest(float[] vector, float[][] there) {
        double most = 0;
        for (float[] other : there) {
            most = Math.max(most, Vectors.dot(vector, 0, other, 0, vector.length));
        }
        return most;
    }

    /** Of each object, by class. */
    private Map<Integer, List<float[]>> vectors(Dataset dataset, boolean difficult) {
        Map<ImageId, ImageRecord> records = new HashMap<>();
        dataset.images().forEach(it -> records.put(it.id(), it));
        Map<Integer, List<float[]>> vectors = new TreeMap<>();
        describer.describe(dataset.images(), (image, map) -> {
            for (Annotation object : Objects.requireNonNull(records.get(image)).annotations()) {
                if (difficult || !object.difficult()) {
                    ObjectGroup.ofAnnotations(image, map, List.of(object), classes)
                            .forEach(group -> vectors.computeIfAbsent(group.classIndex(), c -> new ArrayList<>())
                                    .add(group.vector()));
                }
            }
        });
        return vectors;
    }
}
