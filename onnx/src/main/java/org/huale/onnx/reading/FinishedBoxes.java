package org.huale.onnx.reading;

import java.util.Set;
import java.util.TreeSet;
import org.huale.onnx.options.OutputOptions;
import org.jspecify.annotations.Nullable;

/**
 * Tensors of boxes {@code [B, N, 4]}, of scores and of classes {@code [B, N]}; or of boxes with their scores {@code [B, N, 5]},
 * and of classes. Without B where the network takes one image.
 *
 * @param boxes name of the boxes
 * @param scores name of the scores, null where they stand behind the boxes
 * @param labels name of the classes
 * @param classes K
 */
record FinishedBoxes(String boxes, @Nullable String scores, String labels, int classes, OutputOptions options)
        implements OutputReading {
    private static final int SCORE = 4;

    @Override
    public Set<String> values() {
        Set<String> values = new TreeSet<>(Set.of(boxes, labels));
        if (scores != null) {
            values.add(scores);
        }
        return values;
    }

    @Override
    public boolean hasDistributions() {
        return false;
    }

    @Override
    public Candidates of(NetworkOutputs outputs, double minConfidence) {
        int image = outputs.image();
        Rows rows = Rows.of(outputs.tensor(boxes), image).requireWidth(scores == null ? SCORE + 1 : SCORE, "a box");
        Rows label = Rows.column(outputs.tensor(labels), image, rows.count());
        Rows score = scores == null ? null : Rows.column(outputs.tensor(scores), image, rows.count());
        BoxCoordinates coordinates = new BoxCoordinates(options.boxes(), outputs.placement());
        FinishedCandidates found =
                new FinishedCandidates(classes, options.scores().firstLabel());
        for (int row = 0; row < rows.count(); row++) {
            float confidence = ScoreColumns.finished(score == null ? rows.at(row, SCORE) : score.at(row, 0));
            if (confidence > minConfidence) {
                found.add(row, label.at(row, 0), confidence);
            }
        }
        return found.candidates((row, to, at) -> coordinates.write(rows, row, to, at));
    }
}
