package org.huale.metric;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/** The true objects of a set of images as columns, in the order in which they were added. */
public final class GroundTruthTable {
    private final ClassNames classes;
    private final List<ImageId> images;
    private final IntColumn image = new IntColumn();
    private final IntColumn classIndex = new IntColumn();
    private final BoxColumns boxes = new BoxColumns();
    private final DoubleColumn area = new DoubleColumn();
    private final BitSet crowd = new BitSet();
    private final BitSet difficult = new BitSet();

    /** @param images all of them, also those without objects, in the order that breaks ties */
    public GroundTruthTable(ClassNames classes, List<ImageId> images) {
        this.classes = classes;
        this.images = List.copyOf(images);
    }

    /** The objects of a data set; ties in confidence are later broken by the given order of its images. */
    public static GroundTruthTable of(Dataset dataset, Comparator<ImageId> order) {
        List<ImageRecord> records = dataset.images().stream()
                .sorted((a, b) -> order.compare(a.id(), b.id()))
                .toList();
        GroundTruthTable table = new GroundTruthTable(
                dataset.classes(), records.stream().map(ImageRecord::id).toList());
        for (int i = 0; i < records.size(); i++) {
            for (Annotation annotation : records.get(i).annotations()) {
                table.add(i, annotation);
            }
        }
        return table;
    }

    private void add(int imageIndex, Annotation annotation) {
        boxes.add(annotation.box());
        Marks marks = new Marks(annotation.area(), annotation.crowd(), annotation.difficult());
        addMarks(imageIndex, annotation.classIndex(), marks);
    }

    /** Adds an object as a COCO file states it. */
    public void addXywh(int imageIndex, int ofClass, double[] xywh, Marks marks) {
        boxes.addXywh(xywh[0], xywh[1], xywh[2], xywh[3]);
        addMarks(imageIndex, ofClass, marks);
    }

    /** What is known of an object beside box and class. */
    public record Marks(double area, boolean crowd, boolean difficult) {}

    private void addMarks(int imageIndex, int ofClass, Marks marks) {
        crowd.set(image.size(), marks.crowd());
        difficult.set(image.size(), marks.difficult());
        image.add(imageIndex);
        classIndex.add(ofClass);
        area.add(marks.area());
    }

    public ClassNames classes() {
        return classes;
    }

    /** All images, also those without objects, in the order that breaks ties. */
    public List<ImageId> images() {
        return images;
    }

    /** Hears of one object. */
    @FunctionalInterface
    public interface Visitor {
        /** @param image its place among {@link #images} */
        void object(int image, int classIndex, boolean crowd);
    }

    /** Shows every object, in their order. */
    public void forEach(Visitor visitor) {
        for (int i = 0; i < size(); i++) {
            visitor.object(image.get(i), classIndex.get(i), isCrowd(i));
        }
    }

    /** G, crowds and difficult ones included. */
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

    /** The area by which COCO sorts objects into small, medium and large. */
    public double area(int i) {
        return area.get(i);
    }

    public boolean isCrowd(int i) {
        return crowd.get(i);
    }

    public boolean isDifficult(int i) {
        return difficult.get(i);
    }
}
