package org.huale.torch.parallel.watch;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that this process is there and how far it has come, and knows the same of the others, as far as they concern it: rank 0
 * hears all others, and these hear rank 0, which tells them of each other. What it finds out is the same for all: the first that
 * was lost.
 */
public final class RankWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RankWatch.class);
    private static final int MOST_MILLISECONDS_TO_CONNECT = 10_000;

    private final int rank;
    private final Closeable door;
    private final Attendance attendance;
    private final Progress progress;
    private final Map<Integer, Line> lines = new ConcurrentHashMap<>();
    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "huale-beat"));
    private final ScheduledFuture<?> beating;
    private volatile Standing standing = Standing.BEGINNING;
    private volatile boolean closed;

    private RankWatch(int rank, Pulse pulse, Collection<Integer> others, Closeable door) {
        this.rank = rank;
        this.door = door;
        this.attendance = new Attendance(pulse, others);
        this.progress = new Progress(pulse, rank == 0 ? others : List.of());
        progress.stands(rank, standing);
        int pause = pulse.milliseconds();
        this.beating = beats.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.MILLISECONDS);
    }

    /**
     * Of rank 0: from now on the others must be heard of.
     *
     * @param door at which they come; closed with this
     * @param task that those who come must know
     * @param size how many processes there are, this one included
     */
    public static RankWatch ofFirst(WatchDoor door, String task, int size) {
        List<Integer> others = IntStream.range(1, size).boxed().toList();
        RankWatch watch = new RankWatch(0, door.sign().pulse(), others, door);
        daemon(() -> door.letIn(line -> watch.greet(line, task)), "huale-door").start();
        return watch;
    }

    /**
     * Of another process, which comes to rank 0.
     *
     * @param host of rank 0
     * @throws IOException where there is no way to it
     */
    public static RankWatch ofOther(int rank, String task, String host, DoorSign sign) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, sign.port()), MOST_MILLISECONDS_TO_CONNECT);
            Line line = new Line(socket);
            line.send(new Message(Message.Kind.HELLO, rank, task));
            RankWatch watch = new RankWatch(rank, sign.pulse(), List.of(0), () -> {});
            watch.lines.put(0, line);
            daemon(() -> watch.attend(0, line), "huale-line").start();
            return watch;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** By which all of them beat. */
    public Pulse pulse() {
        return attendance.pulse();
    }

    /** This process has come so far; the others hear it with the next beat. */
    public void stand(Standing here) {
        standing = here;
        progress.stands(rank, here);
    }

    /** Who was lost first. */
    public Optional<Loss> loss() {
        return attendance.loss();
    }

    /** Tells the others that this process ends before all is done. */
    public void giveUp(String why) {
        tellIfFirst(Loss.ofFailure(rank, why));
    }

    /** Returns when the line has ended; who comes with another task, or twice, is turned away. */
    private void greet(Line line, String task) throws IOException {
        Message first = line.first();
        boolean known = first.kind() == Message.Kind.HELLO && first.words().equals(task);
        if (known && attendance.expects(first.rank()) && lines.putIfAbsent(first.rank(), line) == null) {
            loss().ifPresent(it -> line.trySend(Message.of(it)));
            attend(first.rank(), line);
        }
    }

    private void attend(int other, Line line) {
        try {
            boolean there = true;
            while (there) {
                there = hear(other, line.next());
            }
        } catch (IOException e) {
            if (!closed) {
                lost(Loss.ofEnd(other));
            }
        }
    }

    /** Whether more is to be heard. */
    private boolean hear(int other, Message message) {
        attendance.heard(other);
        if (message.kind() == Message.Kind.BEAT) {
            progress.stands(other, message.standing());
        }
        if (message.kind() == Message.Kind.LOST) {
            lost(new Loss(message.rank(), message.words(), false));
        }
        if (message.kind() == Message.Kind.FAREWELL) {
            attendance.left(other);
            progress.left(other);
        }
        return message.kind() != Message.Kind.FAREWELL;
    }

    private void lost(Loss loss) {
        if (tellIfFirst(loss) && loss.rank() == rank) {
            LOG.warn("the others do not wait for this process, rank {}, any more: it {}", rank, loss.words());
        }
    }

    private boolean tellIfFirst(Loss loss) {
        boolean first = attendance.lost(loss);
        if (first) {
            tell(Message.of(loss));
        }
        return first;
    }

    private void beat() {
        tell(Message.beat(rank, standing));
        attendance.beat().or(progress::beat).ifPresent(this::lost);
    }

    private void tell(Message message) {
        lines.values().forEach(line -> line.trySend(message));
    }

    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Says farewell. */
    @Override
    public void close() {
        closed = true;
        beating.cancel(false);
        beats.shutdown();
        tell(new Message(Message.Kind.FAREWELL, rank, ""));
        lines.values().forEach(RankWatch::end);
        end(door);
    }

    private static void end(Closeable it) {
        try {
            it.close();
        } catch (IOException e) {
            // it had ended
        }
    }
}
