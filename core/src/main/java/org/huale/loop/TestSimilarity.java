package org.huale.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final String FIGURE = "objects";

    Evaluation of(Dataset labeled, Dataset test) {
        return afterEach(List.of(labeled), test).get(0);
    }

    /**
     * After each batch, of all that are labeled until then. Each image is described once: one forward for each.
     *
     * @param batches without images in common
     */
    List<Evaluation> afterEach(List<Dataset> batches, Dataset test) {
        Map<Integer, List<float[]>> wanted = vectors(test, false);
        Map<Integer, List<float[]>> known = new TreeMap<>();
        List<Evaluation> evaluations = new ArrayList<>();
        for (Dataset batch : batches) {
            vectors(batch, true)
                    .forEach((c, vectors) ->
                            known.computeIfAbsent(c, it -> new ArrayList<>()).addAll(vectors));
            evaluations.add(evaluation(known, wanted, test));
        }
        return evaluations;
    }

    private Evaluation evaluation(Map<Integer, List<float[]>> known, Map<Integer, List<float[]>> wanted, Dataset test) {
        double[] mean =
                Centred.mean(wanted.values().stream().flatMap(List::stream).toArray(float[][]::new));
        double[] sums = new double[classes.count()];
        wanted.forEach((c, vectors) -> sums[c] = sum(vectors, known.getOrDefault(c, List.of()), mean));
        List<Evaluation.ClassEvaluation> each = new ArrayList<>();
        for (int c = 0; c < sums.length; c++) {
            int objects = wanted.getOrDefault(c, List.of()).size();
            each.add(new Evaluation.ClassEvaluation(
                    classes.name(c), counts(images(test, c), objects), figure(sums[c], objects)));
        }
        int objects = wanted.values().stream().mapToInt(List::size).sum();
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

    private static double sum(List<float[]> wanted, List<float[]> known, double[] mean) {
        float[][] there = Centred.less(known.toArray(float[][]::new), mean);
        return wanted.parallelStream()
                .mapToDouble(vector -> nearest(Centred.less(vector, mean), there))
                .boxed()
                .toList() // summed in their order, whatever the number of threads
                .stream()
                .mapToDouble(Double::doubleValue)
                .sum();
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
            for (Annotation object :
                    java.util.Objects.requireNonNull(records.get(image)).annotations()) {
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
