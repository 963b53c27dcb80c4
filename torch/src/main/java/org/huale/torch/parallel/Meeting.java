package org.huale.torch.parallel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.StringVector;
import org.huale.problem.HualeException;
import org.huale.torch.parallel.watch.DoorSign;
import org.huale.torch.parallel.watch.RankWatch;
import org.huale.torch.parallel.watch.WatchDoor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How one of the processes of a training comes together with the others at a place. */
record Meeting(MeetingPoint place, Member self, String task) {
    private static final Logger LOG = LoggerFactory.getLogger(Meeting.class);
    private static final String DOOR = "door";

    /**
     * Waits until all processes are here, and connects them.
     *
     * @param glance called several times a second meanwhile; throws where waiting is in vain
     */
    Ranks held(Runnable glance) {
        if (!self.isFirst()) {
            awaitFirst(glance);
        }
        Store store = orTold(() -> place.store(self.rank(), self.size()));
        if (!self.isFirst()) {
            Exchange exchange = gathered(store, glance);
            return connected(new Link(store, watchFromElsewhere(store), exchange));
        }
        WatchDoor door = door();
        try {
            store.set(DOOR, door.sign().text());
            Exchange exchange = gathered(store, glance);
            return connected(new Link(store, RankWatch.ofFirst(door, task, self.size()), exchange));
        } catch (RuntimeException e) {
            close(door);
            throw e;
        }
    }

    /** Before libtorch would, which cannot be interrupted while it waits. */
    private void awaitFirst(Runnable glance) {
        AtomicReference<String> told = new AtomicReference<>("");
        boolean there = Patience.until(
                () -> {
                    glance.run();
                    return isOpen(told);
                },
                MeetingPoint.MOST_SECONDS);
        if (!there) {
            throw new HualeException(place + ": rank 0 cannot be reached: " + told.get());
        }
    }

    /** @param told what the log said last of why it is not */
    private boolean isOpen(AtomicReference<String> told) {
        Optional<String> obstacle = place.obstacle();
        obstacle.filter(why -> !why.equals(told.getAndSet(why)))
                .ifPresent(why -> LOG.info("rank {} waits for rank 0 at {}: {}", self.rank(), place, why));
        return obstacle.isEmpty();
    }

    /** Waits for all, and returns by what they exchange. */
    private Exchange gathered(Store store, Runnable glance) {
        String address = place.ownAddress(self.rank());
        store.set(offer(self.rank()), Offer.of(self.means(), address).text());
        gather(store, glance);
        Agreement agreement = Agreement.of(self.means().wanted(), offers(store));
        tell(agreement);
        return agreement.nccl() ? new NcclExchange(new Device(self.means().numbered())) : new GlooExchange(address);
    }

    private List<Offer> offers(Store store) {
        return IntStream.range(0, self.size())
                .mapToObj(rank -> Offer.of(store.get_to_str(offer(rank))))
                .toList();
    }

    private void tell(Agreement agreement) {
        if (agreement.nccl()) {
            LOG.info("rank {}: sums go from GPU to GPU by NCCL", self.rank());
        } else if (!agreement.reason().isEmpty()) {
            LOG.warn(
                    "rank {}: sums go through the memory of the machines by Gloo and not from GPU to GPU by NCCL: {}",
                    self.rank(),
                    agreement.reason());
        }
    }

    private void gather(Store store, Runnable glance) {
        store.set(key(self.rank()), task);
        awaitAll(store, glance);
        for (int other = 0; other < self.size(); other++) {
            if (!store.get_to_str(key(other)).equals(task)) {
                throw new HualeException(
                        "rank " + other + " and rank " + self.rank() + " at " + place
                                + " are to do something else: images, options and first weights must be the same in all processes");
            }
        }
    }

    private Ranks connected(Link link) {
        try {
            return ConnectedRanks.connected(link, self);
        } catch (RuntimeException e) {
            RankWatch watch = link.watch();
            watch.giveUp(String.valueOf(e.getMessage()));
            watch.close();
            throw e;
        }
    }

    private WatchDoor door() {
        try {
            return WatchDoor.at(place.ownAddress(0), self.pulse());
        } catch (IOException e) {
            throw new HualeException(place + ": no port of this machine can be listened at: " + e.getMessage(), e);
        }
    }

    private RankWatch watchFromElsewhere(Store store) {
        DoorSign sign = DoorSign.of(store.get_to_str(DOOR));
        try {
            return RankWatch.ofOther(self.rank(), task, place.ownAddress(0), sign);
        } catch (IOException e) {
            throw new HualeException(
                    place + ": rank 0 cannot be reached at its port " + sign.port() + ": " + e.getMessage(), e);
        }
    }

    private <T> T orTold(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (RuntimeException e) {
            throw new HualeException(
                    place + ": " + (self.isFirst() ? "cannot be listened at: " : "rank 0 cannot be reached: ")
                            + LostRankException.reason(e),
                    e);
        }
    }

    private void awaitAll(Store store, Runnable glance) {
        boolean all = Patience.until(
                () -> {
                    glance.run();
                    return missing(store).isEmpty();
                },
                MeetingPoint.MOST_SECONDS);
        if (!all) {
            throw new HualeException("ranks " + missing(store) + " of " + self.size() + " did not come to " + place
                    + " within " + MeetingPoint.MOST_SECONDS + " s");
        }
    }

    private List<Integer> missing(Store store) {
        List<Integer> missing = new ArrayList<>();
        for (int rank = 0; rank < self.size(); rank++) {
            if (!store.check(new StringVector(key(rank)))) {
                missing.add(rank);
            }
        }
        return missing;
    }

    private static String offer(int rank) {
        return "offer/" + rank;
    }

    private static String key(int rank) {
        return "rank/" + rank;
    }

    private static void close(WatchDoor door) {
        try {
            door.close();
        } catch (IOException e) {
            // its port goes with this process
        }
    }
}
