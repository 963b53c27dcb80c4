package org.huale.export;

import java.util.List;
import org.huale.torch.rcnn.rpn.BoxCoder;

/** Boxes in a graph, xyxy along the last axis. */
record BoxGraph(Formulas f) {

    /**
     * The boxes that deltas make of references, within the image.
     *
     * @param deltas [..., 4]
     * @param references [..., 4], stretched to the deltas
     * @param bounds [4], see {@link ImageGraph}
     */
    String decoded(String deltas, String references, BoxCoder coder, String bounds) {
        String first = f.columns(references, 0, 2);
        String size = f.minus(f.columns(references, 2, 4), first);
        String shift = f.times(f.over(f.columns(deltas, 0, 2), f.real(coder.centreWeight())), size);
        String centre = f.plus(f.plus(shift, first), f.times(f.real(0.5f), size));
        String half = f.times(f.times(f.real(0.5f), growth(f.columns(deltas, 2, 4), coder)), size);
        String boxes = f.joined(List.of(f.minus(centre, half), f.plus(centre, half)), -1);
        return f.of("Max", f.of("Min", boxes, bounds), f.real(0));
    }

    private String growth(String deltas, BoxCoder coder) {
        String limited = f.of("Min", f.over(deltas, f.real(coder.sizeWeight())), f.real(BoxCoder.LARGEST_LOG_GROWTH));
        return f.asReal(f.of("Exp", f.asDouble(limited)));
    }

    /** Whether both sides are of a length at least, [...]. */
    String areAtLeast(String boxes, float side) {
        String sides = f.minus(f.columns(boxes, 2, 4), f.columns(boxes, 0, 2));
        return f.of("GreaterOrEqual", least(sides), f.real(side));
    }

    private String least(String pairs) {
        return f.of("Min", f.at(pairs, f.whole(0), -1), f.at(pairs, f.whole(1), -1));
    }

    /** Areas of [R, 4] boxes, [R]. */
    String areas(String boxes) {
        String sides = f.minus(f.columns(boxes, 2, 4), f.columns(boxes, 0, 2));
        return f.times(f.at(sides, f.whole(0), -1), f.at(sides, f.whole(1), -1));
    }

    /**
     * Suppresses within each group.
     *
     * @param boxes [G, N, 4]
     * @param scores [G, N]; those below 0 do not take part
     * @param most of a group that are kept
     * @return [M, 3]: group, 0, index in the group
     */
    String suppressed(String boxes, String scores, double iou, int most) {
        return f.of(
                "NonMaxSuppression",
                boxes,
                f.expanded(scores, 1),
                f.wholes(most),
                f.reals(atMost(iou)),
                f.reals(-0.5f));
    }

    /** The scores of those that count, -1 for the others. */
    String scoresOf(String scores, String counts) {
        return f.of("Where", counts, scores, f.real(-1));
    }

    /** The float that is exceeded by the same floats as a double. */
    static float atMost(double bound) {
        float nearest = (float) bound;
        return nearest > bound ? Math.nextDown(nearest) : nearest;
    }

    /** The float that the same floats reach as a double. */
    static float atLeast(double bound) {
        float nearest = (float) bound;
        return nearest < bound ? Math.nextUp(nearest) : nearest;
    }
}
