package org.huale.app.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.huale.app.data.NamedData;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.pool.ImageFilter;
import org.huale.loop.ActiveLearningLoop;
import org.huale.problem.HualeException;

/**
 * The images of a run.
 *
 * @param pool to label
 * @param test to evaluate on, with the same classes; without images where a share of the pool is kept for it
 */
public record RunData(Dataset pool, Dataset test) {

    public RunData {
        if (!pool.classes().equals(test.classes())) {
            TreeSet<String> odd = new TreeSet<>(pool.classes().names());
            odd.addAll(test.classes().names());
            odd.removeIf(name -> pool.classes().indexOf(name).isPresent()
                    && test.classes().indexOf(name).isPresent());
            throw new HualeException("data.pool and data.test must have the same classes in the same order; "
                    + (odd.isEmpty() ? "the order differs" : "not in both: " + odd));
        }
    }

    /** The images of a run that is there, as they are now. */
    public static RunData of(Path run) {
        return of(run, new FrozenRun(run).config());
    }

    /**
     * The same of a run that is there or is to begin.
     *
     * @param run its folder; what it has noted there of a pool of several data sets tells what it calls the images
     */
    public static RunData of(Path run, RunConfig config) {
        RunConfig.Data data = config.data();
        return config.oracle().asksPeople() && data.poolIsJoined()
                ? read(data, () -> new JoinedPool(run, data).images())
                : of(config);
    }

    /** The images of runs of a configuration that are to begin. */
    public static RunData of(RunConfig config) {
        return read(config.data(), config.oracle().asksPeople());
    }

    /**
     * Of a plain folder of images it is only known what may be in them: the classes of the test set, or those named. Images
     * without usable annotations belong to the pool where people can annotate them.
     *
     * @param people whether people annotate
     */
    public static RunData read(RunConfig.Data data, boolean people) {
        return read(data, () -> pool(data, people));
    }

    /** @param joined reads a pool that is no plain folder */
    private static RunData read(RunConfig.Data data, Supplier<Dataset> joined) {
        if (data.sharesTest()) {
            Dataset pool = data.poolIsPlain() ? plain(data, new ClassNames(data.classNames())) : joined.get();
            return new RunData(pool, new Dataset(shareWords(data.testShare()), pool.classes(), List.of()));
        }
        Dataset test = test(data);
        ClassNames classes = data.classNames().isEmpty() ? test.classes() : new ClassNames(data.classNames());
        return new RunData(data.poolIsPlain() ? plain(data, classes) : joined.get(), test);
    }

    /** The images to evaluate on of a run that has a test set. */
    static Dataset test(RunConfig.Data data) {
        return NamedData.readAnnotated(data.testLocator()).dataset();
    }

    /** What a run of the configuration learns from. */
    ActiveLearningLoop.Data forLoop(RunConfig config) {
        return new ActiveLearningLoop.Data(
                pool, config.initial(), test, config.weights().first().present());
    }

    /** The same where there are classes; else as if there were one, so that a run without any can be planned. */
    public RunData forPlan() {
        return pool.classes().count() > 0 ? this : new RunData(withOneClass(pool), withOneClass(test));
    }

    private static Dataset withOneClass(Dataset dataset) {
        return new Dataset(dataset.name(), ClassNames.of("class"), dataset.images());
    }

    private static String shareWords(double share) {
        return String.format(Locale.ROOT, "%.0f %% of what is annotated", 100 * share);
    }

    private static Dataset plain(RunConfig.Data data, ClassNames classes) {
        if (data.poolFilter() != ImageFilter.ALL) {
            throw new HualeException(
                    "data.poolFilter: must be all for a plain folder, whose images nobody has annotated");
        }
        Dataset images = NamedData.readPlain(Path.of(data.pool()));
        return new Dataset(images.name(), classes, images.images());
    }

    private static Dataset pool(RunConfig.Data data, boolean people) {
        Dataset pool = people
                ? NamedData.read(data.poolUnion()).pool()
                : NamedData.readAnnotated(data.poolUnion()).dataset();
        return data.poolFilter().of(pool);
    }
}
