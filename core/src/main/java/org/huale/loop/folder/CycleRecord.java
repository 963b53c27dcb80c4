package org.huale.loop.folder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.huale.forecast.NamedFigure;
import org.huale.metric.Evaluation;
import org.huale.revision.ClassRenumbering;
import org.huale.revision.RenamedFigures;
import org.huale.statistics.Entropy;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of one cycle.
 *
 * @param cycle from 0
 * @param images labeled when the cycle's detector was trained
 * @param boxes annotated objects in them
 * @param boxesPerClass the same by class, in the order of the data set
 * @param evaluations of the detector by the name of the evaluator ({@code voc}, {@code coco}), the main one first
 * @param losses mean of each loss term over the last epoch
 * @param forwards images that went through the detector for the selection, by kind of view or by vector
 * @param seconds spent by stage: train, evaluate, select, annotate
 * @param peakMegabytes most memory that the process held
 * @param selection what was chosen at the end, null where nothing was
 */
public record CycleRecord(
        int cycle,
        int images,
        int boxes,
        List<Integer> boxesPerClass,
        Map<String, Evaluation> evaluations,
        Map<String, Double> losses,
        Map<String, Integer> forwards,
        Map<String, Double> seconds,
        double peakMegabytes,
        @Nullable SelectionRecord selection) {

    /** Lists and maps that are missing from a file are looked for after it is read. */
    public CycleRecord {
        if (cycle < 0 || images < 0 || boxes < 0) {
            throw new IllegalArgumentException(
                    "numbers must not be negative, got cycle " + cycle + ", images " + images + ", boxes " + boxes);
        }
        if (boxesPerClass != null && boxesPerClass.stream().anyMatch(it -> it != null && it < 0)) {
            throw new IllegalArgumentException("boxesPerClass must not be negative, got " + boxesPerClass);
        }
    }

    /**
     * A figure by the number of images that were learned from, of the cycles that have it; of cycles with as many images the
     * last counts.
     *
     * @param figure such as {@code voc:AP-all-point}
     */
    public static SortedMap<Integer, Double> curve(List<CycleRecord> cycles, String figure) {
        SortedMap<Integer, Double> curve = new TreeMap<>();
        cycles.forEach(
                it -> NamedFigure.of(it.evaluations(), figure).ifPresent(value -> curve.put(it.images(), value)));
        return curve;
    }

    /** The same, and what was measured besides. */
    public CycleRecord with(Evaluation more) {
        Map<String, Evaluation> all = new LinkedHashMap<>(evaluations);
        all.put(more.metric(), more);
        return new CycleRecord(
                cycle, images, boxes, boxesPerClass, all, losses, forwards, seconds, peakMegabytes, selection);
    }

    /**
     * The same told in other classes: boxes are counted anew, what was seen in the chosen images is numbered anew, and
     * figures of classes that were renamed have the new names; those of classes that were merged keep their own, as no figure
     * of the whole was measured.
     */
    CycleRecord renumbered(ClassRenumbering classes) {
        if (classes.isNone()) {
            return this;
        }
        Map<String, Evaluation> renamed = new LinkedHashMap<>();
        evaluations.forEach((metric, evaluation) -> renamed.put(metric, RenamedFigures.of(evaluation, classes)));
        return new CycleRecord(
                cycle,
                images,
                boxes,
                classes.counts(boxesPerClass),
                renamed,
                losses,
                forwards,
                seconds,
                peakMegabytes,
                selection == null ? null : selection.renumbered(classes));
    }

    /** Entropy of the class histogram in nats: 0 for one class, ln K for equally many objects of each; 0 without objects. */
    public double classEntropy() {
        return Entropy.ofCounts(boxesPerClass);
    }
}
