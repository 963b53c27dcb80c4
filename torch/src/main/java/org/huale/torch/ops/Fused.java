package org.huale.torch.ops;

import org.bytedeco.pytorch.IValue;

/** What {@link OneDnn} does to a layer's numbers before it writes them. */
public enum Fused {
    NONE("none"),
    RELU("relu"),
    RELU6("hardtanh"),
    HARDSWISH("hardswish");

    private final String attribute;

    Fused(String attribute) {
        this.attribute = attribute;
    }

    String attribute() {
        return attribute;
    }

    IValue bounds() {
        return this == RELU6 ? OneDnn.scalars(0.0, 6.0) : OneDnn.scalars();
    }
}
