package org.huale.onnx.options;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a network describe images and objects.
 *
 * @param objects the value that objects are described by: a map {@code [B, C, H, W]}, of which the mean within a box is taken,
 *     or rows {@code [B, N, D]}, one for each box that the network gives; null for none
 * @param maps the maps {@code [B, C, H, W]} whose means describe whole images, in this order
 */
public record FeatureOptions(@Nullable String objects, List<String> maps) {

    public FeatureOptions {
        maps = List.copyOf(maps);
    }

    public static FeatureOptions none() {
        return new FeatureOptions(null, List.of());
    }
}
