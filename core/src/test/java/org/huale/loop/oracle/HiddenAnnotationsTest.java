package org.huale.loop.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huale.loop.pool.PoolTest.id;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.acquire.Predictions;
import org.huale.acquire.Query;
import org.huale.acquire.ScoreListener;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.loop.pool.Pool;
import org.huale.revision.ClassHistory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a strategy and a training are given leads to no annotation of an unlabeled image, not even by way of private
 * fields. The data set is a COCO file, whose annotations share one table in memory. The class of an object tells which
 * image it is of.
 */
class HiddenAnnotationsTest {
    @TempDir
    private Path folder;

    private Dataset truth = new Dataset("none", ClassNames.of(), List.of());
    private Pool pool = Pool.of(truth);

    @BeforeEach
    void askForOneImage() throws Exception {
        Path json = folder.resolve("truth.json");
        Files.writeString(json, """
                {"images":[{"id":1,"file_name":"a.jpg","width":9,"height":9},{"id":2,"file_name":"b.jpg","width":9,"height":9}],
                 "categories":[{"id":1,"name":"of a"},{"id":2,"name":"of b"}],
                 "annotations":[{"id":1,"image_id":1,"category_id":1,"bbox":[1,1,4,4]},
                                {"id":2,"image_id":2,"category_id":2,"bbox":[2,2,5,5]}]}
                """);
        truth = DatasetLocator.parse("coco:" + json).readWithoutImages().dataset();
        Pool fresh = Pool.of(truth);
        ClassHistory classes = new ClassHistory(truth.classes(), List.of());
        Oracle oracle = new GroundTruthOracle(truth, classes, folder.resolve("audit.jsonl"));
        Oracle.Answer answer = oracle.annotate(new Oracle.Request(-1, List.of(fresh.record(id("a.jpg")))));
        pool = fresh.label(-1, ((Oracle.Complete) answer).annotations());
    }

    @Test
    void thePoolLeadsToRevealedAnnotationsOnly() {
        assertThat(classesReachableFrom(pool)).containsExactly(0);
    }

    @Test
    void theQueryAndTheTrainingSetLeadToRevealedAnnotationsOnly() {
        Query query = new Query(
                pool.labeled(), pool.unlabeled(), 1, new OfPool(pool), new SplittableRandom(1), ScoreListener.NONE);
        assertThat(classesReachableFrom(query)).containsExactly(0);
        assertThat(classesReachableFrom(pool.labeled())).containsExactly(0);
    }

    @Test
    void theSearchWouldFindThem() {
        assertThat(classesReachableFrom(truth)).containsExactly(0, 1);
        assertThat(classesReachableFrom(truth.images().get(0)))
                .as("by way of the table")
                .containsExactly(0, 1);
    }

    @Test
    void aPoolStraightFromTheDataSetLeadsToNone() {
        assertThat(classesReachableFrom(Pool.of(truth))).isEmpty();
    }

    private record OfPool(Pool pool) implements Predictions {
        @Override
        public ClassNames classes() {
            return pool.classes();
        }

        @Override
        public Set<EvidencePart> evidence() {
            return Set.of();
        }

        @Override
        public ImageRecord record(ImageId image) {
            return pool.record(image);
        }

        @Override
        public void forEach(View view, Collection<ImageId> images, BiConsumer<ImageId, Detections> sink) {}
    }

    private static Set<Integer> classesReachableFrom(Object root) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (seen.add(next)) {
                parts(next).filter(part -> part != null).forEach(open::push);
            }
        }
        return seen.stream()
                .filter(Annotation.class::isInstance)
                .map(it -> ((Annotation) it).classIndex())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<?> parts(Object object) {
        if (object instanceof Map<?, ?> map) {
            return Stream.concat(map.keySet().stream(), map.values().stream());
        }
        if (object instanceof Object[] array) {
            return Arrays.stream(array);
        }
        if (object.getClass().getSimpleName().equals("AnnotationTable")) {
            return rows(object);
        }
        if (object.getClass().getName().startsWith("org.huale")) {
            return fields(object);
        }
        if (object instanceof Collection<?> collection) {
            return collection.stream();
        }
        return object instanceof Optional<?> optional ? optional.stream() : Stream.empty();
    }

    private static Stream<?> rows(Object table) {
        try {
            var size = table.getClass().getDeclaredMethod("size");
            var get = table.getClass().getDeclaredMethod("get", int.class);
            size.setAccessible(true);
            get.setAccessible(true);
            ArrayList<Object> rows = new ArrayList<>();
            for (int i = 0; i < (Integer) size.invoke(table); i++) {
                rows.add(get.invoke(table, i));
            }
            return rows.stream();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot look into an object", e);
        }
    }

    private static Stream<?> fields(Object object) {
        ArrayList<Object> values = new ArrayList<>();
        try {
            for (Field field : object.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    Object value = field.get(object);
                    if (value != null) {
                        values.add(value);
                    }
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot look into an object", e);
        }
        return values.stream();
    }
}
