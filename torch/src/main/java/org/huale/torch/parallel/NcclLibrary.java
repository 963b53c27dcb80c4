package org.huale.torch.parallel;

import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.nccl.ProcessGroupNCCL;

/** Whether NCCL is there. */
final class NcclLibrary {
    private NcclLibrary() {}

    /** What is in the way of using it on this machine; empty where nothing is. */
    static Optional<String> missing() {
        return Context.hasCUDART()
                ? notLoaded()
                : Optional.of("its libtorch is the build for the CPU, which has no NCCL; build with -Pcuda");
    }

    /** Loading fails in as many ways as there are parts of it: classes of CUDA, the binding's library, NCCL's own. */
    static Optional<String> notLoaded() {
        try {
            Loader.load(ProcessGroupNCCL.class);
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            return Optional.of("NCCL cannot be loaded ("
                    + String.valueOf(e).lines().findFirst().orElse("")
                    + "); install libnccl.so.2 where the loader finds it");
        }
    }
}
