package org.huale.onnx.reading;

import java.util.List;
import org.huale.onnx.runtime.Tensor;
import org.huale.problem.HualeException;

/**
 * The mean of each channel over each of some maps {@code [B, C, H, W]}, one map after the other: {@code [sum C]}.
 *
 * @param names of the maps
 */
public record PooledMaps(List<String> names) {

    public float[] of(NetworkOutputs outputs) {
        int width = names.stream().mapToInt(it -> map(outputs, it).side(1)).sum();
        float[] means = new float[width];
        int at = 0;
        for (String name : names) {
            Tensor map = map(outputs, name);
            MapCells.all(map).writeMeans(map, outputs.image(), means, at);
            at += map.side(1);
        }
        return means;
    }

    private static Tensor map(NetworkOutputs outputs, String name) {
        Tensor map = outputs.tensor(name);
        if (map.rank() != 4 || map.side(2) * map.side(3) == 0) {
            throw new HualeException("features.maps: the value " + name + " has the shape " + map
                    + "; a map has four sides, none of them 0");
        }
        return map;
    }
}
