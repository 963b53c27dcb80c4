package org.huale.report.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.huale.loop.folder.RunHistory;

/**
 * The runs of a pilot that have come as far as a comparison goes. One that has only begun would move the last common cycle to where
 * nothing differs yet, and a plan would be made from that.
 */
final class PilotRuns {

    private PilotRuns() {}

    /** @param notes gets which are left out */
    static List<RunHistory> of(List<RunHistory> runs, List<String> notes) {
        return RunComparison.byDataset(runs).values().stream()
                .flatMap(onOneSet -> ended(onOneSet, notes).stream())
                .toList();
    }

    private static List<RunHistory> ended(List<RunHistory> runs, List<String> notes) {
        Predicate<RunHistory> random = run -> run.summary().strategy().equals(References.RANDOM);
        List<List<RunHistory>> sides = List.of(
                runs.stream().filter(random).toList(),
                runs.stream().filter(random.negate()).toList());
        int images = reached(sides, PilotRuns::images);
        int cycles = reached(sides, run -> run.cycles().size());
        List<RunHistory> ended = new ArrayList<>();
        for (RunHistory run : runs) {
            if (images(run) >= images || run.cycles().size() >= cycles) { // cycles of a seed may hold fewer images
                ended.add(run);
            } else {
                notes.add(run.summary().name() + ": left out, it has come to " + images(run) + " of " + images
                        + " images, in " + run.cycles().size() + " of " + cycles + " cycles");
            }
        }
        return ended;
    }

    /** As far as some run of random and some run of another strategy have come. */
    private static int reached(List<List<RunHistory>> sides, ToIntFunction<RunHistory> far) {
        return sides.stream()
                .mapToInt(side -> side.stream().mapToInt(far).max().orElse(0))
                .min()
                .orElse(0);
    }

    private static int images(RunHistory run) {
        return run.cycles().isEmpty()
                ? 0
                : run.cycles().get(run.cycles().size() - 1).images();
    }
}
