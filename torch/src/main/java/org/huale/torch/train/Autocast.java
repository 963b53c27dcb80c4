package org.huale.torch.train;

import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Lets libtorch choose the number format of each operator, as {@code torch.autocast("cuda", torch.bfloat16)} does. */
public final class Autocast {

    private Autocast() {}

    /** Convolutions and matrix products of the work, on CUDA, in bfloat16. */
    public static <T> T bfloat16(Supplier<T> work) {
        torch.set_autocast_dtype(DeviceType.CUDA, ScalarType.BFloat16);
        torch.set_autocast_enabled(DeviceType.CUDA, true);
        try {
            return work.get();
        } finally {
            torch.set_autocast_enabled(DeviceType.CUDA, false);
            torch.clear_cache(); // of the parameters' bfloat16 copies
        }
    }
}
