package org.huale.onnx.reading;

import java.util.Set;
import org.huale.onnx.options.OutputOptions;

/**
 * One tensor {@code [B, N, 6]}: box, score, class; rows that are not needed have a score of 0.
 *
 * @param value its name
 * @param classes K
 */
record FinishedRows(String value, int classes, OutputOptions options) implements OutputReading {
    private static final int SCORE = 4;
    private static final int LABEL = 5;

    @Override
    public Set<String> values() {
        return Set.of(value);
    }

    @Override
    public boolean hasDistributions() {
        return false;
    }

    @Override
    public Candidates of(NetworkOutputs outputs, double minConfidence) {
        Rows rows = Rows.of(outputs.tensor(value), outputs.image()).requireWidth(LABEL + 1, "box, score and class");
        FinishedCandidates found =
                new FinishedCandidates(classes, options.scores().firstLabel(), minConfidence);
        for (int row = 0; row < rows.count(); row++) {
            found.add(row, rows.at(row, LABEL), rows.at(row, SCORE));
        }
        return found.candidates(new BoxCoordinates(options.boxes(), outputs.placement()).ofColumns(rows), null);
    }
}
