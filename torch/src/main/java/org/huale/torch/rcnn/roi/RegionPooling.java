package org.huale.torch.rcnn.roi;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.huale.geometry.FlatBoxes;
import org.huale.geometry.ImageSize;
import org.huale.torch.ops.PyramidLevels;
import org.huale.torch.ops.RoiAlign;

/** Pools every region from the level that fits its size. */
final class RegionPooling {
    private final RoiAlign roiAlign;
    private final int levels;

    RegionPooling(RoiOptions options) {
        this.roiAlign = new RoiAlign(options.pooledSize(), options.samplingRatio());
        this.levels = options.pooledLevels();
    }

    /**
     * @param maps all levels of the pyramid
     * @param regions for each image {@code [4 R]}
     * @param sizes of the images within the padded input
     * @return [R, side, side, C], image after image
     */
    Tensor of(List<Tensor> maps, List<float[]> regions, List<ImageSize> sizes) {
        List<Tensor> pooled = maps.subList(0, levels);
        float[] scales = scales(pooled, sizes);
        float[] boxes = new float[0];
        for (float[] ofImage : regions) {
            boxes = FlatBoxes.concatenated(boxes, ofImage);
        }
        return roiAlign.of(
                pooled,
                new RoiAlign.Regions(
                        boxes, images(regions), PyramidLevels.ofScales(scales).of(boxes), scales));
    }

    private static int[] images(List<float[]> regions) {
        int[] images =
                new int[regions.stream().mapToInt(boxes -> boxes.length / 4).sum()];
        int at = 0;
        for (int image = 0; image < regions.size(); image++) {
            int end = at + regions.get(image).length / 4;
            java.util.Arrays.fill(images, at, end, image);
            at = end;
        }
        return images;
    }

    /** The power of two nearest to the ratio of the map's height to that of the highest image. */
    private static float[] scales(List<Tensor> maps, List<ImageSize> sizes) {
        int height = sizes.stream().mapToInt(ImageSize::height).max().orElse(1);
        float[] scales = new float[maps.size()];
        for (int level = 0; level < scales.length; level++) {
            double ratio = (double) maps.get(level).size(2) / height;
            scales[level] = (float) Math.pow(2, Math.rint(log2(ratio)));
        }
        return scales;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
