package org.huale.torch.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Turns a batch of images into feature maps of several scales. */
public interface Backbone {

    /**
     * One [B, {@link #outChannels}, H', W'] map per level, finest first, channels-last.
     *
     * @param images [B, 3, H, W], normalised, channels-last
     */
    List<Tensor> features(Tensor images);

    int levels();

    int outChannels();
}
