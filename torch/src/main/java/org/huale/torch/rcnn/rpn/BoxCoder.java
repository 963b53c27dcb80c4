package org.huale.torch.rcnn.rpn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Turns boxes into deltas relative to reference boxes and back (Girshick et al., CVPR 2014):
 * {@code dx = wx (cx - cx_ref) / w_ref}, {@code dw = ww log(w / w_ref)}, and likewise for y and height.
 *
 * @param centreWeight wx = wy
 * @param sizeWeight ww = wh
 */
public record BoxCoder(float centreWeight, float sizeWeight) {

    /** Keeps exp from overflowing: a box grows at most to 1000/16 of its reference. */
    public static final float LARGEST_LOG_GROWTH = (float) Math.log(1000. / 16);

    /** For regions against anchors. */
    public static final BoxCoder PROPOSALS = new BoxCoder(1, 1);
    /** For detections against regions. */
    public static final BoxCoder REGIONS = new BoxCoder(10, 5);

    /**
     * For the boxes of a stage against its regions, which are nearer to their objects the later the stage: n times the weights of
     * {@link #REGIONS} (Cai and Vasconcelos, CVPR 2018, have 3 stages of such weights).
     *
     * @param stage 1 for the first
     */
    public static BoxCoder ofStage(int stage) {
        return new BoxCoder(stage * REGIONS.centreWeight, stage * REGIONS.sizeWeight);
    }

    /** Writes the deltas of one box against one reference. */
    public void encode(float[] boxes, int box, float[] references, int reference, float[] deltas, int at) {
        int b = 4 * box;
        int r = 4 * reference;
        float width = references[r + 2] - references[r];
        float height = references[r + 3] - references[r + 1];
        float targetWidth = boxes[b + 2] - boxes[b];
        float targetHeight = boxes[b + 3] - boxes[b + 1];
        float centreX = references[r] + 0.5f * width;
        float centreY = references[r + 1] + 0.5f * height;
        float targetX = boxes[b] + 0.5f * targetWidth;
        float targetY = boxes[b + 1] + 0.5f * targetHeight;
        deltas[4 * at] = centreWeight * (targetX - centreX) / width;
        deltas[4 * at + 1] = centreWeight * (targetY - centreY) / height;
        deltas[4 * at + 2] = sizeWeight * (float) Math.log(targetWidth / width);
        deltas[4 * at + 3] = sizeWeight * (float) Math.log(targetHeight / height);
    }

    /** Writes the box that four deltas make of one reference. */
    public void decode(float[] deltas, int from, float[] references, int reference, float[] boxes, int at) {
        int r = 4 * reference;
        float width = references[r + 2] - references[r];
        float height = references[r + 3] - references[r + 1];
        float centreX = deltas[from] / centreWeight * width + references[r] + 0.5f * width;
        float centreY = deltas[from + 1] / centreWeight * height + references[r + 1] + 0.5f * height;
        float halfWidth = 0.5f * (float) growth(deltas[from + 2]) * width;
        float halfHeight = 0.5f * (float) growth(deltas[from + 3]) * height;
        boxes[4 * at] = centreX - halfWidth;
        boxes[4 * at + 1] = centreY - halfHeight;
        boxes[4 * at + 2] = centreX + halfWidth;
        boxes[4 * at + 3] = centreY + halfHeight;
    }

    /**
     * The boxes that [N, 4] deltas make, [N, 4] xyxy relative to their references: centre (0, 0), width and height 1.
     */
    public Tensor boxes(Tensor deltas) {
        TensorVector columns = deltas.unbind(1);
        Tensor x = columns.get(0).div(new Scalar((double) centreWeight));
        Tensor y = columns.get(1).div(new Scalar((double) centreWeight));
        Tensor halfWidth = halfSide(columns.get(2));
        Tensor halfHeight = halfSide(columns.get(3));
        return torch.stack(
                new TensorVector(x.sub(halfWidth), y.sub(halfHeight), x.add(halfWidth), y.add(halfHeight)), 1);
    }

    private Tensor halfSide(Tensor delta) {
        return delta.div(new Scalar((double) sizeWeight))
                .clamp_max(new Scalar((double) LARGEST_LOG_GROWTH))
                .exp()
                .mul(new Scalar(0.5));
    }

    /** The width or height that a delta makes, relative to its reference. */
    public double growth(float delta) {
        return Math.exp(limited(delta));
    }

    private float limited(float delta) {
        return Math.min(delta / sizeWeight, LARGEST_LOG_GROWTH);
    }
}
