package org.huale.onnx.reading;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.huale.onnx.options.OutputOptions;
import org.huale.onnx.options.OutputOptions.Tensors;
import org.huale.onnx.reading.Candidates.Distributions;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * Tensors of boxes {@code [B, N, 4]}, of scores and of classes {@code [B, N]}; or of boxes with their scores {@code [B, N, 5]},
 * and of classes; and of distributions {@code [B, N, 1 + K]} where the network gives them. Without B where the network takes one
 * image.
 *
 * @param tensors boxes and labels are named, scores not where they stand behind the boxes
 * @param classes K
 */
record FinishedBoxes(Tensors tensors, int classes, OutputOptions options) implements OutputReading {
    private static final int SCORE = 4;

    @Override
    public Set<String> values() {
        Set<String> values = new TreeSet<>(Set.of(boxes(), labels()));
        Optional.ofNullable(tensors.scores()).ifPresent(values::add);
        Optional.ofNullable(tensors.probabilities()).ifPresent(values::add);
        return values;
    }

    private String boxes() {
        return requireNonNull(tensors.boxes());
    }

    private String labels() {
        return requireNonNull(tensors.labels());
    }

    @Override
    public boolean hasDistributions() {
        return tensors.probabilities() != null;
    }

    @Override
    public Candidates of(NetworkOutputs outputs, double minConfidence) {
        int image = outputs.image();
        String scores = tensors.scores();
        Rows rows = Rows.of(outputs.tensor(boxes()), image).requireWidth(scores == null ? SCORE + 1 : SCORE, "a box");
        Rows label = Rows.column(outputs.tensor(labels()), image, rows.count());
        Rows score = scores == null ? null : Rows.column(outputs.tensor(scores), image, rows.count());
        RowBoxes coordinates = new BoxCoordinates(options.boxes(), outputs.placement()).ofColumns(rows);
        FinishedCandidates found =
                new FinishedCandidates(classes, options.scores().firstLabel(), minConfidence);
        for (int row = 0; row < rows.count(); row++) {
            found.add(row, label.at(row, 0), score == null ? rows.at(row, SCORE) : score.at(row, 0));
        }
        return found.candidates(coordinates, distributions(outputs, rows.count()));
    }

    private @Nullable Distributions distributions(NetworkOutputs outputs, int boxes) {
        String name = tensors.probabilities();
        if (name == null) {
            return null;
        }
        Rows rows = Rows.of(outputs.tensor(name), outputs.image());
        if (rows.count() != boxes || rows.width() != classes + 1) {
            throw new HualeException("outputs.tensors.probabilities: the value " + name + " has "
                    + rows.count() + " rows of " + rows.width() + " numbers; " + boxes + " rows of " + (classes + 1)
                    + " are needed, the background first");
        }
        return (row, to, at) -> {
            for (int k = 0; k <= classes; k++) {
                to[at + k] = ScoreColumns.finished(rows.at(row, k));
            }
        };
    }
}
