package org.huale.torch.environment;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.huale.problem.HualeException;

/** A place to compute, chosen by name, with the settings under which equal input gives equal bits. */
public final class TorchDevice {

    private TorchDevice() {}

    /**
     * @param threads of one operation, matrix products included
     * @throws HualeException where the machine has no such device; the message says what is missing
     */
    public static Device prepare(String name, int threads) {
        torch.set_num_threads(threads);
        MathLibrary.useThreads(threads);
        if (name.startsWith("cuda")) {
            requireCuda(name);
            torch.globalContext().setDeterministicCuDNN(true);
        }
        return new Device(name);
    }

    private static void requireCuda(String name) {
        TorchEnvironment.Cuda cuda = TorchEnvironment.inspect().cuda();
        if (!cuda.available()) {
            throw new HualeException("--device " + name + ": there is no GPU to compute on: " + cuda.missing());
        }
        int index = name.equals("cuda") ? 0 : Integer.parseInt(name.substring("cuda:".length()));
        if (index >= cuda.devices()) {
            throw new HualeException(
                    "--device " + name + ": the machine has " + cuda.devices() + " GPUs, numbered from 0");
        }
    }
}
