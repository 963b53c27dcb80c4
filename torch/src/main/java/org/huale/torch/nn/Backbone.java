package org.huale.torch.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Turns images into feature maps of several scales. */
public interface Backbone {

    /**
     * @param images [B, 3, H, W], normalised, channels last
     * @return one [B, outChannels, H', W'] a level, finest first, channels last
     */
    List<Tensor> features(Tensor images);

    int levels();

    int outChannels();
}
