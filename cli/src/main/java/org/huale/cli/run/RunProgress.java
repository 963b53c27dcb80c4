package org.huale.cli.run;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.huale.app.run.RunListener;
import org.huale.cli.progress.ProgressReporter;
import org.huale.cli.progress.TrainingBar;
import org.huale.cli.progress.TrainingLog;
import org.huale.dataset.ImageId;
import org.huale.detect.provider.TrainingRecipe;
import org.huale.detect.training.TrainingListener;
import org.huale.forecast.Expectation;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.CycleStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how a run goes: a line for each stage, and how far a long one is. */
final class RunProgress implements RunListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunProgress.class);

    private final TrainingRecipe training;
    private final PrintWriter err;
    private final Consumer<CycleRecord> sink;
    private final Set<String> noted = new HashSet<>();
    private @Nullable ProgressReporter detection;
    private TrainingListener steps = TrainingListener.silent();
    private @Nullable TrainingBar bar;

    /** @param sink gets every cycle that has ended */
    RunProgress(TrainingRecipe training, PrintWriter err, Consumer<CycleRecord> sink) {
        this.training = training;
        this.err = err;
        this.sink = sink;
    }

    @Override
    public void began(int cycle, CycleStage stage, int images) {
        close();
        LOG.info("cycle {}: {}", cycle, words(stage, images));
        if (stage == CycleStage.TRAIN) {
            steps = new TrainingLog(LOG, training);
            if (ProgressReporter.onTerminal()) {
                bar = new TrainingBar(steps, err, training.imagesAnIteration());
                steps = bar;
            }
        } else if (stage != CycleStage.ANNOTATE && ProgressReporter.onTerminal()) {
            detection = ProgressReporter.start(new ProgressReporter.Task(stage.word(), "images", images), err);
        }
    }

    private static String words(CycleStage stage, int images) {
        return switch (stage) {
            case TRAIN -> "train on " + images + " images";
            case EVALUATE -> "evaluate on " + images + " images";
            case SELECT -> "select from " + images + " images";
            case ANNOTATE -> "annotate " + images + " images";
        };
    }

    @Override
    public void detected(int images) {
        if (detection != null) {
            detection.advance(images);
        }
    }

    @Override
    public void ended(int cycle, CycleStage stage, double seconds) {
        close();
        LOG.debug("cycle {}: {} took {} s", cycle, stage.word(), String.format(Locale.ROOT, "%.1f", seconds));
    }

    @Override
    public void setAside(int cycle, Map<ImageId, String> reasons) {
        LOG.warn(
                "{}: {} set aside and never asked for again: {}",
                SkippedTable.place(cycle),
                reasons.size() == 1 ? "1 image" : reasons.size() + " images",
                SkippedTable.words(reasons));
    }

    @Override
    public void expects(int cycle, Expectation expectation) {
        LOG.info("after cycle {}: {}", cycle, expectation.words());
    }

    @Override
    public void noted(String words) {
        if (noted.add(words)) {
            LOG.warn("{}", words);
        }
    }

    @Override
    public void finished(CycleRecord record) {
        LOG.info("{}", CycleTable.words(record));
        sink.accept(record);
    }

    @Override
    public void stepped(Step step) {
        steps.stepped(step);
    }

    @Override
    public void validated(int epoch, Map<String, Double> figures, boolean best) {
        steps.validated(epoch, figures, best);
    }

    @Override
    public void close() {
        if (detection != null) {
            detection.close();
            detection = null;
        }
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
