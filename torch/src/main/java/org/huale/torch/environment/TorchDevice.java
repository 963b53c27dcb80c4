package org.huale.torch.environment;

import java.util.Optional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.huale.problem.HualeException;

/** A place to compute, chosen by name, with the settings under which equal input gives equal bits. */
public final class TorchDevice {
    private static final String GPU = "cuda";
    private static final String NUMBERED = GPU + ":";

    private TorchDevice() {}

    /**
     * @param threads of one operation, matrix products included
     * @param name {@code cpu}, {@code cuda}, {@code cuda:0}, ...
     * @throws HualeException where it is no such name, there is no thread, or the machine has no such device; the message says
     *     what is missing
     */
    public static Device prepare(String name, int threads) {
        require(malformed(name, threads));
        TorchLibraries.await();
        torch.set_num_threads(threads);
        MathLibrary.useThreads(threads);
        if (isGpu(name)) {
            require(missing(name));
            torch.globalContext().setDeterministicCuDNN(true);
        }
        return new Device(name);
    }

    /**
     * Where several processes of this machine compute on GPUs without a number, each takes the one of its own.
     *
     * @throws HualeException where there are fewer
     */
    public static void requireOneForEach(String name, int processes) {
        if (name.equals(GPU)) {
            requireOneForEach(processes, TorchEnvironment.inspect().cuda());
        }
    }

    static void requireOneForEach(int processes, TorchEnvironment.Cuda cuda) {
        require(missing(GPU, cuda));
        if (cuda.devices() < processes) {
            throw new HualeException("device cuda: each of " + processes + " processes takes a GPU of its own, and this"
                    + " machine has " + cuda.devices()
                    + "; ask for no more processes than that, or have all of them compute on"
                    + " one GPU by its number, as in cuda:0");
        }
    }

    /** @throws HualeException where this machine has no such device for each of so many processes */
    public static void requirePresent(String name, int processes) {
        if (name.equals(GPU)) {
            requireOneForEach(name, processes);
        } else if (isGpu(name)) {
            require(missing(name));
        }
    }

    /** Whether a device can have that name, be it there or not. */
    public static boolean isName(String name) {
        return name.matches("cpu|cuda(:\\d{1,2})?");
    }

    /** Whether it is the name of a GPU, with or without a number. */
    public static boolean isGpu(String name) {
        return name.startsWith(GPU);
    }

    /** With this number, where it is a GPU without one: each of several processes has one of its own. */
    public static String numbered(String name, int number) {
        return name.equals(GPU) ? NUMBERED + number : name;
    }

    /** What is in the way of computing on a GPU of this machine, such as {@code cuda:1}; empty where nothing is. */
    public static Optional<String> missing(String name) {
        return missing(name, TorchEnvironment.inspect().cuda());
    }

    private static Optional<String> missing(String name, TorchEnvironment.Cuda cuda) {
        if (!cuda.available()) {
            return Optional.of("device " + name + ": there is no GPU to compute on: " + cuda.missing());
        }
        int index = Integer.parseInt(numbered(name, 0).substring(NUMBERED.length()));
        return index < cuda.devices()
                ? Optional.empty()
                : Optional.of("device " + name + ": the machine has " + cuda.devices() + " GPUs, numbered from 0");
    }

    private static Optional<String> malformed(String name, int threads) {
        if (!isName(name)) {
            return Optional.of("device must be cpu, cuda or cuda:n, got " + name);
        }
        return threads < 1 ? Optional.of("threads must be at least 1, got " + threads) : Optional.empty();
    }

    private static void require(Optional<String> missing) {
        missing.ifPresent(it -> {
            throw new HualeException(it);
        });
    }
}
