package org.huale.web.session;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.RequestCounts;
import org.huale.inbox.oracle.InboxOracle;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.web.desk.ProgressView;
import org.jspecify.annotations.Nullable;

/** How work and run come on, for whoever looks at the page: from the pace of people, and from what the run has written down. */
final class Progress {
    private final Path run;
    private final Pace pace;
    private @Nullable Known known;

    /**
     * What is read of the run's files once for each request and phase, as it is asked for often.
     *
     * @param forTest images of the request that the detector never learns from
     */
    private record Known(String when, Curve curve, Optional<String> shortage, int forTest) {}

    Progress(Path run, Pace pace) {
        this.run = run;
        this.pace = pace;
    }

    /**
     * @param current what people work on
     * @param counts of that request
     */
    ProgressView of(
            String viewer,
            RunKeeper.Standing standing,
            Optional<InboxRequest> current,
            Optional<RequestCounts> counts) {
        Known now = known(standing, current);
        OptionalDouble seconds = pace.secondsPerImage(viewer);
        int left = counts.map(it -> it.total() - it.finished()).orElse(0);
        Curve curve = now.curve();
        int last = curve.points().isEmpty()
                ? 0
                : curve.points().get(curve.points().size() - 1).images();
        int more = counts.map(it -> Math.max(1, it.total() - now.forTest())).orElse(0);
        return new ProgressView(
                seconds.isPresent() ? (Double) seconds.getAsDouble() : null,
                seconds.isPresent() ? (Double) (seconds.getAsDouble() * left / 60) : null,
                curve.points(),
                curve.figure(),
                more == 0 ? null : Forecast.of(curve.comparable(), last + more).orElse(null),
                curve.lastBatch(),
                now.shortage().orElse(null));
    }

    /** One caller at a time: of the many pages that ask when a phase has changed the first reads, and the others take what it read. */
    private synchronized Known known(RunKeeper.Standing standing, Optional<InboxRequest> current) {
        String asked = current.map(it -> it.key() + " " + it.classes().names()).orElse("");
        String when = standing.phase() + " " + standing.cycle() + " " + asked + " " + Learned.state(run);
        Known before = known;
        if (before != null && before.when().equals(when)) {
            return before;
        }
        Optional<Learned> learned = Learned.of(run);
        Known now = new Known(when, Curve.of(run, learned), learned.flatMap(Learned::shortage), forTest(current));
        known = now;
        return now;
    }

    private int forTest(Optional<InboxRequest> current) {
        int cycle = current.stream()
                .flatMapToInt(it -> InboxOracle.cycle(it.key()).stream())
                .findFirst()
                .orElse(-1);
        try {
            return cycle < 0 ? 0 : RunFolder.askedForTest(run, cycle);
        } catch (HualeException e) {
            return 0; // people may go on, and the run says what is damaged
        }
    }
}
