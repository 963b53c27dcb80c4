package org.huale.metric;

/** An input with its rows brought into the order class, image, row; made once, read by all threads. */
public record GroupedInput(EvaluationInput input, ClassGroups objects, ClassGroups detections) {

    public static GroupedInput of(EvaluationInput input) {
        GroundTruthTable truth = input.truth();
        DetectionTable found = input.detections();
        int classes = truth.classes().count();
        int images = truth.images().size();
        return new GroupedInput(
                input,
                new ClassGroups(truth.classIndex(), classes, truth.image(), images),
                new ClassGroups(found.classIndex(), classes, found.image(), images));
    }

    public GroundTruthTable truth() {
        return input.truth();
    }

    public DetectionTable found() {
        return input.detections();
    }

    /** The detections of a class as rows of their table, most confident first, ties in the order of images, then rows. */
    public int[] byConfidence(int classIndex) {
        int start = detections.start(classIndex);
        double[] confidences = new double[detections.count(classIndex)];
        for (int i = 0; i < confidences.length; i++) {
            confidences[i] = found().confidence(detections.row(start + i));
        }
        int[] order = ConfidenceOrder.descending(confidences);
        for (int i = 0; i < order.length; i++) {
            order[i] = detections.row(start + order[i]);
        }
        return order;
    }
}
