package org.huale.torch.ops;

import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.memory.Tensors;

/**
 * RoIAlign (He et al., Mask R-CNN, ICCV 2017) over all levels of a pyramid at once, in torchvision's form with
 * {@code aligned = false}: every output bin is the mean of {@code sampling x sampling} bilinear samples.
 *
 * <p>A bin is a weighted sum of rows of the matrix {@code [sum over levels of B H W, C]}, which channels-last maps are
 * without copying; {@code embedding_bag} adds such rows, with a gradient, on any device. Samples of a bin that fall on
 * the same pixel share one row: at the usual bin size of one to two pixels 4 to 9 rows remain of 16.
 *
 * @param outputSize bins along each side
 * @param sampling samples along each side of a bin, at least 1
 */
public record RoiAlign(int outputSize, int sampling) {

    private static final int SUM = 0;

    public RoiAlign {
        if (outputSize < 1 || sampling < 1) {
            throw new IllegalArgumentException(
                    "output size and sampling must be at least 1, got " + outputSize + " and " + sampling);
        }
    }

    /**
     * Pools each region from its level, in float32 whatever the maps are, as torchvision does.
     *
     * @param maps feature maps [B, C, H, W] of equal B and C, channels last
     * @param regions what to pool; with none the result has 0 rows and still a gradient
     * @return [R, outputSize, outputSize, C]
     */
    public Tensor of(List<Tensor> maps, Regions regions) {
        Tensor rows = asRows(maps).to(torch.ScalarType.Float);
        BilinearRows bins = new BilinearRows(this, regions, shapes(maps));
        bins.compute();
        Tensor pooled = weightedSums(rows, bins, maps.get(0).device());
        return pooled.view(regions.count(), outputSize, outputSize, rows.size(1));
    }

    private static Tensor asRows(List<Tensor> maps) {
        TensorVector rows = new TensorVector();
        for (Tensor map : maps) {
            rows.push_back(map.permute(0, 2, 3, 1).reshape(-1, map.size(1))); // a view of channels-last memory
        }
        return rows.size() == 1 ? rows.get(0) : torch.cat(rows, 0);
    }

    private static Tensor weightedSums(Tensor rows, BilinearRows bins, Device device) {
        if (bins.binCount() == 0) {
            return rows.narrow(0, 0, 0);
        }
        Tensor indices = Tensors.onDevice(Tensors.of(bins.rows(), bins.rows().length), device);
        Tensor offsets = Tensors.onDevice(Tensors.of(bins.offsets(), bins.offsets().length), device);
        Tensor weights = Tensors.onDevice(Tensors.of(bins.weights(), bins.weights().length), device);
        return torch.embedding_bag(rows, indices, offsets, false, SUM, false, new TensorOptional(weights), false)
                .get0();
    }

    private static MapShape[] shapes(List<Tensor> maps) {
        MapShape[] shapes = new MapShape[maps.size()];
        long firstRow = 0;
        for (int level = 0; level < shapes.length; level++) {
            Tensor map = maps.get(level);
            shapes[level] = new MapShape((int) map.size(2), (int) map.size(3), firstRow);
            firstRow += map.size(0) * map.size(2) * map.size(3);
        }
        return shapes;
    }

    /** Height and width of a level, and where its rows begin. */
    record MapShape(int height, int width, long firstRow) {}

    /**
     * What to pool.
     *
     * @param boxes {@code [4 R]} in pixels of the network's input
     * @param images {@code [R]}, index in the batch
     * @param levels {@code [R]}, index of the map
     * @param scales {@code [levels]}, map pixels per input pixel
     */
    public record Regions(float[] boxes, int[] images, int[] levels, float[] scales) {

        public int count() {
            return images.length;
        }
    }
}
