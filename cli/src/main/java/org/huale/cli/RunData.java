package org.huale.cli;

import java.util.TreeSet;
import org.huale.dataset.Dataset;
import org.huale.problem.HualeException;

/**
 * The images of a run.
 *
 * @param pool to label
 * @param test to evaluate on, with the same classes
 */
record RunData(Dataset pool, Dataset test) {

    RunData {
        if (!pool.classes().equals(test.classes())) {
            TreeSet<String> odd = new TreeSet<>(pool.classes().names());
            odd.addAll(test.classes().names());
            odd.removeIf(name -> pool.classes().indexOf(name).isPresent()
                    && test.classes().indexOf(name).isPresent());
            throw new HualeException("data.pool and data.test must have the same classes in the same order; "
                    + (odd.isEmpty() ? "the order differs" : "not in both: " + odd));
        }
    }

    /** Of a plain folder of images it is only known what may be in them: the classes of the test set. */
    static RunData read(RunConfig.Data data) {
        Dataset test = NamedData.read(data.testLocator()).dataset();
        Dataset pool = PoolReading.read(data.pool()).dataset();
        return new RunData(data.poolIsPlain() ? new Dataset(pool.name(), test.classes(), pool.images()) : pool, test);
    }
}
