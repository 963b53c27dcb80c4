package org.huale.torch.rcnn.roi;

import java.util.ArrayList;
import java.util.List;
import org.huale.geometry.FlatBoxes;
import org.huale.geometry.ImageSize;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.Pyramid;
import org.huale.torch.rcnn.rpn.BoxCoder;

/** A box head, how its regions are pooled, and the deltas that it speaks in. */
record RoiStage(RegionPooling pooling, BoxHead head, BoxCoder coder) {

    /** {@code [4 R]} of each image, and what the head says of them all. */
    record Look(List<float[]> regions, RegionPredictions predictions) {}

    /** @param regions {@code [4 R]} of each image */
    Look look(Pyramid pyramid, List<float[]> regions) {
        return new Look(regions, head.of(pooling.of(pyramid.maps(), regions, pyramid.padded())));
    }

    /**
     * The box that each region becomes, inside its image, where the classes share their deltas; plain numbers without gradient.
     * A region of which nothing would be left, as of deltas that are not finite, stays as it was.
     *
     * @param sizes of the images
     */
    List<float[]> refined(Look look, List<ImageSize> sizes) {
        float[] deltas = Tensors.toFloats(look.predictions().deltas());
        List<float[]> boxes = new ArrayList<>();
        int from = 0;
        for (int image = 0; image < sizes.size(); image++) {
            float[] regions = look.regions().get(image);
            boxes.add(refined(regions, deltas, from, sizes.get(image)));
            from += regions.length;
        }
        return boxes;
    }

    private float[] refined(float[] regions, float[] deltas, int from, ImageSize size) {
        float[] boxes = new float[regions.length];
        for (int i = 0; i < regions.length / 4; i++) {
            coder.decode(deltas, from + 4 * i, regions, i, boxes, i);
        }
        FlatBoxes.clip(boxes, size);
        for (int i = 0; i < regions.length / 4; i++) {
            if (!FlatBoxes.isAtLeast(boxes, i, RoiOptions.SHORTEST_SIDE)) {
                System.arraycopy(regions, 4 * i, boxes, 4 * i, 4);
            }
        }
        return boxes;
    }
}
