package org.huale.cli.progress;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.huale.detect.provider.TrainingRecipe;
import org.huale.detect.training.TrainingListener;
import org.slf4j.Logger;

/** Tells how a training goes: once how many minutes it takes, a line every few seconds, and one for each validation. */
public final class TrainingLog implements TrainingListener {
    private static final long NANOS_BETWEEN = Duration.ofSeconds(10).toNanos();
    /** Iterations after which the time left no longer counts the first of all, which is far slower than the rest. */
    private static final int MEASURED = 52;

    private final Logger log;
    private final int epochs;
    private long lastLine = System.nanoTime() - NANOS_BETWEEN;
    private int heard;

    public TrainingLog(Logger log, TrainingRecipe recipe) {
        this.log = log;
        this.epochs = recipe.epochs();
    }

    @Override
    public void stepped(Step step) {
        heard++;
        if (heard == MEASURED && !step.remaining().isZero()) {
            tellMinutes(step);
        }
        long now = System.nanoTime();
        if (now - lastLine < NANOS_BETWEEN && step.iterations() < step.ofIterations()) {
            return;
        }
        lastLine = now;
        log.info(
                "epoch {}, iteration {} of {}: loss {}, learning rate {}, {} images/s, {} left",
                epoch(step),
                step.iterations(),
                step.ofIterations(),
                rounded(step.result().total()),
                String.format(Locale.ROOT, "%.2g", step.result().learningRate()),
                String.format(Locale.ROOT, "%.1f", step.imagesPerSecond()),
                clock(step.remaining()));
    }

    private void tellMinutes(Step step) {
        long left = step.ofIterations() - step.iterations();
        double seconds = step.remaining().toMillis() / 1000.0;
        log.info(
                "about {} minutes of training, without validation: {} more iterations of {} s",
                String.format(Locale.ROOT, "%.1f", seconds / 60),
                left,
                String.format(Locale.ROOT, "%.2f", seconds / left));
    }

    /** Counted against all epochs, unless these are as many as the iterations take. */
    private String epoch(Step step) {
        int number = step.epoch() + 1;
        return epochs == 0 ? Integer.toString(number) : number + " of " + epochs;
    }

    @Override
    public void validated(int epoch, Map<String, Double> figures, boolean best) {
        log.info("after epoch {}: {}{}", epoch + 1, words(figures), best ? " (best so far)" : "");
    }

    public static String words(Map<String, Double> figures) {
        return figures.entrySet().stream()
                .map(it -> it.getKey() + " " + (it.getValue() < 0 ? "-" : rounded(it.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String clock(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
