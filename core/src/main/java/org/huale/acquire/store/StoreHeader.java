package org.huale.acquire.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.huale.dataset.ClassNames;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a file are: detections in a view, or vectors.
 *
 * @param format of the file, {@link #FORMAT}
 * @param view its name, or that of the vector
 * @param origin what made them, by what is said: weights, options, device
 * @param kept parts of the evidence that are there
 * @param classes that the detector tells apart
 * @param variances whether it predicts localization variances
 * @param classStatistics what was noted of the classes in its training, one number for each
 * @param namesItsClasses whether the detector does, and has not just numbered them
 * @param told parts of the evidence that the detector can tell, kept or not; null in files of earlier versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoreHeader(
        int format,
        String view,
        Map<String, String> origin,
        List<EvidencePart> kept,
        List<String> classes,
        boolean variances,
        Map<String, List<Float>> classStatistics,
        Boolean namesItsClasses,
        @Nullable List<EvidencePart> told) {
    public static final int FORMAT = 1;

    public StoreHeader {
        origin = new TreeMap<>(origin);
        kept = List.copyOf(new TreeSet<>(kept));
        classes = List.copyOf(classes);
        // files that were written before there were these do not mention them
        classStatistics = new TreeMap<>(Objects.requireNonNullElse(classStatistics, Map.of()));
        namesItsClasses = Objects.requireNonNullElse(namesItsClasses, true);
        told = told == null ? null : List.copyOf(new TreeSet<>(told));
    }

    /**
     * Of what a detector is about to give.
     *
     * @param name of the view or vector
     */
    public static StoreHeader of(
            String name, Map<String, String> origin, Set<EvidencePart> kept, PoolDetector detector) {
        return new StoreHeader(
                FORMAT,
                name,
                origin,
                List.copyOf(kept),
                detector.classes().names(),
                detector.evidence().contains(EvidencePart.VARIANCES),
                lists(detector.classStatistics()),
                detector.namesItsClasses(),
                List.copyOf(detector.evidence()));
    }

    /**
     * What the detector can tell, kept or not. Files of earlier versions say it of variances alone; of the other parts, those that are
     * kept count as known.
     *
     * @return a new set
     */
    public Set<EvidencePart> known() {
        if (told != null) {
            return new TreeSet<>(told);
        }
        Set<EvidencePart> known = new TreeSet<>(kept);
        known.remove(EvidencePart.VARIANCES);
        if (variances) {
            known.add(EvidencePart.VARIANCES);
        }
        return known;
    }

    /** What is kept of that. */
    public Set<EvidencePart> evidence() {
        Set<EvidencePart> evidence = known();
        evidence.retainAll(kept);
        return evidence;
    }

    public ClassNames classNames() {
        return new ClassNames(classes);
    }

    private static Map<String, List<Float>> lists(Map<String, float[]> statistics) {
        Map<String, List<Float>> lists = new TreeMap<>();
        statistics.forEach((name, numbers) -> {
            List<Float> list = new ArrayList<>();
            for (float number : numbers) {
                list.add(number);
            }
            lists.put(name, list);
        });
        return lists;
    }

    /** New arrays. */
    public Map<String, float[]> statistics() {
        Map<String, float[]> arrays = new TreeMap<>();
        classStatistics.forEach((name, list) -> {
            float[] numbers = new float[list.size()];
            for (int c = 0; c < numbers.length; c++) {
                numbers[c] = list.get(c);
            }
            arrays.put(name, numbers);
        });
        return arrays;
    }

    /**
     * @param file that begins with this, for the message
     * @throws HualeException saying what is not as wanted
     */
    public void requireFits(String file, Map<String, String> wantedOrigin, Set<EvidencePart> wanted) {
        List<String> differences = new ArrayList<>();
        if (format != FORMAT) {
            differences.add("format " + format + ", this version of HUALE writes " + FORMAT);
        }
        Set<String> keys = new TreeSet<>(origin.keySet());
        keys.addAll(wantedOrigin.keySet());
        for (String key : keys) {
            if (!Objects.equals(origin.get(key), wantedOrigin.get(key))) {
                differences.add(key + " " + word(origin.get(key)) + ", now " + word(wantedOrigin.get(key)));
            }
        }
        if (!kept.containsAll(wanted)) {
            differences.add("kept of the evidence " + kept + ", now needed " + new TreeSet<>(wanted));
        }
        if (!differences.isEmpty()) {
            throw new HualeException(file + ": these predictions were made otherwise: " + String.join("; ", differences)
                    + ". Use another folder, or delete this file to have them computed anew");
        }
    }

    private static String word(@Nullable String value) {
        return value == null ? "not stated" : value;
    }
}
