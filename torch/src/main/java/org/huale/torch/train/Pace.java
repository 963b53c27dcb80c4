package org.huale.torch.train;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast the last iterations went. */
final class Pace {
    private static final int WINDOW = 50;

    private record Mark(long nanos, long images) {}

    private final Deque<Mark> marks = new ArrayDeque<>();
    private long images;

    Pace(long startNanos) {
        marks.add(new Mark(startNanos, 0));
    }

    void done(int count, long nowNanos) {
        images += count;
        marks.add(new Mark(nowNanos, images));
        if (marks.size() > WINDOW + 1) {
            marks.remove();
        }
    }

    double imagesPerSecond() {
        double seconds = (marks.getLast().nanos() - marks.getFirst().nanos()) / 1e9;
        return seconds > 0 ? (marks.getLast().images() - marks.getFirst().images()) / seconds : 0;
    }

    /** The time for so many more iterations at this speed; nothing is known of validation. */
    Duration remaining(long iterations) {
        long each = (marks.getLast().nanos() - marks.getFirst().nanos()) / Math.max(1, marks.size() - 1);
        return Duration.ofNanos(each * iterations);
    }
}
