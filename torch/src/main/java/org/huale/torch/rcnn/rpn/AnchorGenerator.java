package org.huale.torch.rcnn.rpn;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.huale.geometry.ImageSize;

/**
 * Lays the same few boxes around every cell of every feature map (Ren et al., 2015), in torchvision's rounding and order:
 * row by row, cell by cell, for each aspect ratio (height over width) every size.
 *
 * @param sizes for each level the square roots of the anchors' areas, in input pixels
 * @param aspectRatios for each level
 */
public record AnchorGenerator(List<List<Integer>> sizes, List<List<Double>> aspectRatios) {
    /** Of height over width: 1:2, 1:1 and 2:1. */
    public static final List<Double> USUAL_RATIOS = List.of(0.5, 1.0, 2.0);

    private static final String AUTO = "auto";

    public AnchorGenerator {
        sizes = sizes.stream().map(List::copyOf).toList();
        aspectRatios = aspectRatios.stream().map(List::copyOf).toList();
        if (sizes.size() != aspectRatios.size()) {
            throw new IllegalArgumentException("anchors need sizes and aspect ratios for every level, got "
                    + sizes.size() + " and " + aspectRatios.size() + " levels");
        }
        requireShapes(sizes, aspectRatios);
        int perCell =
                sizes.isEmpty() ? 0 : sizes.get(0).size() * aspectRatios.get(0).size();
        for (int level = 0; level < sizes.size(); level++) {
            if (sizes.get(level).size() * aspectRatios.get(level).size() != perCell || perCell == 0) {
                throw new IllegalArgumentException(
                        "every level needs the same number of anchors per cell, at least 1, got " + sizes + " and "
                                + aspectRatios);
            }
        }
    }

    private static void requireShapes(List<List<Integer>> sizes, List<List<Double>> ratios) {
        if (sizes.stream().flatMap(List::stream).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("sizes of anchors must be at least 1, in pixels, got " + sizes);
        }
        if (ratios.stream().flatMap(List::stream).anyMatch(ratio -> !(ratio > 0 && Double.isFinite(ratio)))) {
            throw new IllegalArgumentException("aspect ratios of anchors must be above 0 and finite, got " + ratios);
        }
    }

    /** What stands for anchors that are yet to be fitted to boxes: none on any level. */
    public static AnchorGenerator auto() {
        return new AnchorGenerator(List.of(), List.of());
    }

    /** The anchors of a name in configurations. */
    public static AnchorGenerator named(String name) {
        if (!name.equals(AUTO)) {
            throw new IllegalArgumentException("anchors have no name but " + AUTO + ", got " + name);
        }
        return auto();
    }

    public static List<String> names() {
        return List.of(AUTO);
    }

    /** Whether the anchors are yet to be fitted; a network cannot be made with them. */
    public boolean areToBeFitted() {
        return sizes.isEmpty();
    }

    /** One size a level and the ratios 1:2, 1:1, 2:1, as with a ResNet pyramid. */
    public static AnchorGenerator onePerLevel(Integer... sizes) {
        return new AnchorGenerator(
                Arrays.stream(sizes).map(List::of).toList(), Collections.nCopies(sizes.length, USUAL_RATIOS));
    }

    /**
     * On each level a size and another half an octave larger, the sizes doubling from level to level, with the ratios 1:2, 1:1,
     * 2:1. A square midway between two sizes overlaps the nearer one with IoU 0.7 at best; with one size an octave, 0.5.
     */
    public static AnchorGenerator twoAnOctave(int levels, int smallest) {
        return new AnchorGenerator(
                IntStream.range(0, levels)
                        .mapToObj(level -> smallest << level)
                        .map(size -> List.of(size, (int) Math.rint(size * Math.sqrt(2))))
                        .toList(),
                Collections.nCopies(levels, USUAL_RATIOS));
    }

    /** All sizes on every level, as torchvision's MobileNet detectors have them. */
    public static AnchorGenerator allOnEveryLevel(int levels, Integer... sizes) {
        return new AnchorGenerator(
                Collections.nCopies(levels, List.of(sizes)), Collections.nCopies(levels, USUAL_RATIOS));
    }

    public int levels() {
        return sizes.size();
    }

    /** A, the number of anchors around a cell. */
    public int perCell() {
        return sizes.get(0).size() * aspectRatios.get(0).size();
    }

    /**
     * The anchors of one level.
     *
     * @param level index of the map
     * @param map its size
     * @param input the padded size of the network's input, which with the map's size gives the stride
     * @return {@code [4 H W A]}, not clipped
     */
    public float[] anchors(int level, ImageSize map, ImageSize input) {
        float[] around = cell(level);
        int strideX = input.width() / map.width();
        int strideY = input.height() / map.height();
        float[] anchors = new float[Math.toIntExact(map.pixels() * around.length)];
        int at = 0;
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < map.width(); x++) {
                for (int i = 0; i < around.length; i += 2) {
                    anchors[at++] = x * strideX + around[i];
                    anchors[at++] = y * strideY + around[i + 1];
                }
            }
        }
        return anchors;
    }

    /** The anchors around (0, 0): {@code [4 A]}. */
    public float[] cell(int level) {
        float[] around = new float[4 * perCell()];
        int at = 0;
        for (double ratio : aspectRatios.get(level)) {
            float high = (float) Math.sqrt((float) ratio);
            float wide = 1 / high;
            for (int size : sizes.get(level)) {
                float right = (float) Math.rint(wide * size / 2);
                float bottom = (float) Math.rint(high * size / 2);
                around[at++] = -right;
                around[at++] = -bottom;
                around[at++] = right;
                around[at++] = bottom;
            }
        }
        return around;
    }
}
