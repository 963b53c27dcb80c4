package org.huale.torch.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A body, a feature pyramid on its maps, and one more level with every second pixel of the coarsest. */
public final class BackboneWithFpn implements Backbone {
    private final Body body;
    private final FeaturePyramid pyramid;
    private final BackboneOptions options;

    BackboneWithFpn(Body body, FeaturePyramid pyramid, BackboneOptions options) {
        this.body = body;
        this.pyramid = pyramid;
        this.options = options;
    }

    @Override
    public List<Tensor> features(Tensor images) {
        return pyramid.of(body.of(images));
    }

    @Override
    public int levels() {
        return options.returnedLayers().size() + 1;
    }

    @Override
    public int outChannels() {
        return options.outChannels();
    }

    public BackboneOptions options() {
        return options;
    }
}
