package org.huale.torch.parallel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    /** Else c10d's own watch ends the process when another one is lost, before it has said why. */
    private static final NativeVariable ON_ERRORS =
            new NativeVariable("TORCH_NCCL_ASYNC_ERROR_HANDLING", "2"); // CleanUpOnly

    /** Groups whose GPUs never came together. They go with the process: freed, they would count down the store that is gone by then. */
    private static final List<Backend> GIVEN_UP = Collections.synchronizedList(new ArrayList<>());

    /**
     * GPUs are connected by their first exchange, which therefore is made here, where it can be left alone.
     *
     * @throws IllegalStateException where it takes longer than any exchange may
     */
    @Override
    public Backend connect(Store store, Member self) {
        ON_ERRORS.setWhereUnset();
        ProcessGroupNCCL.Options options = ProcessGroupNCCL.Options.create();
        options.timeout(new Milliseconds(Exchange.mostMilliseconds(self)));
        ProcessGroupNCCL group = new ProcessGroupNCCL(store, self.rank(), self.size(), options);
        TensorScope.run(() -> {
            Work work = group.allreduce(new TensorVector(placed(Tensors.of(new long[] {1}, 1))));
            requireOver(work, group, Exchange.mostMilliseconds(self));
            work._wait();
        });
        return group;
    }

    private void requireOver(Work work, Backend group, long milliseconds) {
        if (!Glances.within(work::isCompleted, milliseconds)) {
            GIVEN_UP.add(group);
            abandon(group);
            throw new IllegalStateException("the GPUs were not connected within " + milliseconds / 1000 + " s");
        }
    }

    @Override
    public Tensor placed(Tensor values) {
        return values.is_cuda() ? values : Tensors.onDevice(values, device);
    }

    /** By glances: where a wait of c10d's own runs out, it gives up the whole group. */
    @Override
    public boolean endsWithin(Work work, int milliseconds) {
        return Glances.within(work::isCompleted, milliseconds);
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
