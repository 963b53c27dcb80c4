package org.huale.torch.parallel;

import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.Backend;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.bytedeco.pytorch.nccl.ProcessGroupNCCL;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.stdio.NativeVariable;

/**
 * By NCCL, from GPU to GPU. Nobody has tried it yet: it follows the interface of the binding. The classes of NCCL need those of CUDA,
 * so only this class and {@link NcclLibrary} name them, and a machine without a GPU loads neither.
 *
 * @param device the GPU of this process
 */
record NcclExchange(Device device) implements Exchange {
    /** Glances without a pause; sums of a few numbers are there by then. */
    private static final int GLANCES = 1_000;

    private static final long PAUSE_MILLISECONDS = 1;

    /** Else c10d's own watch ends the process when another one is lost, before it has said why. */
    private static final NativeVariable ON_ERRORS =
            new NativeVariable("TORCH_NCCL_ASYNC_ERROR_HANDLING", "2"); // CleanUpOnly

    /** GPUs are connected by their first exchange, which therefore is made here, where it can be left alone. */
    @Override
    public Backend connect(Store store, Member self) {
        ON_ERRORS.setWhereUnset();
        ProcessGroupNCCL.Options options = ProcessGroupNCCL.Options.create();
        options.timeout(new Milliseconds(Exchange.mostMilliseconds(self)));
        ProcessGroupNCCL group = new ProcessGroupNCCL(store, self.rank(), self.size(), options);
        TensorScope.run(() -> {
            Work work = group.allreduce(new TensorVector(placed(Tensors.of(new long[] {1}, 1))));
            while (!work.isCompleted()) {
                pause();
            }
            work._wait();
        });
        return group;
    }

    @Override
    public Tensor placed(Tensor values) {
        return values.is_cuda() ? values : Tensors.onDevice(values, device);
    }

    /** By glances: where a wait of c10d's own runs out, it gives up the whole group. */
    @Override
    public boolean endsWithin(Work work, int milliseconds) {
        long began = System.nanoTime();
        int glances = 0;
        while (!work.isCompleted()) {
            if (System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(milliseconds)) {
                return false;
            }
            if (++glances > GLANCES) {
                pause();
            }
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever wants an end asks for it between iterations
        }
    }

    @Override
    public void close(Backend group) {
        if (group instanceof ProcessGroupNCCL nccl) {
            nccl.shutdown();
        }
        group.close();
    }

    /** A kernel that waits for others would keep the GPU busy for as long as the process is there. */
    @Override
    public void abandon(Backend group) {
        if (group instanceof ProcessGroupNCCL nccl) {
            Thread thread = new Thread(nccl::abort, "huale-abandoning");
            thread.setDaemon(true);
            thread.start();
        }
    }
}
