package org.huale.torch.parallel.watch;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far each process has come that was heard of, and for how many beats others have waited for it, or all of them together. As
 * {@link Attendance}, it counts this process's own beats: where all stood still together, nobody was waited for.
 */
final class Progress {
    private final Pulse pulse;
    private final Collection<Integer> all;
    private final Map<Integer, Place> places = new TreeMap<>();
    private int longest;
    private long furthest;
    private int together;

    /** @param waited beats since another process was seen to be further */
    private record Place(Standing standing, int waited) {}

    /** @param all ranks, of rank 0, which hears all of them; none otherwise */
    Progress(Pulse pulse, Collection<Integer> all) {
        this.pulse = pulse;
        this.all = all;
    }

    /** What a process says of itself. */
    synchronized void stands(int rank, Standing standing) {
        Place before = places.get(rank);
        boolean further =
                before == null || standing.exchange() > before.standing().exchange();
        if (before != null && further) {
            longest = Math.max(longest, before.waited());
        }
        places.put(rank, new Place(standing, before == null || further ? 0 : before.waited()));
    }

    /** Nobody waits for it. */
    synchronized void left(int rank) {
        places.remove(rank);
    }

    /** A beat has passed; returns who was waited for too long, the first where there are several. */
    synchronized Optional<Loss> beat() {
        long before = furthest;
        furthest = places.values().stream()
                .mapToLong(it -> it.standing().exchange())
                .max()
                .orElse(0);
        places.replaceAll(
                (rank, it) -> new Place(it.standing(), it.standing().exchange() < furthest ? it.waited() + 1 : 0));
        together = furthest == before && allWait() ? together + 1 : 0;
        long most = pulse.leeway().beats(longest, pulse);
        return together > most ? stuck() : behind(most);
    }

    private Optional<Loss> behind(long most) {
        return places.entrySet().stream()
                .filter(it -> it.getValue().waited() > most)
                .findFirst()
                .map(it -> Loss.ofStanding(
                        it.getKey(),
                        it.getValue().standing(),
                        pulse.duration(it.getValue().waited())));
    }

    /** Whether all are in the same exchange, as far as this process hears of all. */
    private boolean allWait() {
        return !all.isEmpty()
                && places.keySet().containsAll(all)
                && places.values().stream()
                        .map(Place::standing)
                        .allMatch(it -> it.waiting() && it.exchange() == furthest);
    }

    private Optional<Loss> stuck() {
        return places.values().stream().findFirst().map(it -> Loss.ofExchange(it.standing(), pulse.duration(together)));
    }
}
