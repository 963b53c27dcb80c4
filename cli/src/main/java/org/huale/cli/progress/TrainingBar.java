package org.huale.cli.progress;

import java.io.PrintWriter;
import java.util.Map;
import org.huale.detect.training.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Tells how a training goes on a terminal: one bar of images, with speed and time left, and a line for each validation. */
public final class TrainingBar implements TrainingListener, AutoCloseable {
    private final TrainingListener lines;
    private final PrintWriter err;
    private final int batchSize;
    private @Nullable ProgressReporter bar;

    /** @param lines says what is no progress */
    public TrainingBar(TrainingListener lines, PrintWriter err, int batchSize) {
        this.lines = lines;
        this.err = err;
        this.batchSize = batchSize;
    }

    @Override
    public void stepped(Step step) {
        ProgressReporter reporter = bar;
        if (reporter == null) {
            long left = step.ofIterations() - step.iterations() + 1;
            reporter = ProgressReporter.start(new ProgressReporter.Task("train", "images", left * batchSize), err);
            bar = reporter;
        }
        reporter.advance(batchSize);
    }

    @Override
    public void validated(int epoch, Map<String, Double> figures, boolean best) {
        lines.validated(epoch, figures, best);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
