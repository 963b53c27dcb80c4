package org.huale.acquire.coverage;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntToDoubleFunction;

/**
 * Takes, again and again, what adds most, for gains that never grow as more is taken: only those are computed again whose last
 * gain would still win. Where the gains are those of a monotone submodular function, no choice is better by more than a factor of
 * e / (e - 1). Sources: Nemhauser, Wolsey and Fisher 1978; Minoux, Accelerated greedy algorithms, 1978.
 */
public final class LazyGreedy {
    private final IntToDoubleFunction gain;
    private final PriorityQueue<Worth> queue = new PriorityQueue<>(Worth.ORDER);
    private int taken;

    /** What one was worth when so many were taken. */
    private record Worth(int one, double value, int taken) {

        /** The most worth first, of equals the lower number. */
        static final Comparator<Worth> ORDER =
                Comparator.comparingDouble(Worth::value).reversed().thenComparingInt(Worth::one);
    }

    /**
     * @param first what each one adds while none is taken
     * @param gain what the one of this number adds to those taken so far
     */
    public LazyGreedy(double[] first, IntToDoubleFunction gain) {
        this.gain = gain;
        for (int i = 0; i < first.length; i++) {
            queue.add(new Worth(i, first[i], 0));
        }
    }

    /** The one that adds most now, the first of equals; it is not there again. The caller takes it before asking once more. */
    public int next() {
        Worth best = queue.remove();
        while (best.taken() < taken) {
            queue.add(new Worth(best.one(), gain.applyAsDouble(best.one()), taken));
            best = queue.remove();
        }
        taken++;
        return best.one();
    }
}
