package org.huale.torch.ops;

import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Lets libtorch choose the number format of each operator, as {@code torch.autocast(device, torch.bfloat16)} does. */
public final class Autocast {

    private Autocast() {}

    /** Convolutions and matrix products of the work in bfloat16, of those tensors that lie on such a device. */
    public static <T> T bfloat16(DeviceType device, Supplier<T> work) {
        torch.set_autocast_dtype(device, ScalarType.BFloat16);
        torch.set_autocast_enabled(device, true);
        try {
            return work.get();
        } finally {
            torch.set_autocast_enabled(device, false);
            torch.clear_cache(); // of the parameters' bfloat16 copies
        }
    }

    /** Whether operators on the CPU have bfloat16 now. */
    public static boolean onCpu() {
        return torch.is_autocast_enabled(DeviceType.CPU);
    }

    /** Within {@link #bfloat16}: work on the CPU in the format that its tensors have. */
    public static <T> T withoutOnCpu(Supplier<T> work) {
        torch.set_autocast_enabled(DeviceType.CPU, false);
        try {
            return work.get();
        } finally {
            torch.set_autocast_enabled(DeviceType.CPU, true);
        }
    }
}
