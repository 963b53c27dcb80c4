package org.huale.export;

import static org.huale.onnx.graph.NodeAttribute.number;
import static org.huale.onnx.graph.NodeAttribute.real;
import static org.huale.onnx.graph.NodeAttribute.text;

import java.util.ArrayList;
import java.util.List;
import org.huale.onnx.graph.GraphBuilder;
import org.huale.torch.ops.PyramidLevels;
import org.huale.torch.rcnn.roi.RoiOptions;

/** Pools each region from the level that fits its size, as {@link PyramidLevels} says. */
record RegionGraph(Formulas f, RoiOptions options) {

    /**
     * @param maps of all levels, [1, C, H, W]
     * @param regions [R, 4] in pixels of the network's input
     * @return [R, C, side, side]
     */
    String pooled(List<String> maps, String regions, ImageGraph image) {
        List<String> scales = scales(maps, image);
        String levels = levels(regions, scales);
        List<String> pooled = new ArrayList<>();
        List<String> members = new ArrayList<>();
        for (int level = 0; level < scales.size(); level++) {
            String indices = f.shaped(f.of("NonZero", f.of("Equal", levels, f.real(level))), -1);
            String scaled = f.times(f.at(regions, indices, 0), scales.get(level));
            members.add(indices);
            pooled.add(aligned(maps.get(level), scaled));
        }
        return f.at(f.joined(pooled), inverse(f.joined(members)), 0);
    }

    /** Where each number of an order stands in it. */
    private String inverse(String order) {
        return f.ordered(order, f.count(order), false).get(1);
    }

    private String aligned(String map, String regions) {
        GraphBuilder graph = f.graph();
        String ofTheOneImage = f.asWhole(f.times(f.at(regions, f.whole(0), 1), f.real(0)));
        return graph.node(
                "RoiAlign",
                List.of(map, regions, ofTheOneImage),
                text("coordinate_transformation_mode", "output_half_pixel"),
                number("output_height", options.pooledSize()),
                number("output_width", options.pooledSize()),
                number("sampling_ratio", options.samplingRatio()),
                real("spatial_scale", 1));
    }

    /** Pixels of each map for a pixel of input. */
    private List<String> scales(List<String> maps, ImageGraph image) {
        String height = f.asDouble(f.at(image.sides(), f.whole(0), 0));
        return maps.subList(0, options.pooledLevels()).stream()
                .map(map -> f.asDouble(f.at(f.of("Shape", map), f.whole(2), 0)))
                .map(ofMap -> f.asReal(f.over(ofMap, height)))
                .toList();
    }

    /** Index of each region's level, [R], as float. */
    private String levels(String regions, List<String> scales) {
        String finest = exponent(scales.get(0));
        String coarsest = exponent(scales.get(scales.size() - 1));
        String side = f.over(f.of("Sqrt", new BoxGraph(f).areas(regions)), f.real(PyramidLevels.CANONICAL_SIDE));
        String above = f.asReal(f.log2(f.asDouble(side)));
        String exact = f.plus(f.plus(f.real(PyramidLevels.CANONICAL_LEVEL), above), f.real(PyramidLevels.EPSILON));
        String level = f.of("Max", f.of("Min", f.of("Floor", exact), coarsest), finest);
        return f.minus(level, finest);
    }

    private String exponent(String scale) {
        return f.of("Neg", f.of("Round", f.asReal(f.log2(f.asDouble(scale)))));
    }
}
