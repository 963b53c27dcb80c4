package org.huale.export;

/**
 * Resizes with the roundings of {@link org.huale.torch.rcnn.input.ImageTransform}. ONNX's {@code Resize} computes positions in
 * another way: at edges that is seen in the fourth digit of a score.
 *
 * @param from sides before, [2]: height and width
 * @param to sides after, [2]
 */
record BilinearGraph(Formulas f, String from, String to) {
    private static final int FIRST_AXIS = 2; // of [1, 3, H, W]

    /**
     * @param side 0 for the height, 1 for the width
     * @param pixels [1, 3, H, W]
     */
    String along(int side, String pixels) {
        String index = f.whole(side);
        String before = f.at(from, index, 0);
        String after = f.at(to, index, 0);
        String ratio = f.over(f.asReal(before), f.asReal(after));
        String places = f.plus(f.asReal(f.of("Range", f.whole(0), after, f.whole(1))), f.real(0.5f));
        String source = f.of("Max", f.minus(f.times(places, ratio), f.real(0.5f)), f.real(0));
        String last = f.minus(before, f.whole(1));
        String low = f.of("Min", f.asWhole(source), last);
        String high = f.of("Min", f.plus(low, f.whole(1)), last);
        return blend(
                f.at(pixels, low, FIRST_AXIS + side), f.at(pixels, high, FIRST_AXIS + side), share(source, low, side));
    }

    /** Of the higher pixel, in a shape that stretches over the map. */
    private String share(String source, String low, int side) {
        String share = f.minus(source, f.asReal(low));
        return side == 0 ? f.shaped(share, -1, 1) : share;
    }

    private String blend(String low, String high, String share) {
        return f.plus(f.times(f.minus(f.real(1), share), low), f.times(share, high));
    }
}
