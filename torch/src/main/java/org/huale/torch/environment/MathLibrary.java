package org.huale.torch.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.openblas.global.openblas_full;
import org.huale.provenance.Processor;

/**
 * The library that multiplies matrices for libtorch.
 *
 * @param name {@code OpenBLAS}, or {@code MKL} where JavaCPP was told to load that in its place
 * @param version empty where it does not tell
 * @param kernels the processors that its code is for, such as {@code Haswell}; of MKL, which does not tell, what
 *     {@code MKL_CBWR} asks of them; empty where nothing is known
 * @param threads of one product, where the environment decides them; 0 where they are those of libtorch's operators, or
 *     nobody tells
 */
public record MathLibrary(String name, String version, String kernels, int threads) {
    private static final String OPEN_BLAS = "OpenBLAS";
    private static final String MKL = "MKL";
    private static final Path MAPPED = Path.of("/proc/self/maps");
    private static final String ASKED_FOR = "org.bytedeco.openblas.load";
    private static final Pattern VERSION = Pattern.compile(OPEN_BLAS + " (\\S+)");
    private static final Pattern MKL_VERSION = Pattern.compile("/mkl-(\\d[\\d.]*)-.*libmkl_rt");

    /** Of this process, once libtorch is loaded. */
    static MathLibrary inspect() {
        String mapped = mapped();
        boolean linux = !mapped.isEmpty();
        boolean mkl = linux
                ? mapped.contains("libmkl_rt")
                : System.getProperty(ASKED_FOR, "").startsWith("mkl");
        return mkl ? mkl(mapped, System.getenv()) : openBlas();
    }

    /**
     * Has one product take as many threads as one of libtorch's operators does, which OpenBLAS would not know by itself:
     * several processes would each take all processors and wait for each other. MKL goes by its environment.
     */
    static void useThreads(int threads) {
        if (inspect().name().equals(OPEN_BLAS)) { // MKL lacks the function, and calling it would end the program
            openblas_full.openblas_set_num_threads(threads);
        }
    }

    /** The files mapped into this process, which Linux tells; empty elsewhere, where what was asked for is taken to be found. */
    private static String mapped() {
        try {
            return Files.isReadable(MAPPED) ? Files.readString(MAPPED) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * MKL says nothing to Java, but the names of its files and its variables do.
     *
     * @param mapped as in {@code /proc/self/maps}
     * @param environment variables by name
     */
    static MathLibrary mkl(String mapped, Map<String, String> environment) {
        Matcher version = MKL_VERSION.matcher(mapped);
        String reproducible = environment.getOrDefault("MKL_CBWR", "");
        String said = environment.getOrDefault("MKL_NUM_THREADS", environment.getOrDefault("OMP_NUM_THREADS", ""));
        return new MathLibrary(
                MKL,
                version.find() ? version.group(1) : "",
                reproducible.isEmpty() ? "" : "MKL_CBWR=" + reproducible,
                said.matches("[1-9]\\d{0,3}") ? Integer.parseInt(said) : 0);
    }

    private static MathLibrary openBlas() {
        try {
            Matcher version =
                    VERSION.matcher(openblas_full.openblas_get_config().getString());
            return new MathLibrary(
                    OPEN_BLAS,
                    version.find() ? version.group(1) : "",
                    openblas_full.openblas_get_corename().getString(),
                    0);
        } catch (LinkageError e) { // yet another library is in its place
            return new MathLibrary("unknown", "", "", 0);
        }
    }

    /** What would be faster on this machine, for people; empty where nothing is known to be. */
    Optional<String> faster() {
        return faster(System.getProperty("os.arch"), Processor.inspect().flags());
    }

    /** @param flags of the processor */
    Optional<String> faster(String architecture, List<String> flags) {
        boolean helps = name.equals(OPEN_BLAS) && architecture.equals("amd64") && flags.contains("avx2");
        return helps
                ? Optional.of("MKL in place of OpenBLAS, which -Pmkl builds in (docs/install.md)")
                : Optional.empty();
    }

    /** As in {@code OpenBLAS 0.3.31, Haswell}. */
    @Override
    public String toString() {
        return name
                + (version.isEmpty() ? "" : " " + version)
                + (kernels.isEmpty() ? "" : ", " + kernels)
                + (threads == 0 ? "" : ", threads: " + threads);
    }
}
