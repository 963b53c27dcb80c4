package org.huale.onnx.reading;

import org.huale.onnx.runtime.Tensor;
import org.huale.problem.HualeException;

/**
 * Numbers that describe found boxes: the mean of a map {@code [B, C, H, W]} over the cells that a box covers; or the row
 * {@code [B, N, D]} of the box, {@code [N, D]} where the network takes one image.
 *
 * @param name of the value
 */
public record ObjectFeatures(String name) {

    /**
     * The features of some candidates, {@code [n D]}.
     *
     * @param chosen indices of the candidates
     */
    public float[] of(NetworkOutputs outputs, Candidates candidates, int[] chosen) {
        Tensor tensor = outputs.tensor(name);
        if (tensor.rank() < 2 || tensor.rank() > 4) {
            throw new HualeException("features.objects: the value " + name + " has the shape " + tensor
                    + "; a map has four sides, rows have three, or two of one image");
        }
        boolean isMap = tensor.rank() == 4;
        int width = tensor.side(isMap ? 1 : -1);
        float[] features = new float[Math.multiplyExact(chosen.length, width)];
        for (int i = 0; i < chosen.length; i++) {
            if (isMap) {
                MapCells.under(
                                candidates.boxes(),
                                chosen[i],
                                tensor,
                                outputs.placement().canvas())
                        .writeMeans(tensor, outputs.image(), features, i * width);
            } else {
                copyRow(tensor, outputs.image(), candidates.rows()[chosen[i]], features, i * width);
            }
        }
        return features;
    }

    private void copyRow(Tensor tensor, int image, int row, float[] features, int at) {
        int rows = tensor.side(-2);
        int width = tensor.side(-1);
        if (row >= rows) {
            throw new HualeException("features.objects: the value " + name + " of the shape " + tensor + " has " + rows
                    + " rows, and the network gave a box in row " + row);
        }
        System.arraycopy(tensor.values(), (image * rows + row) * width, features, at, width);
    }
}
