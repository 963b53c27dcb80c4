package org.huale.acquire.objects;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huale.acquire.initial.Centred;
import org.huale.acquire.likeness.Vectors;
import org.huale.dataset.ClassNames;

/**
 * Sum over the classes c and the images j of w_cj max p_ci cos(z_j, z_i)+ over all images i that are labeled or taken: how well
 * these stand for the objects of the pool. z is the vector of an image's objects of the class, w_cj and p_ci how likely there are
 * any in j and in i. Monotone and submodular.
 *
 * <p>O(G S D) time for the first gains of G groups of objects, S groups to be covered of each class, and vectors of D numbers;
 * G D floats, half a kilobyte for each class that an image shows.
 */
final class ObjectCoverage implements Objective {
    private static final double WORTH_TELLING = 0.01;

    private final ClassNames classes;
    private final List<List<ObjectGroup>> candidates;
    private final List<Wanted> wanted = new ArrayList<>();

    /** What there is: of each unlabeled image, and of labeled ones, the groups of objects. */
    record Shown(List<List<ObjectGroup>> unlabeled, List<ObjectGroup> labeled) {}

    /** The objects of one class that are to be covered. */
    private record Wanted(float[][] vectors, double[] weights, double[] covered) {

        double gain(ObjectGroup by) {
            double gain = 0;
            for (int j = 0; j < vectors.length; j++) {
                gain += weights[j] * Math.max(0, likeness(by, j) - covered[j]);
            }
            return gain;
        }

        int countOf(ObjectGroup by) {
            return (int) IntStream.range(0, vectors.length)
                    .filter(j -> likeness(by, j) - covered[j] > WORTH_TELLING)
                    .count();
        }

        void cover(ObjectGroup by) {
            for (int j = 0; j < vectors.length; j++) {
                covered[j] = Math.max(covered[j], likeness(by, j));
            }
        }

        private double likeness(ObjectGroup by, int j) {
            return by.presence() * Vectors.dot(by.vector(), 0, vectors[j], 0, vectors[j].length);
        }
    }

    ObjectCoverage(ClassNames classes, Shown shown, ObjectCoverageOptions options, RandomGenerator random) {
        this.classes = classes;
        double[] mean = mean(shown);
        this.candidates =
                shown.unlabeled().stream().map(it -> centred(it, mean)).toList();
        for (int c = 0; c < classes.count(); c++) {
            wanted.add(wanted(c, options, random));
        }
        centred(shown.labeled(), mean).forEach(this::cover);
    }

    private static double[] mean(Shown shown) {
        List<ObjectGroup> all = new ArrayList<>(shown.labeled());
        shown.unlabeled().forEach(all::addAll);
        return Centred.mean(all.stream().map(ObjectGroup::vector).toArray(float[][]::new));
    }

    private static List<ObjectGroup> centred(List<ObjectGroup> groups, double[] mean) {
        return groups.stream()
                .map(it -> new ObjectGroup(it.classIndex(), it.presence(), Centred.less(it.vector(), mean)))
                .toList();
    }

    private Wanted wanted(int c, ObjectCoverageOptions options, RandomGenerator random) {
        List<ObjectGroup> all = candidates.stream()
                .flatMap(List::stream)
                .filter(it -> it.classIndex() == c)
                .toList();
        List<ObjectGroup> drawn = drawn(all, options.sample(), random);
        double total = presence(all);
        double scale = total == 0 ? 0 : total / presence(drawn) / Math.pow(total, options.classBalance());
        return new Wanted(
                drawn.stream().map(ObjectGroup::vector).toArray(float[][]::new),
                drawn.stream().mapToDouble(it -> it.presence() * scale).toArray(),
                new double[drawn.size()]);
    }

    private static double presence(List<ObjectGroup> groups) {
        return groups.stream().mapToDouble(ObjectGroup::presence).sum();
    }

    private static List<ObjectGroup> drawn(List<ObjectGroup> all, int count, RandomGenerator random) {
        if (all.size() <= count) {
            return all;
        }
        List<ObjectGroup> drawn = new ArrayList<>(all);
        for (int i = 0; i < count; i++) {
            Collections.swap(drawn, i, random.nextInt(i, drawn.size()));
        }
        return drawn.subList(0, count);
    }

    @Override
    public String formula() {
        return "how much better the objects of the pool are covered, class by class, than by all labeled and chosen images";
    }

    @Override
    public double gain(int image) {
        double gain = 0;
        for (ObjectGroup group : candidates.get(image)) {
            gain += wanted.get(group.classIndex()).gain(group);
        }
        return gain;
    }

    @Override
    public String reason(int image) {
        record Share(ObjectGroup group, double gain) {}
        List<ObjectGroup> groups = candidates.get(image);
        String shares = groups.stream()
                .map(it -> new Share(it, wanted.get(it.classIndex()).gain(it)))
                .filter(it -> it.gain() > 0)
                .sorted(Comparator.comparingDouble(Share::gain).reversed())
                .limit(3)
                .map(it -> inWords(it.group(), it.gain()))
                .collect(Collectors.joining(", "));
        return groups.isEmpty() ? "shows no object" : shares.isEmpty() ? "adds nothing" : "covers " + shares;
    }

    private String inWords(ObjectGroup group, double gain) {
        Wanted ofClass = wanted.get(group.classIndex());
        return String.format(
                Locale.ROOT,
                "%s of %d of %d images (%.3f)",
                classes.name(group.classIndex()),
                ofClass.countOf(group),
                ofClass.vectors().length,
                gain);
    }

    @Override
    public void take(int image) {
        candidates.get(image).forEach(this::cover);
    }

    private void cover(ObjectGroup group) {
        wanted.get(group.classIndex()).cover(group);
    }
}
