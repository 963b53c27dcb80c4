package org.huale.acquire.calibration;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.huale.acquire.ClassCounts;
import org.huale.acquire.Query;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;

/**
 * Classes of which nothing is annotated, while others are, and that the detector is sure of nowhere. A detector that was trained
 * on what is annotated cannot have learned them: its boxes of them are noise. No class is rarer, so that they would take the
 * budget of whoever shares it out among the classes. One that the detector knows from elsewhere is sure of somewhere. There are
 * none where nothing at all is annotated. Belongs to one thread.
 */
public final class UnlearnedClasses {
    /** From which a detection is sure, where nobody says otherwise. */
    public static final double USUAL_CONFIDENCE = 0.5;

    private final double confidence;
    private final BitSet classes = new BitSet();

    private UnlearnedClasses(double confidence) {
        this.confidence = confidence;
    }

    /**
     * Those of which nothing is annotated, until they are {@linkplain #see seen}.
     *
     * @param confidence from which a detection is sure, in [0, 1]; 0 for no class
     */
    public static UnlearnedClasses of(Query query, double confidence) {
        UnlearnedClasses unlearned = new UnlearnedClasses(confidence);
        long[] annotated = ClassCounts.of(query.labeled(), query.predictions().classes());
        if (confidence > 0 && IntStream.range(0, annotated.length).anyMatch(c -> annotated[c] > 0)) {
            IntStream.range(0, annotated.length).filter(c -> annotated[c] == 0).forEach(unlearned.classes::set);
        }
        return unlearned;
    }

    /** Those that no detection in these images is sure of; looks at them only where a class is without annotation. */
    public static UnlearnedClasses in(List<ImageId> images, Query query, double confidence) {
        UnlearnedClasses unlearned = of(query, confidence);
        if (!unlearned.classes.isEmpty()) {
            query.predictions().forEach(View.ORIGINAL, images, (image, found) -> unlearned.see(found));
        }
        return unlearned;
    }

    /** The same by the {@linkplain #USUAL_CONFIDENCE usual confidence}; none for {@link Mode#FAITHFUL}, as no article has the rule. */
    public static UnlearnedClasses in(List<ImageId> images, Query query, Mode mode) {
        return in(images, query, confidence(mode));
    }

    /** The same until they are {@linkplain #see seen}. */
    public static UnlearnedClasses of(Query query, Mode mode) {
        return of(query, confidence(mode));
    }

    private static double confidence(Mode mode) {
        return mode == Mode.FIXED ? USUAL_CONFIDENCE : 0;
    }

    /** Classes that are surely shown are none of them. */
    public void see(Detections found) {
        for (int i : found.atLeast(confidence)) {
            classes.clear(found.classes()[i]);
        }
    }

    public boolean contains(int classIndex) {
        return classes.get(classIndex);
    }

    /** What was found of other classes. */
    public Detections leftOutOf(Detections found) {
        int[] others = IntStream.range(0, found.count())
                .filter(i -> !contains(found.classes()[i]))
                .toArray();
        return others.length == found.count() ? found : found.only(others);
    }
}
