package org.huale.app.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.huale.app.run.RunConfig;
import org.huale.loop.folder.RunFolder;
import org.jspecify.annotations.Nullable;

/**
 * A run that one process works on.
 *
 * @param place where it belongs
 * @param config all that it is made from
 * @param work of each cycle, in images through the network; those of a training count three times, for the way back
 * @param first whose first cycle it takes; null where it is itself such a run
 */
public record BenchmarkJob(
        Place place,
        RunConfig config,
        List<Double> work,
        @Nullable BenchmarkJob first) {

    /**
     * @param name also the folder within that of the benchmark
     * @param dataset label of the data set
     * @param out folder of the benchmark; null where none is named, as for a plan alone: nothing of the run is there
     */
    public record Place(
            String name, String dataset, @Nullable Path out) {}

    public BenchmarkJob {
        work = List.copyOf(work);
    }

    public String name() {
        return place.name();
    }

    /** Of the run; need not be there yet. */
    public Path folder() {
        return Objects.requireNonNull(place.out(), "no folder was named").resolve(place.name());
    }

    /** In all. */
    public int cycles() {
        return work.size();
    }

    /** Cycles that have ended, as the folder says at the moment. */
    public int ended() {
        return hasFolder() ? Math.min(RunFolder.cyclesEnded(folder()), cycles()) : 0;
    }

    public boolean isDone() {
        return ended() == cycles();
    }

    /** Whether it is compared; otherwise other runs take their first cycle from it. */
    public boolean isCell() {
        return first != null;
    }

    /** The run that has to come first, if one has to and is not done. */
    @Nullable
    BenchmarkJob awaited() {
        return first == null || hasBegun() || first.isDone() ? null : first;
    }

    private boolean hasBegun() {
        return hasFolder() && RunFolder.hasBegunFirstCycle(folder());
    }

    private boolean hasFolder() {
        return place.out() != null;
    }

    /** Work of the cycles that have not ended. */
    public double left() {
        return work.subList(ended(), cycles()).stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }
}
