package org.huale.torch.ops;

/** What libtorch makes of losses that it computes one by one, by its own numbers. */
final class Reduction {
    static final int NONE = 0;
    static final int SUM = 2;

    private Reduction() {}
}
