package org.huale.torch.parallel.watch;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who was heard of lately. Silence is counted by this process's own beats and not by a clock, so that a process which stood still
 * itself, as on Ctrl-Z, misses nobody when it goes on.
 */
final class Attendance {
    private final Pulse pulse;
    private final Map<Integer, Integer> missed = new TreeMap<>();
    private @Nullable Loss loss;

    /** @param ranks that are to be heard of from now on */
    Attendance(Pulse pulse, Collection<Integer> ranks) {
        this.pulse = pulse;
        ranks.forEach(rank -> missed.put(rank, 0));
    }

    Pulse pulse() {
        return pulse;
    }

    synchronized boolean expects(int rank) {
        return missed.containsKey(rank);
    }

    synchronized void heard(int rank) {
        missed.computeIfPresent(rank, (it, beats) -> 0);
    }

    /** Nothing more is to be heard of it. */
    synchronized void left(int rank) {
        missed.remove(rank);
    }

    /** A beat has passed; returns who has been silent for too long, the first where there are several. */
    synchronized Optional<Loss> beat() {
        missed.replaceAll((rank, beats) -> beats + 1);
        return missed.entrySet().stream()
                .filter(it -> it.getValue() >= pulse.missed())
                .findFirst()
                .map(it -> Loss.ofSilence(it.getKey(), pulse));
    }

    /** Whether it is the first loss; only that counts, as others follow from it. */
    synchronized boolean lost(Loss next) {
        if (loss != null) {
            return false;
        }
        loss = next;
        return true;
    }

    synchronized Optional<Loss> loss() {
        return Optional.ofNullable(loss);
    }
}
