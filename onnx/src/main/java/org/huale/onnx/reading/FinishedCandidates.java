package org.huale.onnx.reading;

import java.util.ArrayList;
import java.util.List;
import org.huale.detect.Confidence;
import org.huale.onnx.reading.Candidates.Distributions;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** Boxes that come with one class and one score each, as they are found. */
final class FinishedCandidates {
    private final int classes;
    private final int firstLabel;
    private final double minConfidence;
    private final List<Found> all = new ArrayList<>();

    FinishedCandidates(int classes, int firstLabel, double minConfidence) {
        this.classes = classes;
        this.firstLabel = firstLabel;
        this.minConfidence = minConfidence;
    }

    private record Found(int row, int classIndex, float confidence) {}

    /**
     * Takes the box of a row where it is confident enough.
     *
     * @throws HualeException where the score is no share, or no class has the label of a box that is taken
     */
    void add(int row, float label, float score) {
        float confidence = ScoreColumns.finished(score);
        if (Confidence.isAbove(confidence, minConfidence)) {
            all.add(new Found(row, classIndex(label), confidence));
        }
    }

    private int classIndex(float label) {
        int index = Math.round(label) - firstLabel;
        if (index < 0 || index >= classes) {
            throw new HualeException("the network gave the class " + Math.round(label) + ", and with " + classes
                    + " classes those from " + firstLabel + " to " + (firstLabel + classes - 1)
                    + " are known; see classes and outputs.scores.firstLabel");
        }
        return index;
    }

    /** @param distributions of the rows, or null where the network gives none */
    Candidates candidates(RowBoxes boxes, @Nullable Distributions distributions) {
        int count = all.size();
        float[] corners = new float[4 * count];
        float[] confidences = new float[count];
        for (int i = 0; i < count; i++) {
            boxes.write(all.get(i).row(), corners, 4 * i);
            confidences[i] = all.get(i).confidence();
        }
        return new Candidates(
                corners,
                all.stream().mapToInt(Found::classIndex).toArray(),
                confidences,
                all.stream().mapToInt(Found::row).toArray(),
                distributions);
    }
}
