package org.huale.torch.parallel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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
import org.huale.torch.parallel.watch.RankWatch;
import org.huale.torch.stdio.NativeOutput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes that libtorch's c10d connects with each other, by Gloo. Tensors of a GPU go through the memory of the machine. */
final class GlooRanks implements Ranks {
    /** Between two exchanges of a process that is there. One that ends, or says nothing any more, is noticed much sooner. */
    static final long MOST_MILLISECONDS = 30 * 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(GlooRanks.class);
    private static final long MEGABYTE = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    /** A connection that breaks is seen by Gloo and by the watch at about the same time. */
    private static final long SECONDS_TO_HEAR_WHO = 2;

    /** Groups in which an exchange hangs, which would be waited for if they were freed. They go with the process. */
    private static final List<GlooRanks> ABANDONED = Collections.synchronizedList(new ArrayList<>());

    private final Member self;
    private final Store store; // must outlive the group
    private final RankWatch watch;
    private final ProcessGroupGloo group;
    private boolean abandoned;
    private long bytes;
    private long nanos;

    private GlooRanks(Member self, Store store, RankWatch watch, ProcessGroupGloo group) {
        this.self = self;
        this.store = store;
        this.watch = watch;
        this.group = group;
    }

    /**
     * Connects with all others, each of which does the same.
     *
     * @param watch closed with what is returned
     * @param address of this machine, by which the others reach it
     */
    static GlooRanks connected(Store store, RankWatch watch, String address, Member self) {
        ProcessGroupGloo.Options options = ProcessGroupGloo.Options.create(new Milliseconds(MOST_MILLISECONDS));
        options.devices(new GlooDeviceVector(ProcessGroupGloo.createDeviceForHostname(address)));
        FutureTask<ProcessGroupGloo> connecting = new FutureTask<>(() -> NativeOutput.logged( // it says so
                () -> new ProcessGroupGloo(store, self.rank(), self.size(), options)));
        Thread thread = new Thread(connecting, "huale-connecting"); // it cannot be interrupted, but left alone
        thread.setDaemon(true);
        thread.start();
        Patience.until(
                () -> {
                    requireAll(watch, self);
                    return connecting.isDone();
                },
                MeetingPoint.MOST_SECONDS);
        return new GlooRanks(self, store, watch, connected(connecting));
    }

    private static ProcessGroupGloo connected(FutureTask<ProcessGroupGloo> connecting) {
        if (!connecting.isDone()) {
            throw new LostRankException(
                    "not all processes could be connected within " + MeetingPoint.MOST_SECONDS + " s", null);
        }
        try {
            return connecting.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw unknown(cause == null ? e : cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(e);
        }
    }

    @Override
    public int rank() {
        return self.rank();
    }

    @Override
    public int size() {
        return self.size();
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

    @Override
    public void giveUp(String why) {
        watch.giveUp(why);
    }

    private void together(Tensor values, Function<TensorVector, Work> collective) {
        TensorScope.run(() -> {
            requireAll(watch, self);
            Tensor here = values.cpu();
            long began = System.nanoTime();
            try {
                await(collective.apply(new TensorVector(here)));
            } catch (LostRankException e) {
                throw e;
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

    /** Waits as long as all others say that they are there; then an exchange ends, well or not. */
    private void await(Work work) {
        while (!endsWithinABeat(work)) {
            abandoned = true; // unless nobody is lost
            requireAll(watch, self);
            abandoned = false;
        }
        work._wait(); // which says at once what went wrong
    }

    private boolean endsWithinABeat(Work work) {
        try {
            return work._wait(new Milliseconds(watch.pulse().milliseconds()));
        } catch (RuntimeException e) {
            return work.isCompleted();
        }
    }

    private static void requireAll(RankWatch watch, Member self) {
        watch.loss().ifPresent(it -> {
            throw new LostRankException(it, self.size(), null);
        });
    }

    private LostRankException lost(RuntimeException e) {
        Patience.until(() -> watch.loss().isPresent(), SECONDS_TO_HEAR_WHO);
        return watch.loss().map(it -> new LostRankException(it, self.size(), e)).orElseGet(() -> unknown(e));
    }

    private static LostRankException unknown(Throwable e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new LostRankException(
                "another process of this training is gone, or cannot be reached (" + reason + ")", e);
    }

    @Override
    public void close() {
        LOG.info(
                "rank {}: {} MB exchanged in {} s, waiting for others included",
                self.rank(),
                bytes / MEGABYTE,
                nanos / SECOND);
        watch.close();
        if (abandoned) {
            ABANDONED.add(this);
        } else {
            group.close();
            store.close();
        }
    }
}
