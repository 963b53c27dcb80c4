package org.huale.torch.parallel;

import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.Backend;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Work;

/** What carries tensors from process to process: a kind of process groups of libtorch's c10d, with all that is its own. */
interface Exchange {
    /** An exchange may take this much longer than others are waited for; the watch knows better who is missing. */
    long SECONDS_MORE = 60;

    /** The group of all processes; returns when they are connected. */
    Backend connect(Store store, Member self);

    /** The values where the group takes them: these, or a copy. */
    Tensor placed(Tensor values);

    /** Waits for so many milliseconds at most; returns whether the exchange is over, well or not. */
    boolean endsWithin(Work work, int milliseconds);

    /** Frees a group in which no exchange is under way. */
    void close(Backend group);

    /** Leaves a group in which an exchange hangs, which freeing it would wait for. */
    void abandon(Backend group);

    /** For how many milliseconds an exchange may take. */
    static long mostMilliseconds(Member self) {
        return TimeUnit.SECONDS.toMillis(self.pulse().leeway().most() + SECONDS_MORE);
    }
}
