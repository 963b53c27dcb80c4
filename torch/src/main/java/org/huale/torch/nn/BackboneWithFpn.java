package org.huale.torch.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.nn.graph.LayerGraph;

/**
 * Turns a batch of images into feature maps of several scales: a body, a feature pyramid on its maps, and one more level
 * with every second pixel of the coarsest.
 */
public final class BackboneWithFpn {
    private final Body body;
    private final FeaturePyramid pyramid;
    private final BackboneOptions options;

    BackboneWithFpn(Body body, FeaturePyramid pyramid, BackboneOptions options) {
        this.body = body;
        this.pyramid = pyramid;
        this.options = options;
    }

    /**
     * One [B, {@link #outChannels}, H', W'] map per level, finest first, channels-last.
     *
     * @param images [B, 3, H, W], normalised, channels-last
     */
    public List<Tensor> features(Tensor images) {
        return pyramid.of(body.of(images));
    }

    /**
     * Tells a graph what {@link #features} computes, within a scope and without gradient.
     *
     * @return what stands there for the map of each level, finest first
     */
    public <V> List<V> drawn(LayerGraph<V> graph, V images) {
        return pyramid.drawn(graph, body.drawn(graph, images));
    }

    /** The last map of the network below the pyramid, [B, C, H', W']. */
    public Tensor lastMap(Tensor images) {
        List<Tensor> maps = body.of(images);
        return maps.get(maps.size() - 1);
    }

    /** Whether the first stages do not train, so that what they make of an image never changes. */
    public boolean beginsFrozen() {
        return body.frozen() > 0;
    }

    /** What the stages that do not train make of images, [B, C, H', W'] each; {@link #featuresAfterFrozen} goes on from it. */
    public List<Tensor> frozen(Tensor images) {
        return body.frozen(images);
    }

    /** As {@link #features} of the images that {@link #frozen} took. */
    public List<Tensor> featuresAfterFrozen(List<Tensor> frozen) {
        return pyramid.of(body.afterFrozen(frozen));
    }

    public int levels() {
        return options.levels();
    }

    public int outChannels() {
        return options.outChannels();
    }
}
