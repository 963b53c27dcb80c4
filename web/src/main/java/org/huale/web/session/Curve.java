package org.huale.web.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunHistory;
import org.huale.metric.Evaluation;
import org.huale.report.curve.Figure;
import org.huale.revision.ClassHistory;
import org.huale.web.desk.ProgressView.CurvePoint;
import org.jspecify.annotations.Nullable;

/**
 * The learning curve of a run so far.
 *
 * @param comparable the last of the points, of detectors of the same classes but for their names: a mean over others is another
 *     figure
 * @param figure what it is measured in; empty text before there is anything
 * @param lastBatch what the last batch brought; null before there was one, or where it was not comparable before
 */
record Curve(
        List<CurvePoint> points,
        List<CurvePoint> comparable,
        String figure,
        @Nullable String lastBatch) {
    static final Curve NONE = new Curve(List.of(), List.of(), "", null);

    /**
     * Of the cycles that have ended, and of the one whose images people label at the moment.
     *
     * @param learned by the detector of that cycle
     */
    static Curve of(Path run, Optional<Learned> learned) {
        if (!RunFolder.holdsRun(run)) {
            return NONE;
        }
        RunHistory history = RunFolder.read(run);
        List<CycleRecord> cycles = new ArrayList<>(history.cycles());
        learned.ifPresent(of -> RunFolder.evaluations(run, cycles.size())
                .ifPresent(it -> cycles.add(measured(cycles.size(), of.images(), it))));
        int first = ClassHistory.comparableSince(history.classChanges(), cycles.size() - 1);
        return Figure.mainOf(List.of(new RunHistory(history.summary(), cycles)))
                .map(it -> of(cycles, first, it))
                .orElse(NONE);
    }

    private static CycleRecord measured(int cycle, int labeled, Map<String, Evaluation> evaluations) {
        return new CycleRecord(cycle, labeled, 0, List.of(), evaluations, Map.of(), Map.of(), Map.of(), 0, null);
    }

    /** @param first of the cycles that can be compared with the last */
    private static Curve of(List<CycleRecord> cycles, int first, Figure figure) {
        List<CurvePoint> comparable =
                points(cycles.stream().filter(it -> it.cycle() >= first).toList(), figure);
        return new Curve(points(cycles, figure), comparable, figure.title(), lastBatch(comparable));
    }

    private static List<CurvePoint> points(List<CycleRecord> cycles, Figure figure) {
        List<CurvePoint> points = new ArrayList<>();
        for (CycleRecord cycle : cycles) {
            OptionalDouble value = figure.of(cycle);
            if (value.isPresent()) {
                points.add(new CurvePoint(cycle.images(), 100 * value.getAsDouble()));
            }
        }
        return points;
    }

    private static @Nullable String lastBatch(List<CurvePoint> points) {
        if (points.size() < 2) {
            return null;
        }
        CurvePoint before = points.get(points.size() - 2);
        CurvePoint last = points.get(points.size() - 1);
        return String.format(
                Locale.ROOT,
                "The last %d images brought %+.1f: from %.1f to %.1f.",
                last.images() - before.images(),
                last.figure() - before.figure(),
                before.figure(),
                last.figure());
    }
}
