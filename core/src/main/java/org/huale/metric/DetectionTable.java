package org.huale.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.geometry.Box;

/** Detections of a set of images as columns, in the order in which they were added. */
public final class DetectionTable {
    private final IntColumn image = new IntColumn();
    private final IntColumn classIndex = new IntColumn();
    private final BoxColumns boxes = new BoxColumns();
    private final DoubleColumn confidence = new DoubleColumn();

    public DetectionTable() {}

    /** The detections of a detector; refuses images that the truth does not have. */
    public static DetectionTable of(GroundTruthTable truth, Map<ImageId, Detections> detections) {
        requireKnown(truth.images(), detections);
        DetectionTable table = new DetectionTable();
        for (int i = 0; i < truth.images().size(); i++) {
            table.addAll(i, detections.getOrDefault(truth.images().get(i), Detections.none()));
        }
        return table;
    }

    private static void requireKnown(List<ImageId> images, Map<ImageId, Detections> detections) {
        Map<ImageId, Detections> rest = new HashMap<>(detections);
        images.forEach(rest::remove);
        rest.keySet().stream().min(ImageId::compareTo).ifPresent(unknown -> {
            throw new IllegalArgumentException("detections for image " + unknown + ", which is not in the data set");
        });
    }

    private void addAll(int imageIndex, Detections found) {
        for (int i = 0; i < found.count(); i++) {
            Box box = found.box(i);
            boxes.add(box);
            addMarks(imageIndex, found.classes()[i], found.confidences()[i]);
        }
    }

    /** Adds a detection as a COCO result file states it; its score may be any finite number. */
    public void addXywh(int imageIndex, int ofClass, double[] xywh, double score) {
        boxes.addXywh(xywh[0], xywh[1], xywh[2], xywh[3]);
        addMarks(imageIndex, ofClass, score);
    }

    private void addMarks(int imageIndex, int ofClass, double score) {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("confidence must be finite, got " + score);
        }
        image.add(imageIndex);
        classIndex.add(ofClass);
        confidence.add(score);
    }

    /** Rows that were left out. */
    public record Lost(int ofClasses, int ofImages) {}

    /**
     * Puts indices of the truth in the place of references. Rows of images and classes that are nothing there are left out.
     *
     * @param images by reference; negative for none
     * @param classes by reference; negative for none
     */
    public Lost resolve(int[] images, int[] classes) {
        int kept = 0;
        int ofClasses = 0;
        int all = size();
        for (int i = 0; i < all; i++) {
            int index = classes[classIndex.get(i)];
            int imageIndex = images[image.get(i)];
            if (index < 0) {
                ofClasses++;
            } else if (imageIndex >= 0) {
                image.set(i, imageIndex);
                classIndex.set(i, index);
                move(i, kept++);
            }
        }
        cut(kept);
        return new Lost(ofClasses, all - kept - ofClasses);
    }

    private void move(int i, int j) {
        if (i != j) {
            image.set(j, image.get(i));
            classIndex.set(j, classIndex.get(i));
            boxes.move(i, j);
            confidence.set(j, confidence.get(i));
        }
    }

    private void cut(int length) {
        image.cut(length);
        classIndex.cut(length);
        boxes.cut(length);
        confidence.cut(length);
    }

    void requireWithin(GroundTruthTable truth) {
        for (int i = 0; i < size(); i++) {
            if (image.get(i) >= truth.images().size()
                    || classIndex.get(i) < 0
                    || classIndex.get(i) >= truth.classes().count()) {
                throw new IllegalArgumentException("detection " + i + " is of image number " + image.get(i)
                        + ", class " + classIndex.get(i) + "; there are "
                        + truth.images().size() + " images and "
                        + truth.classes().count() + " classes");
            }
        }
    }

    /** N. */
    public int size() {
        return image.size();
    }

    public IntColumn image() {
        return image;
    }

    public IntColumn classIndex() {
        return classIndex;
    }

    public BoxColumns boxes() {
        return boxes;
    }

    public double confidence(int i) {
        return confidence.get(i);
    }
}
