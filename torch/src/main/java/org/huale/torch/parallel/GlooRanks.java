package org.huale.torch.parallel;

import java.util.function.Function;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.AllreduceOptions;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.ReduceOp;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.stdio.NativeOutput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes that libtorch's c10d connects with each other, by Gloo. Tensors of a GPU go through the memory of the machine. */
final class GlooRanks implements Ranks {
    /** Longer than rank 0 may need to judge a detector, while the others wait. A process that ends is noticed at once. */
    static final long MOST_MILLISECONDS = 30 * 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(GlooRanks.class);
    private static final long MEGABYTE = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private final int rank;
    private final int size;
    private final Store store; // must outlive the group
    private final ProcessGroupGloo group;
    private long bytes;
    private long nanos;

    private GlooRanks(int rank, int size, Store store, ProcessGroupGloo group) {
        this.rank = rank;
        this.size = size;
        this.store = store;
        this.group = group;
    }

    /**
     * Connects with all others, each of which does the same.
     *
     * @param address of this machine, by which the others reach it
     */
    static GlooRanks connected(Store store, String address, int rank, int size) {
        ProcessGroupGloo.Options options = ProcessGroupGloo.Options.create(new Milliseconds(MOST_MILLISECONDS));
        options.devices(new GlooDeviceVector(ProcessGroupGloo.createDeviceForHostname(address)));
        try {
            ProcessGroupGloo group =
                    NativeOutput.logged(() -> new ProcessGroupGloo(store, rank, size, options)); // which says so
            return new GlooRanks(rank, size, store, group);
        } catch (RuntimeException e) {
            throw lost(e);
        }
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void sum(Tensor values) {
        together(values, group::allreduce);
    }

    @Override
    public void max(Tensor values) {
        together(
                values,
                it -> group.allreduce(it, new AllreduceOptions().reduceOp(new ReduceOp(ReduceOp.RedOpType.MAX))));
    }

    @Override
    public void copyOfFirst(Tensor values) {
        together(values, group::broadcast);
    }

    @Override
    public boolean any(boolean here) {
        return TensorScope.get(() -> {
            Tensor mark = Tensors.of(new long[] {here ? 1 : 0}, 1);
            max(mark);
            return Tensors.toLongs(mark)[0] > 0;
        });
    }

    private void together(Tensor values, Function<TensorVector, Work> collective) {
        TensorScope.run(() -> {
            Tensor here = values.cpu();
            long began = System.nanoTime();
            try {
                collective.apply(new TensorVector(here))._wait();
            } catch (RuntimeException e) {
                throw lost(e);
            }
            nanos += System.nanoTime() - began;
            bytes += here.nbytes();
            if (values.is_cuda()) {
                values.copy_(here);
            }
        });
    }

    private static LostRankException lost(RuntimeException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new LostRankException(
                "another process of this training is gone, or cannot be reached (" + reason + ")", e);
    }

    @Override
    public void close() {
        LOG.info(
                "rank {}: {} MB exchanged in {} s, waiting for others included",
                rank,
                bytes / MEGABYTE,
                nanos / SECOND);
        group.close();
        store.close();
    }
}
