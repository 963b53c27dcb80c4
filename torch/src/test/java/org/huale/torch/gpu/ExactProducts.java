package org.huale.torch.gpu;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** While a class is tested, convolutions on the GPU do not round their input to TF32, so that they come near the CPU's. */
final class ExactProducts implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        torch.globalContext().setAllowTF32CuDNN(false);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        torch.globalContext().setAllowTF32CuDNN(true); // libtorch's default
    }
}
