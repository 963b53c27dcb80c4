package org.huale.acquire.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.acquire.likeness.Vectors;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.frozen.FeatureMap;
import org.huale.detect.frozen.Projection;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;

/**
 * The objects of one class in one image.
 *
 * @param classIndex 0..K-1
 * @param presence how likely there is one: 1 - product of (1 - s) over confidences s; 1 for annotations
 * @param vector mean of what the frozen features show under each box, weighted by confidence and shortened to 128 numbers
 */
@SuppressWarnings("ArrayRecordComponent") // read once, when vectors are centred
public record ObjectGroup(int classIndex, double presence, float[] vector) {
    private static final Projection SHORT = new Projection(128);

    /** One object, surely or perhaps. */
    record Region(Box box, int classIndex, double confidence) {}

    /** The most confident detections, as regions. */
    static List<Region> detected(Detections found, double confidence, int most) {
        List<Region> regions = new ArrayList<>();
        for (int i : found.atLeast(confidence)) {
            if (regions.size() < most) {
                regions.add(new Region(found.box(i), found.classes()[i], found.confidences()[i]));
            }
        }
        return regions;
    }

    /**
     * Annotated objects as regions; crowds, whose boxes show many objects, and classes that are not known are passed over.
     *
     * @param own classes of the annotations
     * @param known classes by which regions are numbered
     */
    static List<Region> annotated(List<Annotation> annotations, ClassNames own, ClassNames known) {
        List<Region> regions = new ArrayList<>();
        for (Annotation annotation : annotations) {
            if (!annotation.crowd()) {
                known.indexOf(own.name(annotation.classIndex()))
                        .ifPresent(c -> regions.add(new Region(annotation.box(), c, 1)));
            }
        }
        return regions;
    }

    /** The groups of an image's annotated objects, by ascending class. */
    public static List<ObjectGroup> ofAnnotations(
            ImageId image, FeatureMap map, List<Annotation> annotations, ClassNames classes) {
        return of(image, map, annotated(annotations, classes, classes));
    }

    /** By ascending class; none for no regions. */
    static List<ObjectGroup> of(ImageId image, FeatureMap map, List<Region> regions) {
        Map<Integer, List<Region>> byClass = new TreeMap<>();
        regions.forEach(it ->
                byClass.computeIfAbsent(it.classIndex(), c -> new ArrayList<>()).add(it));
        List<ObjectGroup> groups = new ArrayList<>();
        byClass.forEach((c, ofClass) -> groups.add(of(image, c, map, ofClass)));
        return groups;
    }

    private static ObjectGroup of(ImageId image, int classIndex, FeatureMap map, List<Region> regions) {
        float[] sum = new float[map.channels()];
        double absence = 1;
        for (Region region : regions) {
            float[] mean = map.region(region.box());
            for (int k = 0; k < sum.length; k++) {
                sum[k] += (float) region.confidence() * mean[k];
            }
            absence *= 1 - region.confidence();
        }
        if (!Double.isFinite(Vectors.dot(sum, 0, sum, 0, sum.length))) {
            throw new HualeException(
                    "image " + image + ": its frozen features are not all finite; the weights that training"
                            + " begins with are damaged");
        }
        return new ObjectGroup(classIndex, 1 - absence, SHORT.of(Vectors.unit(sum, 0, sum.length)));
    }
}
