package org.huale.acquire.calibration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.huale.acquire.Query;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.jspecify.annotations.Nullable;

/**
 * The probability that a detection is right, by its class, its confidence and the number of boxes it suppressed: for each
 * class a logistic regression on the detections of the labeled images. Where a class has too few right or wrong ones, the
 * regression over all classes is taken, and where these are too few, the confidence itself. Without numbers of suppressed
 * boxes it goes by confidence alone. The labeled images are those that the detector was trained on, so that it is too sure of
 * itself on them where it knows them by heart. Source: the first half of PAL, arXiv 2605.10349.
 */
public final class Calibration {
    private final ClassNames classes;
    private final boolean counts;
    private final List<Examples> ofClasses;
    private final Examples ofAll;
    private final List<@Nullable LogisticRegression> own = new ArrayList<>();
    private final @Nullable LogisticRegression pooled;

    private Calibration(Query query, CalibrationOptions options) {
        this.classes = query.predictions().classes();
        Map<ImageId, JudgedImage> judged = judged(query, options);
        this.counts = judged.values().stream().allMatch(JudgedImage::hasCounts);
        this.ofClasses = classes.names().stream().map(name -> new Examples()).toList();
        for (ImageRecord image : query.labeled().images()) {
            judged.getOrDefault(image.id(), JudgedImage.EMPTY).addTo(ofClasses, counts);
        }
        this.ofAll = new Examples();
        ofClasses.forEach(ofAll::addAll);
        this.pooled = ofAll.suffice(options.least()) ? ofAll.fit(options.ridge()) : null;
        ofClasses.forEach(it -> own.add(it.suffice(options.least()) ? it.fit(options.ridge()) : null));
    }

    /** Looks at every labeled image once. */
    public static Calibration of(Query query, CalibrationOptions options) {
        return new Calibration(query, options);
    }

    /** Each image is judged as it comes; what is learned from them goes by the order of the data set. */
    private static Map<ImageId, JudgedImage> judged(Query query, CalibrationOptions options) {
        Judge judge = new Judge(
                options.iou(), query.labeled().classes(), query.predictions().classes());
        Map<ImageId, ImageRecord> labeled = new HashMap<>();
        query.labeled().images().forEach(image -> labeled.put(image.id(), image));
        Map<ImageId, JudgedImage> judged = new HashMap<>();
        query.predictions().forEach(View.ORIGINAL, query.labeledIds(), (id, found) -> {
            List<Judgement> judgements = judge.of(found, Objects.requireNonNull(labeled.get(id)));
            judged.put(id, JudgedImage.of(found, judgements, options.confidence()));
        });
        return judged;
    }

    /**
     * In [0, 1].
     *
     * @throws IllegalArgumentException where the detections of labeled images tell how many boxes they suppressed, and these
     *     do not
     */
    public double probability(Detections detections, int i) {
        LogisticRegression regression = regression(detections.classes()[i]);
        return regression == null ? detections.confidences()[i] : regression.probability(row(detections, i));
    }

    private @Nullable LogisticRegression regression(int classIndex) {
        LogisticRegression ofClass = own.get(classIndex);
        return ofClass == null ? pooled : ofClass;
    }

    /** What the probabilities of a class rest on, in words. */
    public String basis(int classIndex) {
        String name = classes.name(classIndex);
        if (own.get(classIndex) != null) {
            return by() + ", learned from " + ofClasses.get(classIndex).words() + " of " + name;
        }
        String few = " as " + name + " has only " + ofClasses.get(classIndex).words() + " on labeled images";
        return pooled == null
                ? "the confidence itself," + few + " and all classes together " + ofAll.words()
                : by() + ", learned from all classes," + few;
    }

    private String by() {
        return counts ? "confidence and suppressed boxes" : "confidence, suppressed boxes being unknown";
    }

    private double[] row(Detections detections, int i) {
        return Examples.row(detections.confidences(), counts ? suppressed(detections) : null, i);
    }

    private static float[] suppressed(Detections detections) {
        Detections.Evidence evidence = detections.evidence();
        float[] suppressed = evidence == null ? null : evidence.suppressed();
        if (suppressed == null) {
            throw new IllegalArgumentException(
                    "detections of labeled images tell how many boxes they suppressed, these do not");
        }
        return suppressed;
    }
}
