package org.huale.torch.parallel;

import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * The processes that train one detector together, as one of them sees them. All make the same calls in the same order, each
 * on its training thread, and a call returns when every process has come to it: who is slow is waited for.
 */
public interface Ranks extends AutoCloseable {

    /** Number of this process, from 0. */
    int rank();

    /** How many processes there are, this one included. */
    int size();

    /**
     * Adds up over all processes, in place. The order of the summands depends on the number of processes and elements alone,
     * and all processes get the same bits.
     *
     * @param values contiguous, of float32, float64 or int64, of one shape everywhere
     * @throws LostRankException where another process is gone
     */
    void sum(Tensor values);

    /** As {@link #sum}, with the greatest of each. */
    void max(Tensor values);

    /** As {@link #sum}, with what rank 0 has. */
    void copyOfFirst(Tensor values);

    /** Whether this is the process that writes, logs and judges. */
    default boolean isFirst() {
        return rank() == 0;
    }

    /** Whether it holds in any of the processes. */
    boolean any(boolean here);

    /**
     * Says where this process stands from now on, for the message that names it where the others have waited for it too long.
     *
     * @param place such as {@code iteration 12 of 60}
     */
    default void standAt(String place) {}

    /** Tells the others that this process ends before all is done, so that none waits for it. */
    void giveUp(String why);

    /** Does the part of this process; where it fails, the others hear why. */
    default <T> T doing(Supplier<T> part) {
        try {
            return part.get();
        } catch (LostRankException e) {
            throw e; // they know
        } catch (RuntimeException | Error e) {
            giveUp(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** As above, of a part that comes to nothing. */
    default void doing(Runnable part) {
        doing(() -> {
            part.run();
            return this;
        });
    }

    @Override
    void close();

    /** One process, which waits for nobody. */
    static Ranks alone() {
        return Alone.ONE;
    }

    /** Nobody else is there. */
    enum Alone implements Ranks {
        ONE;

        @Override
        public int rank() {
            return 0;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public void sum(Tensor values) {}

        @Override
        public void max(Tensor values) {}

        @Override
        public void copyOfFirst(Tensor values) {}

        @Override
        public boolean any(boolean here) {
            return here;
        }

        @Override
        public void giveUp(String why) {}

        @Override
        public void close() {}
    }
}
