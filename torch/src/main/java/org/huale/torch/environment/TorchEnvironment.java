package org.huale.torch.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.problem.HualeException;
import org.huale.provenance.Arithmetic;
import org.huale.provenance.Processor;

/**
 * What the native libraries say of themselves.
 *
 * @param libtorch version of the binding, then of JavaCPP ({@code 2.10.0-1.5.13})
 * @param openCv version of OpenCV
 * @param cpuCapability the vector instructions libtorch chose, such as {@code AVX2} or {@code AVX512}
 * @param oneDnn version and instruction set of the library that computes convolutions, such as {@code 3.7.1, AVX2}
 * @param blas what multiplies matrices
 * @param threads threads of one operation
 * @param cuda whether there is a GPU to compute on
 */
public record TorchEnvironment(
        String libtorch, String openCv, String cpuCapability, String oneDnn, MathLibrary blas, int threads, Cuda cuda) {
    private static final Pattern ONE_DNN = Pattern.compile("(?:MKL-DNN|oneDNN) v(\\S+)");
    private static final String UNKNOWN = "unknown";
    private static final String BFLOAT16_ON_ARM = "bf16"; // as Linux calls it there

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
        return loaded(() -> new TorchEnvironment(
                findLibtorch(),
                opencv_core.CV_VERSION(),
                findCapability(),
                findOneDnn(),
                MathLibrary.inspect(),
                torch.get_num_threads(),
                findCuda()));
    }

    /**
     * What decides the last bits of what is computed on the device with so many threads. Loads libtorch alone, as OpenCV is not
     * needed where nothing but what is computed is of interest.
     *
     * @throws HualeException as {@link #inspect}
     */
    public static Arithmetic arithmetic(String device, int threadsOfOperation) {
        return loaded(() -> new Arithmetic(Map.of(
                "libtorch",
                findLibtorch() + ", " + findCapability(),
                "oneDNN",
                findOneDnn(),
                "BLAS",
                MathLibrary.inspect().toString(),
                "threads",
                Integer.toString(threadsOfOperation),
                "device",
                device)));
    }

    /**
     * Whether products in bfloat16 take longer than in float32 on the CPU, up to eleven times as long: where it has no instructions
     * for them, or the environment forbids oneDNN to use these. Not where the system does not tell what the processor can do.
     */
    public static boolean cpuLacksBfloat16() {
        return lacksBfloat16(Processor.inspect().flags(), System.getenv());
    }

    static boolean lacksBfloat16(List<String> flags, Map<String, String> environment) {
        boolean has = OneDnnIsa.effective(flags, environment)
                .map(OneDnnIsa::hasBfloat16)
                .orElse(flags.contains(BFLOAT16_ON_ARM));
        return !flags.isEmpty() && !has;
    }

    private static <T> T loaded(Supplier<T> found) {
        try {
            TorchLibraries.await();
            return found.get();
        } catch (LinkageError e) {
            throw new HualeException("the native libraries cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static String findLibtorch() {
        return String.valueOf(Tensor.class.getPackage().getImplementationVersion());
    }

    private static String findCapability() {
        return torch.get_cpu_capability().getString();
    }

    /** What does not decide the last bits of a network. */
    public Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        others.put("OpenCV", openCv);
        blas.faster().ifPresent(what -> others.put("faster", what));
        others.put("CUDA", cuda.available() ? "devices: " + cuda.devices() : "not available: " + cuda.missing());
        return others;
    }

    private static String findOneDnn() {
        Matcher version = ONE_DNN.matcher(torch.show_config().getString());
        return (version.find() ? version.group(1) : UNKNOWN) + ", "
                + OneDnnIsa.effective(Processor.inspect().flags(), System.getenv())
                        .map(Enum::name)
                        .orElse(System.getProperty("os.arch"));
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
