package org.huale.onnx.reading;

import java.util.Set;
import org.huale.onnx.options.OutputOptions;
import org.huale.onnx.runtime.Tensor;
import org.huale.problem.HualeException;

/**
 * One tensor {@code [B, 4 + K, N]}, or {@code [B, N, 4 + K]} where that alone has K classes.
 *
 * @param value its name
 * @param classes K
 */
record ClassRows(String value, int classes, OutputOptions options) implements OutputReading {
    static final int BOX = 4;

    @Override
    public Set<String> values() {
        return Set.of(value);
    }

    @Override
    public boolean hasDistributions() {
        return true;
    }

    @Override
    public Candidates of(NetworkOutputs outputs, double minConfidence) {
        Rows rows = rows(outputs.tensor(value), outputs.image());
        ScoreColumns scores = new ScoreColumns(rows, BOX, options.scores());
        RowBoxes boxes = new BoxCoordinates(options.boxes(), outputs.placement()).ofColumns(rows);
        return Candidates.of(
                new TableRows(scores, boxes), classes, options.scores().perBox(), minConfidence);
    }

    private Rows rows(Tensor tensor, int image) {
        Rows transposed = Rows.transposed(tensor, image);
        if (hasClasses(transposed)) {
            return transposed;
        }
        Rows plain = Rows.of(tensor, image);
        if (hasClasses(plain)) {
            return plain;
        }
        throw new HualeException("the network gave " + value + " of the shape " + tensor + ", and with " + classes
                + " classes a side must be " + BOX + " and these long; see classes and outputs.form");
    }

    private boolean hasClasses(Rows rows) {
        return rows.width() >= BOX && new ScoreColumns(rows, BOX, options.scores()).classes() == classes;
    }

    /** Boxes whose scores stand in the columns of a table, in rows of their own. */
    record TableRows(ScoreColumns columns, RowBoxes boxes) implements ScoredRows {

        @Override
        public int count() {
            return columns.rows().count();
        }

        @Override
        public void scores(int row, float[] scores) {
            columns.write(row, scores);
        }

        @Override
        public void distribution(int row, float[] to, int at) {
            columns.writeDistribution(row, to, at);
        }
    }
}
