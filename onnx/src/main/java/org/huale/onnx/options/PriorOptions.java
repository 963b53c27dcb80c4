package org.huale.onnx.options;

import java.util.List;

/**
 * The boxes that an SSD's boxes are relative to: for each grid, row by row and cell by cell, all its shapes around the cell's
 * centre.
 *
 * @param grids in the order of the network's boxes
 * @param centreVariance shifts of the centre are multiples of it and of the prior's sides
 * @param sizeVariance logarithms of changed sides are multiples of it
 */
public record PriorOptions(List<Grid> grids, double centreVariance, double sizeVariance) {

    /**
     * Cells over the whole input.
     *
     * @param shapes width and height of each prior of a cell, as shares of the input's
     */
    public record Grid(int columns, int rows, List<List<Double>> shapes) {
        private static final int MOST = 4096;

        public Grid {
            shapes = shapes.stream().map(List::copyOf).toList();
            if (columns < 1 || rows < 1 || columns > MOST || rows > MOST) {
                throw new IllegalArgumentException(
                        "a grid has from 1 to " + MOST + " columns and rows, got " + columns + " and " + rows);
            }
            if (shapes.isEmpty()
                    || shapes.stream().anyMatch(it -> it.size() != 2 || !(it.get(0) > 0 && it.get(1) > 0))) {
                throw new IllegalArgumentException("shapes are a width and a height above 0 each, got " + shapes);
            }
        }

        public int count() {
            return Math.multiplyExact(Math.multiplyExact(columns, rows), shapes.size());
        }
    }

    public PriorOptions {
        grids = List.copyOf(grids);
        if (!(centreVariance > 0 && sizeVariance > 0)) {
            throw new IllegalArgumentException(
                    "variances must be above 0, got " + centreVariance + " and " + sizeVariance);
        }
    }

    /** No grids, and the usual variances. */
    public static PriorOptions none() {
        return new PriorOptions(List.of(), 0.1, 0.2);
    }

    public int count() {
        return grids.stream().mapToInt(Grid::count).reduce(0, Math::addExact);
    }
}
