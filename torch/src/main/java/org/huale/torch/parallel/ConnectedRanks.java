package org.huale.torch.parallel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.AllreduceOptions;
import org.bytedeco.pytorch.Backend;
import org.bytedeco.pytorch.ReduceOp;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.parallel.watch.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes that libtorch's c10d connects with each other. */
final class ConnectedRanks implements Ranks {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectedRanks.class);
    private static final long MEGABYTE = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    /** A connection that breaks is seen by Gloo and by the watch at about the same time. */
    private static final long SECONDS_TO_HEAR_WHO = 2;

    /** Groups in which an exchange hangs, which would be waited for if they were freed. They go with the process. */
    private static final List<ConnectedRanks> ABANDONED = Collections.synchronizedList(new ArrayList<>());

    private final Member self;
    private final Link link;
    private final Backend group;
    private Standing standing = Standing.BEGINNING;
    private boolean abandoned;
    private long bytes;
    private long nanos;

    private ConnectedRanks(Member self, Link link, Backend group) {
        this.self = self;
        this.link = link;
        this.group = group;
    }

    /**
     * Connects with all others, each of which does the same.
     *
     * @param link closed with what is returned; where none is, its store ends, but not its watch
     */
    static ConnectedRanks connected(Link link, Member self) {
        Connecting connecting = Connecting.begun(link, self);
        try {
            Patience.until(
                    () -> {
                        link.requireAll(self.size());
                        return connecting.isDone();
                    },
                    MeetingPoint.MOST_SECONDS);
            return new ConnectedRanks(self, link, connecting.group());
        } catch (RuntimeException e) {
            connecting.leave();
            throw e;
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
    public void standAt(String place) {
        stand(standing.at(place));
    }

    private void stand(Standing here) {
        standing = here;
        link.watch().stand(here);
    }

    @Override
    public void giveUp(String why) {
        link.watch().giveUp(why);
    }

    private void together(Tensor values, Function<TensorVector, Work> collective) {
        TensorScope.run(() -> {
            link.requireAll(self.size());
            stand(standing.inNext());
            Tensor placed = link.exchange().placed(values);
            long began = System.nanoTime();
            exchange(placed, collective);
            stand(standing.done());
            nanos += System.nanoTime() - began;
            bytes += placed.nbytes();
            if (placed.is_cuda() != values.is_cuda()) {
                values.copy_(placed);
            }
        });
    }

    private void exchange(Tensor placed, Function<TensorVector, Work> collective) {
        try {
            await(collective.apply(new TensorVector(placed)));
        } catch (LostRankException e) {
            throw e;
        } catch (RuntimeException e) {
            throw lost(e);
        }
    }

    /** Waits as long as all others say that they are there, and come; then an exchange ends, well or not. */
    private void await(Work work) {
        while (!link.exchange().endsWithin(work, link.watch().pulse().milliseconds())) {
            abandoned = true; // unless nobody is lost
            link.requireAll(self.size());
            abandoned = false;
        }
        work._wait(); // which says at once what went wrong
    }

    private LostRankException lost(RuntimeException e) {
        Patience.until(() -> link.watch().loss().isPresent(), SECONDS_TO_HEAR_WHO);
        return link.watch()
                .loss()
                .map(it -> new LostRankException(it, self.size(), e))
                .orElseGet(() -> LostRankException.unknown(e));
    }

    @Override
    public void close() {
        LOG.info(
                "rank {}: {} MB exchanged in {} s, waiting for others included",
                self.rank(),
                bytes / MEGABYTE,
                nanos / SECOND);
        link.watch().close();
        if (abandoned) {
            ABANDONED.add(this);
            link.exchange().abandon(group);
        } else {
            link.end(group);
        }
    }
}
