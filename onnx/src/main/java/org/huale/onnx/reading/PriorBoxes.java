package org.huale.onnx.reading;

import java.util.List;
import org.huale.onnx.options.PriorOptions;
import org.huale.onnx.options.PriorOptions.Grid;

/**
 * Boxes relative to priors, as SSD has them: {@code centre = prior centre + shift * centreVariance * prior side},
 * {@code side = prior side * exp(change * sizeVariance)}.
 */
record PriorBoxes(PriorOptions options) {

    /** Centre and size of the box in a row, as shares of the input. */
    float[] decoded(Rows rows, int row) {
        double[] prior = prior(row);
        double shift = options.centreVariance();
        double change = options.sizeVariance();
        return new float[] {
            (float) (prior[0] + rows.at(row, 0) * shift * prior[2]),
            (float) (prior[1] + rows.at(row, 1) * shift * prior[3]),
            (float) (prior[2] * Math.exp(rows.at(row, 2) * change)),
            (float) (prior[3] * Math.exp(rows.at(row, 3) * change))
        };
    }

    /** Centre and size. */
    private double[] prior(int index) {
        int inGrid = index;
        int level = 0;
        while (inGrid >= options.grids().get(level).count()) {
            inGrid -= options.grids().get(level).count();
            level++;
        }
        Grid grid = options.grids().get(level);
        int cell = inGrid / grid.shapes().size();
        int row = cell / grid.columns();
        List<Double> shape = grid.shapes().get(inGrid % grid.shapes().size());
        return new double[] {
            (cell % grid.columns() + 0.5) / grid.columns(), (row + 0.5) / grid.rows(), shape.get(0), shape.get(1)
        };
    }
}
