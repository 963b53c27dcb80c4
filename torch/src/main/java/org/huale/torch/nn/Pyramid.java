package org.huale.torch.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.huale.geometry.ImageSize;

/**
 * The feature maps of a batch.
 *
 * @param maps [B, C, H, W] for each level, finest first
 * @param padded size of the network's input
 * @param sizes of the images within it
 */
public record Pyramid(List<Tensor> maps, ImageSize padded, List<ImageSize> sizes) {

    /** The same without gradients towards the network. */
    public Pyramid detached() {
        return new Pyramid(maps.stream().map(Tensor::detach).toList(), padded, sizes);
    }

    /** [B, C], the mean over the whole map of a level, padding included. */
    public Tensor mean(int level) {
        return maps.get(level).mean(2, 3);
    }

    /** [B, C], the mean over the part of a level's map that shows the image, at least one pixel. */
    public Tensor meanOfImages(int level) {
        Tensor map = maps.get(level);
        TensorVector means = new TensorVector();
        for (int i = 0; i < sizes.size(); i++) {
            long height = covered(sizes.get(i).height(), padded.height(), map.size(2));
            long width = covered(sizes.get(i).width(), padded.width(), map.size(3));
            Tensor own = map.narrow(0, i, 1).narrow(2, 0, height).narrow(3, 0, width);
            means.push_back(own.mean(2, 3));
        }
        return torch.cat(means, 0);
    }

    private static long covered(long side, long padded, long ofMap) {
        return Math.min(ofMap, (side * ofMap + padded - 1) / padded); // rounded up
    }
}
