package org.huale.onnx.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huale.detect.provider.DetectorSource;
import org.huale.problem.HualeException;

/** Where a network computes, by the word that all commands take for it. */
public record ComputePlace(DetectorSource.Place place) {
    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,4}))?");

    /** @throws HualeException where there is no such device, or ONNX Runtime cannot use it */
    void applyTo(OrtSession.SessionOptions options) throws OrtException {
        options.setIntraOpNumThreads(place.threads());
        options.setInterOpNumThreads(1);
        options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setDeterministicCompute(true);
        if (!place.device().equals("cpu")) {
            addCuda(options);
        }
    }

    /**
     * Looks whether this ONNX Runtime was built for the device; that the machine has it shows when a network is opened.
     *
     * @throws HualeException where there is no such device, or it was not
     */
    public void require() {
        if (!place.device().equals("cpu")) {
            numberOfCuda();
        }
    }

    /** Whether this ONNX Runtime was built for NVIDIA's GPUs; there need not be one. */
    public static boolean hasCuda() {
        return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    }

    private int numberOfCuda() {
        Matcher cuda = CUDA.matcher(place.device());
        if (!cuda.matches()) {
            throw new HualeException("device must be cpu, cuda or cuda:n, got " + place.device());
        }
        if (!hasCuda()) {
            throw new HualeException("device " + place.device()
                    + ": this ONNX Runtime computes on the CPU alone; build HUALE with -Pcuda, or say cpu (the key device"
                    + " of a run, elsewhere --device)");
        }
        return cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1));
    }

    private void addCuda(OrtSession.SessionOptions options) {
        int number = numberOfCuda();
        try {
            options.addCUDA(number);
        } catch (OrtException e) {
            throw new HualeException(
                    "device " + place.device() + " cannot be used by ONNX Runtime: " + e.getMessage(), e);
        }
    }
}
