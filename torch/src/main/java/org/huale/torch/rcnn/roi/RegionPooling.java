package org.huale.torch.rcnn.roi;

import java.util.Arrays;
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
     * @param padded size of the network's input
     * @return [R, side, side, C], image after image
     */
    Tensor of(List<Tensor> maps, List<float[]> regions, ImageSize padded) {
        List<Tensor> pooled = maps.subList(0, levels);
        float[] scales = scales(pooled, padded);
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
            Arrays.fill(images, at, end, image);
            at = end;
        }
        return images;
    }

    /** The sides of maps and of what is padded are multiples of each other, whatever the sizes of the images. */
    private static float[] scales(List<Tensor> maps, ImageSize padded) {
        float[] scales = new float[maps.size()];
        for (int level = 0; level < scales.length; level++) {
            scales[level] = (float) maps.get(level).size(2) / padded.height();
        }
        return scales;
    }
}
