package org.huale.loop;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.BoundStrategy;
import org.huale.acquire.Predictions;
import org.huale.acquire.Query;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.detect.frozen.FeatureMap;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.loop.pool.InitialSet;
import org.huale.loop.pool.Pool;
import org.huale.random.Seeds;

/**
 * What a selection would cost: the strategy is asked with one invented object in each labeled image, one invented detection in each
 * image and invented vectors, and what it asks for is counted.
 *
 * @param images to annotate, those for evaluation last
 * @param views kinds of the views that it asks for
 * @param forwards images of which it wants a view or a vector, by its kind or name
 */
public record PlannedSelection(List<ImageId> images, Set<String> views, Map<String, Integer> forwards) {
    private static final int FEW = 64;

    /** In each labeled image of a plan: some strategies look at these only where something is annotated in them. */
    private static final List<Annotation> ONE_OBJECT = List.of(Annotation.of(new Box(0, 0, 1, 1), 0));

    /** The pool with its initial set, as if each of its images showed one object. */
    public static Pool begin(Dataset dataset, InitialSet initial, LoopOptions options) {
        return begin(dataset, initial, options, ONE_OBJECT);
    }

    private static Pool begin(Dataset dataset, InitialSet initial, LoopOptions options, List<Annotation> objects) {
        InitialSet.Shared shared = initial.sharing(options.share(), Pool.of(dataset));
        Pool empty = Pool.of(dataset).holdingOut(shared.heldOut());
        return empty.label(Pool.BEFORE_ALL, showing(objects, shared.initial().of(empty, new Seeds(options.seed()))))
                .label(Pool.BEFORE_ALL, showing(objects, shared.test()));
    }

    public static PlannedSelection of(Pool pool, LoopOptions options, int cycle, AcquisitionStrategy strategy) {
        return of(options, cycle, strategy, new Invented(pool, strategy, doubtful(pool.classes())));
    }

    private static PlannedSelection of(
            LoopOptions options, int cycle, AcquisitionStrategy strategy, Invented invented) {
        Pool pool = invented.pool;
        int wanted = options.wanted(pool, cycle);
        if (wanted == 0) {
            return new PlannedSelection(List.of(), Set.of(), Map.of());
        }
        List<ImageId> test = options.forTest(pool, wanted);
        Query query = new Query(
                pool.labeled(),
                SubPool.of(pool, options, cycle),
                wanted - test.size(),
                invented,
                new Seeds(0).generator("plan"),
                ScoreListener.NONE);
        List<ImageId> images = Stream.concat(selected(strategy, query).images().stream(), test.stream())
                .toList();
        Map<String, Integer> forwards = new TreeMap<>();
        invented.asked.forEach((view, seen) -> forwards.merge(View.kind(view), seen.size(), Integer::sum));
        return new PlannedSelection(images, invented.views, forwards);
    }

    /**
     * Kinds of the views that a strategy asks for, seen on the first images of a pool, whether the detector finds nothing, doubts
     * or is sure. Labeled images are without objects, so that there are some without the class of a detection to paste it into.
     */
    public static Set<String> viewsOf(Dataset pool, AcquisitionStrategy strategy) {
        if (pool.size() == 0) {
            return Set.of();
        }
        ClassNames classes = pool.classes().count() > 0 ? pool.classes() : ClassNames.of("any");
        Dataset few = new Dataset(pool.name(), classes, pool.images().subList(0, Math.min(FEW, pool.size())));
        LoopOptions options = new LoopOptions(0, 2, 2, 0, 0, false, LoopOptions.Keep.defaults());
        Pool begun = begin(few, InitialSet.drawn(Math.min(2, few.size())), options, List.of());
        Set<String> views = new TreeSet<>();
        for (Detections found : List.of(Detections.none(), doubtful(classes), sure(classes))) {
            views.addAll(of(options, 0, strategy, new Invented(begun, strategy, found))
                    .views());
        }
        return views;
    }

    /** Of the first class, as likely as any other and as nothing. */
    private static Detections doubtful(ClassNames classes) {
        float[] probabilities = new float[classes.count() + 1];
        Arrays.fill(probabilities, 1f / probabilities.length);
        return found(0, probabilities);
    }

    /** Of the last class: of the first, a strategy as published may not think well. */
    private static Detections sure(ClassNames classes) {
        float[] probabilities = new float[classes.count() + 1];
        probabilities[classes.count()] = 1;
        return found(classes.count() - 1, probabilities);
    }

    /** @param probabilities of background and classes */
    private static Detections found(int classIndex, float[] probabilities) {
        float[] box = {0, 0, 1, 1};
        return new Detections(
                box,
                new int[] {classIndex},
                new float[] {probabilities[1 + classIndex]},
                new Detections.Evidence(probabilities, box, new float[1], new float[] {1, 1, 1, 1}));
    }

    /** A bound is shown no object. */
    private static Selection selected(AcquisitionStrategy strategy, Query query) {
        return strategy instanceof BoundStrategy bound
                ? bound.select(query, image -> List.of())
                : strategy.select(query);
    }

    /** The pool in which the chosen images are labeled, as if each showed one object. */
    public Pool label(Pool pool, int cycle) {
        return pool.label(cycle, showing(ONE_OBJECT, images));
    }

    private static Map<ImageId, List<Annotation>> showing(List<Annotation> objects, List<ImageId> images) {
        Map<ImageId, List<Annotation>> labels = new TreeMap<>();
        images.forEach(image -> labels.put(image, objects));
        return labels;
    }

    /** The same detections in every view of every image; every vector is 0, every statistic too. */
    private static final class Invented implements Predictions {
        private static final FeatureMap NOTHING =
                new FeatureMap(new FeatureMap.Grid(1, 1, 1, 1), new ImageSize(1, 1), new float[1]);

        private final Pool pool;
        private final Detections detections;
        private final Map<String, float[]> statistics = new TreeMap<>();
        private final Map<String, Set<ImageId>> asked = new HashMap<>();
        private final Set<String> views = new TreeSet<>();

        Invented(Pool pool, AcquisitionStrategy strategy, Detections detections) {
            this.pool = pool;
            this.detections = detections;
            strategy.companions()
                    .forEach(it ->
                            statistics.put(it.name(), new float[pool.classes().count()]));
        }

        @Override
        public ClassNames classes() {
            return pool.classes();
        }

        @Override
        public Set<EvidencePart> evidence() {
            return EvidencePart.all();
        }

        @Override
        public ImageRecord record(ImageId image) {
            return pool.record(image);
        }

        @Override
        public void forEach(View view, Collection<ImageId> images, BiConsumer<ImageId, Detections> sink) {
            views.add(View.kind(view.name()));
            asked.computeIfAbsent(view.name(), name -> new HashSet<>()).addAll(images);
            images.forEach(image -> sink.accept(image, detections));
        }

        @Override
        public boolean describes(String vector) {
            return true;
        }

        @Override
        public void forEachVector(String vector, Collection<ImageId> images, BiConsumer<ImageId, float[]> sink) {
            asked.computeIfAbsent(vector, name -> new HashSet<>()).addAll(images);
            images.forEach(image -> sink.accept(image, new float[1]));
        }

        @Override
        public boolean hasMaps() {
            return true;
        }

        @Override
        public void forEachMap(Collection<ImageId> images, BiConsumer<ImageId, FeatureMap> sink) {
            asked.computeIfAbsent(CycleSteps.MAPS, name -> new HashSet<>()).addAll(images);
            images.forEach(image -> sink.accept(image, NOTHING));
        }

        @Override
        public Map<String, float[]> classStatistics() {
            return statistics;
        }
    }
}
