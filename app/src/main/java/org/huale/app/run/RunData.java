package org.huale.app.run;

import java.nio.file.Path;
import java.util.TreeSet;
import org.huale.app.data.NamedData;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageFilter;
import org.huale.problem.HualeException;

/**
 * The images of a run.
 *
 * @param pool to label
 * @param test to evaluate on, with the same classes
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

    /**
     * Of a plain folder of images it is only known what may be in them: the classes of the test set. Images without usable
     * annotations belong to the pool where people can annotate them.
     *
     * @param people whether people annotate
     */
    public static RunData read(RunConfig.Data data, boolean people) {
        Dataset test = NamedData.readAnnotated(data.testLocator()).dataset();
        return new RunData(data.poolIsPlain() ? plain(data, test.classes()) : pool(data, people), test);
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
