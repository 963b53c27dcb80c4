package org.huale.loop.pool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.huale.acquire.initial.Centred;
import org.huale.acquire.initial.PatchCentres;
import org.huale.acquire.initial.TypicalImages;
import org.huale.acquire.store.StoredPredictions;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.frozen.FeatureMap;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.detect.frozen.Projection;
import org.huale.problem.HualeException;
import org.huale.random.Seeds;

/**
 * Chooses the initial set by frozen features, without any label. Each image goes through the describer once; its vectors are kept
 * in a folder, so that a process that was killed goes on where it was. Memory and disk for each image: 256 numbers of the
 * image, or 128 of each of nine parts and in memory their distances, so that 100,000 images by patch take 461 MB on disk and
 * 470 MB of memory.
 *
 * @param describer asked where a vector is missing; stays open
 */
public record ColdStart(InitialSet initial, ImageDescriber describer) {
    /** Parts along each side. */
    private static final int SIDE = 3;

    private static final Projection OF_IMAGES = new Projection(256);
    private static final Projection OF_PATCHES = new Projection(128);

    /** Images chosen, ascending, among unlabeled ones, of which there must be {@linkplain InitialSet#requireEnough enough}. */
    public List<ImageId> of(Pool pool, Seeds seeds, Path cache) {
        List<ImageId> ids = pool.unlabeled();
        RandomGenerator random = seeds.generator("initial set: " + initial.how());
        return Arrays.stream(chosen(vectors(pool, ids, cache), random))
                .mapToObj(ids::get)
                .toList();
    }

    private int[] chosen(float[][] vectors, RandomGenerator random) {
        Centred.inPlace(vectors, patches());
        return initial.method() == InitialSet.Method.TYPICAL
                ? TypicalImages.of(vectors, initial.images(), random)
                : PatchCentres.of(vectors, patches(), initial.images(), random);
    }

    private int patches() {
        return initial.features() == InitialSet.Features.PATCH ? SIDE * SIDE : 1;
    }

    /** Of each image its patches one after the other. */
    private float[][] vectors(Pool pool, List<ImageId> ids, Path cache) {
        List<float[]> vectors = new ArrayList<>(ids.size());
        try (StoredPredictions stored =
                StoredPredictions.open(cache, () -> new Describing(this, pool.classes()), pool.images(), Set.of())) {
            stored.forEachVector(vector(), ids, (image, vector) -> vectors.add(checked(image, vector)));
        }
        return vectors.toArray(float[][]::new);
    }

    private static float[] checked(ImageId image, float[] vector) {
        if (IntStream.range(0, vector.length).anyMatch(k -> !Float.isFinite(vector[k]))) {
            throw new HualeException("image " + image + ": its features are not all finite; the weights that training"
                    + " begins with are damaged");
        }
        return vector;
    }

    private float[] described(FeatureMap map) {
        if (initial.features() == InitialSet.Features.IMAGE) {
            return OF_IMAGES.of(map.mean());
        }
        float[][] parts = map.parts(SIDE);
        Arrays.setAll(parts, i -> OF_PATCHES.of(parts[i]));
        return joined(parts);
    }

    private static float[] joined(float[][] parts) {
        int length = parts[0].length;
        float[] joined = new float[parts.length * length];
        for (int i = 0; i < parts.length; i++) {
            System.arraycopy(parts[i], 0, joined, i * length, length);
        }
        return joined;
    }

    private String vector() {
        return "initial-" + initial.features().word();
    }

    /** The describer as the store of predictions takes it; it has one vector and finds nothing. */
    private record Describing(ColdStart start, ClassNames classes) implements PoolDetector {

        @Override
        public Set<EvidencePart> evidence() {
            return Set.of();
        }

        @Override
        public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
            throw new IllegalStateException("nothing is detected before the first training");
        }

        @Override
        public Set<String> vectors() {
            return Set.of(start.vector());
        }

        @Override
        public void describe(List<ImageRecord> images, String vector, BiConsumer<ImageId, float[]> sink) {
            start.describer().describe(images, (image, map) -> sink.accept(image, start.described(map)));
        }

        @Override
        public void close() {
            // whoever opened the describer closes it
        }
    }
}
