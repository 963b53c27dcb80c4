package org.huale.onnx.reading;

import java.util.Set;
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
    private static final int OBJECTNESS = 4;
    private static final int SCORES = 5;

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
        BoxCoordinates boxes = new BoxCoordinates(options.boxes(), outputs.placement());
        ScoredRows scored = options.form() == OutputOptions.Form.GRID_ROWS
                ? new WithGrid(
                        rows,
                        new CellGrids(
                                options.boxes().strides(), outputs.placement().canvas()),
                        boxes)
                : new Decoded(rows, boxes);
        return Candidates.of(scored, classes, options.scores().perBox(), minConfidence);
    }

    /** Scores of a row: those of the classes times the object's. */
    private interface ObjectRows extends ScoredRows {
        Rows rows();

        @Override
        default int count() {
            return rows().count();
        }

        @Override
        default void scores(int row, float[] scores) {
            float objectness = ScoreColumns.finished(rows().at(row, OBJECTNESS));
            for (int k = 0; k < scores.length; k++) {
                scores[k] = objectness * ScoreColumns.finished(rows().at(row, SCORES + k));
            }
        }

        @Override
        default void distribution(int row, float[] to, int at) {
            float[] scores = new float[rows().width() - SCORES];
            scores(row, scores);
            ClassDistribution.ofIndependent(scores, to, at);
        }
    }

    private record Decoded(Rows rows, BoxCoordinates boxes) implements ObjectRows {

        @Override
        public void box(int row, float[] to, int at) {
            boxes.write(rows, row, to, at);
        }
    }

    private record WithGrid(Rows rows, CellGrids grids, BoxCoordinates boxes) implements ObjectRows {

        private WithGrid {
            grids.requireCells(rows.count());
        }

        @Override
        public void box(int row, float[] to, int at) {
            boxes.write(grids.decoded(rows, row), to, at);
        }
    }
}
