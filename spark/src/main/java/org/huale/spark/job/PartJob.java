package org.huale.spark.job;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.huale.problem.HualeException;

/** Parts under way on a cluster, a task for each. */
public final class PartJob implements AutoCloseable {
    private static final int SHOWN = 100;

    private final JavaFutureAction<List<PartOutcome>> job;

    private PartJob(JavaFutureAction<List<PartOutcome>> job) {
        this.job = job;
    }

    /** @param parts without any there is nothing to wait for */
    public static <T> PartJob begin(JavaSparkContext context, List<Part> parts, PartTask<T> task) {
        return new PartJob(
                context.parallelize(parts, Math.max(1, parts.size())).map(task).collectAsync());
    }

    /**
     * Waits for a while.
     *
     * @throws HualeException where Spark gave up, or all parts were tried and some cannot be done
     */
    public boolean isOverWithin(long millis) {
        try {
            requireDone(job.get(millis, TimeUnit.MILLISECONDS));
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HualeException("interrupted while Spark was at work; the same command continues", e);
        } catch (ExecutionException e) {
            throw new HualeException(
                    "Spark gave up: " + firstLine(requireNonNull(e.getCause()))
                            + ". Parts that were done are kept; the same command continues",
                    e);
        }
    }

    /** Waits as {@link #isOverWithin}, without end. */
    public void awaitEnd() {
        isOverWithin(Long.MAX_VALUE);
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static void requireDone(List<PartOutcome> outcomes) {
        List<String> problems = outcomes.stream()
                .flatMap(it -> it.problems().stream().map(problem -> problem + " (on " + it.host() + ")"))
                .distinct()
                .sorted()
                .toList();
        if (!problems.isEmpty()) {
            String more = problems.size() > SHOWN ? "\nand " + (problems.size() - SHOWN) + " more" : "";
            throw new HualeException(String.join("\n", problems.subList(0, Math.min(SHOWN, problems.size()))) + more
                    + "\nAll other parts are done and kept");
        }
    }

    /** Tasks that have not ended are stopped. */
    @Override
    public void close() {
        if (!job.isDone()) {
            job.cancel(true);
        }
    }
}
