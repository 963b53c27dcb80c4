package org.huale.spark;

import static java.util.Objects.requireNonNullElse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.distinct.NearDuplicates;
import org.huale.app.process.Invocation;
import org.huale.app.score.ScoreRequest;
import org.huale.app.score.ScoreSession;
import org.huale.app.score.Scoring;
import org.huale.config.Settings;
import org.huale.detect.provider.DetectorSource;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code huale score} does, for clusters that start programs: the main class for {@code spark-submit}. */
public final class ScorePool {
    private static final Logger LOG = LoggerFactory.getLogger(ScorePool.class);
    private static final int WRONG_INPUT = 2;

    private ScorePool() {}

    /**
     * The words of the command line.
     *
     * @param data images to select from, as for {@code huale score}
     * @param weights file of the detector
     * @param model of weights that HUALE did not save
     * @param labeled file that lists images already annotated
     * @param exclude file that lists images not to select
     * @param out folder for the results
     * @param parquet where the predictions are kept; the folder {@code parquet} of {@code out} where nothing is said
     * @param device of the executors
     * @param threads of one operation on an executor
     * @param batch images detected in together
     * @param budget images to select
     * @param seed all randomness follows from it
     * @param strategy that selects
     * @param selection which images are not selected, whatever the strategy
     */
    record Keys(
            @Nullable String data,
            @Nullable String weights,
            @Nullable String model,
            @Nullable String labeled,
            @Nullable String exclude,
            String out,
            @Nullable String parquet,
            String device,
            int threads,
            int batch,
            int budget,
            long seed,
            StrategyChoice strategy,
            Selected selection) {

        /** What is not selected. */
        record Selected(NearDuplicates nearDuplicates) {}

        Keys {
            new DetectorSource.Place(device, threads); // refuses what is out of range
            if (batch < 1 || budget < 1) {
                throw new IllegalArgumentException(
                        "batch and budget must be at least 1, got " + batch + " and " + budget);
            }
        }

        static Keys standard() {
            return new Keys(
                    null,
                    null,
                    null,
                    null,
                    null,
                    "score",
                    null,
                    "cpu",
                    DetectorSource.Place.defaultThreads(),
                    4,
                    100,
                    0,
                    StrategyChoice.named(StrategyChoice.USUAL),
                    new Selected(NearDuplicates.defaults()));
        }

        static Keys read(List<String> words) {
            Settings settings = new Settings();
            words.forEach(settings::assignment);
            return settings.into(standard());
        }

        ScoreRequest request() {
            return new ScoreRequest(
                    new ScoreRequest.Images(said("data", data), path(labeled), path(exclude)),
                    strategy,
                    selection.nearDuplicates(),
                    budget,
                    seed);
        }

        ScoreSession.Detecting detecting() {
            return new ScoreSession.Detecting(
                    new DetectorSource(
                            Path.of(said("weights", weights)),
                            model,
                            DetectorSource.Changes.none(),
                            new DetectorSource.Place(device, threads)),
                    batch,
                    new LoggedWatch(LOG),
                    SparkCluster.on(null, parquet));
        }

        private static String said(String key, @Nullable String value) {
            if (value == null) {
                throw new HualeException(key + ": missing; say " + key + "=...");
            }
            return value;
        }

        private static @Nullable Path path(@Nullable String file) {
            return file == null ? null : Path.of(file);
        }
    }

    /** @param words {@code key=value} */
    public static void main(String[] words) {
        try {
            score(List.of(words));
        } catch (HualeException e) {
            LOG.error("{}", e.getMessage());
            System.exit(WRONG_INPUT);
        }
    }

    static void score(List<String> words) {
        Keys keys = Keys.read(words);
        String version = requireNonNullElse(ScorePool.class.getPackage().getImplementationVersion(), "unknown");
        Scoring.Result result = new ScoreSession(keys.request(), Path.of(keys.out()))
                .byDetector(keys.detecting(), new Invocation(version, "unknown", words), LOG::info);
        Map<String, Integer> forwards = result.forwards();
        LOG.info(
                "chose {} of {} images; forwards {}; see {}",
                result.selection().chosen().size(),
                result.unlabeled(),
                forwards,
                Path.of(keys.out()).resolve("selection.txt"));
    }
}
