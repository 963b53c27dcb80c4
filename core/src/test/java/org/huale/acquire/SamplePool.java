package org.huale.acquire;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.huale.api.Stable;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.View;
import org.huale.geometry.Box;

/** A random pool with predictions of both views, the same for the same seed; a fifth of the images shows nothing. */
@Stable
public final class SamplePool {
    public static final ClassNames CLASSES = ClassNames.of("cat", "dog", "bird");

    private SamplePool() {}

    /** {@code image 0000} and so on, ascending. */
    public static List<ImageId> ids(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ImageId(String.format(Locale.ROOT, "image %04d", i)))
                .toList();
    }

    public static FakePredictions predictions(long seed, int images) {
        SplittableRandom random = new SplittableRandom(seed);
        FakePredictions predictions = new FakePredictions(CLASSES, true);
        for (ImageId image : ids(images)) {
            int count = random.nextInt(5) == 0 ? 0 : random.nextInt(1, 7);
            var original = SampleDetections.random(random, CLASSES.count(), count);
            predictions.put(View.ORIGINAL, image.value(), original);
            predictions.put(View.FLIPPED, image.value(), SampleDetections.disturbed(random, CLASSES.count(), original));
        }
        return predictions;
    }

    /** Three images with eight cats, two dogs and no bird. */
    public static Dataset labeled() {
        List<ImageRecord> images = new ArrayList<>();
        images.add(record("labeled a", 0, 0, 0, 0, 1));
        images.add(record("labeled b", 0, 0, 0, 0, 1));
        images.add(record("labeled c"));
        return new Dataset("labeled", CLASSES, images);
    }

    private static ImageRecord record(String id, int... classes) {
        List<Annotation> annotations = IntStream.of(classes)
                .mapToObj(c -> Annotation.of(new Box(10, 10, 50, 60), c))
                .toList();
        return new ImageRecord(new ImageId(id), Path.of(id + ".jpg"), FakePredictions.SIZE, annotations);
    }

    /** A query with a fresh generator of seed 7. */
    public static Query query(List<ImageId> unlabeled, int budget, Predictions predictions, ScoreListener listener) {
        return new Query(labeled(), unlabeled, budget, predictions, new SplittableRandom(7), listener);
    }
}
