package org.huale.onnx.reading;

import java.util.Set;
import org.huale.onnx.input.Placement;
import org.huale.onnx.options.OutputOptions;
import org.huale.onnx.options.PriorOptions;
import org.huale.problem.HualeException;

/**
 * Tensors of boxes {@code [B, N, 4]} and of scores {@code [B, N, K]}, or {@code [B, N, K + 1]} with the background.
 *
 * @param boxes name of the boxes
 * @param scores name of the scores
 * @param classes K
 * @param priors what the boxes are relative to; without grids they are absolute
 */
record ScoredBoxes(String boxes, String scores, int classes, OutputOptions options, PriorOptions priors)
        implements OutputReading {

    @Override
    public Set<String> values() {
        return Set.of(boxes, scores);
    }

    @Override
    public boolean hasDistributions() {
        return true;
    }

    @Override
    public Candidates of(NetworkOutputs outputs, double minConfidence) {
        Rows rows = Rows.of(outputs.tensor(boxes), outputs.image()).requireWidth(4, "a box");
        Rows scored = Rows.of(outputs.tensor(scores), outputs.image());
        ScoreColumns columns = new ScoreColumns(scored, 0, options.scores());
        require(rows, scored, columns);
        return Candidates.of(
                new ClassRows.TableRows(columns, rowBoxes(rows, outputs.placement())),
                classes,
                options.scores().perBox(),
                minConfidence);
    }

    private void require(Rows rows, Rows scored, ScoreColumns columns) {
        if (rows.count() != scored.count() || columns.classes() != classes) {
            throw new HualeException("the network gave " + rows.count() + " boxes and scores of " + scored.count()
                    + " boxes for " + columns.classes() + " classes; " + classes
                    + " classes are known; see classes and outputs.scores.background");
        }
        if (!priors.grids().isEmpty() && priors.count() != rows.count()) {
            throw new HualeException("the network gave " + rows.count() + " boxes, and there are " + priors.count()
                    + " priors; see priors.grids");
        }
    }

    private RowBoxes rowBoxes(Rows rows, Placement placement) {
        BoxCoordinates coordinates = new BoxCoordinates(options.boxes(), placement);
        PriorBoxes relative = new PriorBoxes(priors);
        return priors.grids().isEmpty()
                ? coordinates.ofColumns(rows)
                : coordinates.ofDecoded(row -> relative.decoded(rows, row));
    }
}
