package org.huale.torch.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.bytedeco.pytorch.Backend;
import org.bytedeco.pytorch.FileStore;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Work;
import org.huale.torch.parallel.watch.Pulse;
import org.huale.torch.parallel.watch.RankWatch;
import org.huale.torch.parallel.watch.WatchDoor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process of two, the other of which gives up while connections are being made. */
class ConnectingTest {
    private static final String HERE = "127.0.0.1";
    private static final int MOST_SECONDS = 3_600;

    @TempDir
    private Path folder;

    private RankWatch watch;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        watch = RankWatch.ofFirst(WatchDoor.at(HERE, new Pulse(50, 100_000)), "task", 2);
        store = new FileStore(folder.resolve("meeting").toString(), 1);
    }

    @AfterEach
    void close() {
        watch.close();
    }

    /** If the store went first, libtorch would count a reference down in memory that is somebody else's by then. */
    @Test
    void aGroupThatNobodyWaitedForEndsBeforeItsStore() {
        Slow exchange = new Slow();
        watch.giveUp("enough");

        assertThatThrownBy(() -> ConnectedRanks.connected(new Link(store, watch, exchange), new Member(0, 2)))
                .isInstanceOf(LostRankException.class)
                .hasMessageContaining("enough");
        assertThat(store.isNull()).isFalse(); // it is still connecting
        exchange.others.countDown();
        assertThat(Patience.until(store::isNull, MOST_SECONDS)).isTrue();

        assertThat(exchange.ended).containsExactly("group, while the store is open: true");
    }

    @Test
    void aStoreByWhichNobodyIsConnectedEnds() {
        Slow exchange = new Slow() {
            @Override
            public Backend connect(Store meeting, Member self) {
                throw new IllegalStateException("no way");
            }
        };

        assertThatThrownBy(() -> ConnectedRanks.connected(new Link(store, watch, exchange), new Member(0, 2)))
                .isInstanceOf(LostRankException.class)
                .hasMessageContaining("(no way)");
        assertThat(Patience.until(store::isNull, MOST_SECONDS)).isTrue();

        assertThat(exchange.ended).isEmpty();
    }

    /** Gloo with itself alone, which is connected when the others have come. */
    private class Slow implements Exchange {
        private final GlooExchange gloo = new GlooExchange(HERE);
        private final CountDownLatch others = new CountDownLatch(1);
        private final List<String> ended = new CopyOnWriteArrayList<>();

        @Override
        public Backend connect(Store meeting, Member self) {
            Team.await(others);
            return gloo.connect(meeting, new Member(0, 1));
        }

        @Override
        public void close(Backend group) {
            ended.add("group, while the store is open: " + !store.isNull());
            gloo.close(group);
        }

        @Override
        public Tensor placed(Tensor values) {
            return values;
        }

        @Override
        public boolean endsWithin(Work work, int milliseconds) {
            return true;
        }

        @Override
        public void abandon(Backend group) {}
    }
}
