package org.huale.onnx.reading;

import java.util.Set;
import org.huale.onnx.input.Placement;
import org.huale.onnx.options.OutputOptions;
import org.huale.problem.HualeException;

/**
 * One tensor {@code [B, N, 5 + K]}: box, chance that there is an object, scores of the classes given an object. A score is the
 * product of both.
 *
 * @param value its name
 * @param classes K
 */
record ObjectnessRows(String value, int classes, OutputOptions options) implements OutputReading {
    static final int SCORES = 5;
    private static final int OBJECTNESS = 4;

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
        Rows rows = Rows.of(outputs.tensor(value), outputs.image());
        if (rows.width() != SCORES + classes) {
            throw new HualeException(
                    "the network gave " + value + " with rows of " + rows.width() + " numbers, and with " + classes
                            + " classes it must be " + (SCORES + classes) + "; see classes and outputs.form");
        }
        ScoredRows scored = new ObjectRows(rows, rowBoxes(rows, outputs.placement()));
        return Candidates.of(scored, classes, options.scores().perBox(), minConfidence);
    }

    private RowBoxes rowBoxes(Rows rows, Placement placement) {
        BoxCoordinates coordinates = new BoxCoordinates(options.boxes(), placement);
        if (options.form() != OutputOptions.Form.GRID_ROWS) {
            return coordinates.ofColumns(rows);
        }
        CellGrids grids = new CellGrids(options.boxes().strides(), placement.canvas());
        grids.requireCells(rows.count());
        return coordinates.ofDecoded(row -> grids.decoded(rows, row));
    }

    /** Scores of a row: those of the classes times the object's. */
    private record ObjectRows(Rows rows, RowBoxes boxes) implements ScoredRows {

        @Override
        public int count() {
            return rows.count();
        }

        @Override
        public void scores(int row, float[] scores) {
            float objectness = ScoreColumns.finished(rows.at(row, OBJECTNESS));
            for (int k = 0; k < scores.length; k++) {
                scores[k] = objectness * ScoreColumns.finished(rows.at(row, SCORES + k));
            }
        }

        @Override
        public void distribution(int row, float[] to, int at) {
            float[] scores = new float[rows.width() - SCORES];
            scores(row, scores);
            ClassDistribution.ofIndependent(scores, to, at);
        }
    }
}
