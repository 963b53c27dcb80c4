package org.huale.torch.ops;

import org.bytedeco.pytorch.IValue;

/** What {@link OneDnn} does to a layer's numbers before it writes them. */
public enum Fused {
    NONE("none"),
    RELU("relu"),
    RELU6("hardtanh", 0.0, 6.0),
    HARDSWISH("hardswish");

    private final String attribute;
    private final Double[] bounds;

    Fused(String attribute, Double... bounds) {
        this.attribute = attribute;
        this.bounds = bounds;
    }

    String attribute() {
        return attribute;
    }

    IValue bounds() {
        return OneDnn.scalars(bounds);
    }
}
