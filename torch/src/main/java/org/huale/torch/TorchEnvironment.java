package org.huale.torch;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.problem.HualeException;

/**
 * What the native libraries say of themselves.
 *
 * @param libtorch version of the binding, then of JavaCPP ({@code 2.10.0-1.5.13})
 * @param openCv version of OpenCV
 * @param cpuCapability the vector instructions libtorch chose, such as {@code AVX2} or {@code AVX512}
 * @param threads threads of one operation
 * @param cuda whether there is a GPU to compute on
 */
public record TorchEnvironment(String libtorch, String openCv, String cpuCapability, int threads, Cuda cuda) {

    /**
     * @param devices number of GPUs that can be used
     * @param missing what is in the way of using one; empty if nothing is
     */
    public record Cuda(int devices, String missing) {
        public boolean available() {
            return devices > 0;
        }
    }

    /**
     * Loads libtorch and OpenCV, which takes seconds, and asks them.
     *
     * @throws HualeException where a native library cannot be loaded; the message names it
     */
    public static TorchEnvironment inspect() {
        try {
            return new TorchEnvironment(
                    String.valueOf(Tensor.class.getPackage().getImplementationVersion()),
                    opencv_core.CV_VERSION(),
                    torch.get_cpu_capability().getString(),
                    torch.get_num_threads(),
                    findCuda());
        } catch (LinkageError e) {
            throw new HualeException("the native libraries cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** Threads of one operation where nobody says how many: the property {@code huale.threads}, else one a processor. */
    public static int defaultThreads() {
        return Integer.getInteger("huale.threads", Runtime.getRuntime().availableProcessors());
    }

    private static Cuda findCuda() {
        return torch.cuda_is_available() ? new Cuda(torch.cuda_device_count(), "") : new Cuda(0, missing());
    }

    private static String missing() {
        if (!Context.hasCUDART()) { // hasCUDA asks for a device, too
            return "this is the build for the CPU; build with -Pcuda";
        }
        return Files.exists(Path.of("/proc/driver/nvidia/version"))
                ? "the NVIDIA driver shows no device"
                : "no NVIDIA driver is loaded";
    }
}
