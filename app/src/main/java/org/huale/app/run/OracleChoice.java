package org.huale.app.run;

import java.util.List;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetFormat;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.oracle.FilesOracle;
import org.huale.loop.oracle.GroundTruthOracle;
import org.huale.loop.oracle.Oracle;
import org.huale.problem.HualeException;
import org.huale.revision.ClassHistory;

/**
 * Who annotates.
 *
 * @param name {@code ground-truth} for the annotations that the pool has already, {@code files} for people
 * @param format in which images are handed out to people
 * @param finished where their finished annotations are, a data set in whose name <code>{cycle}</code> stands for the
 *     cycle; blank for the folder {@code labeled} of the cycle
 * @param guesses whether people start from what the detector found with a confidence of one half or more
 */
public record OracleChoice(String name, DatasetFormat format, String finished, boolean guesses) {
    public static final String GROUND_TRUTH = "ground-truth";
    static final String FILES = "files";

    public static OracleChoice named(String name) {
        return new OracleChoice(name, DatasetFormat.named("coco"), "", false);
    }

    public static List<String> names() {
        return List.of(GROUND_TRUTH, FILES);
    }

    /** Whether the pool need not have annotations. */
    public boolean asksPeople() {
        return name.equals(FILES);
    }

    /**
     * Speaks of the classes that the run has now.
     *
     * @param pool with those that it began with
     */
    Oracle oracle(Dataset pool, RunFolder folder) {
        ClassHistory classes = folder.classes();
        return switch (name) {
            case GROUND_TRUTH ->
                new GroundTruthOracle(classes.sinceTheBeginning().of(pool), folder.auditLog());
            case FILES ->
                new FilesOracle(
                        new FilesOracle.Classes(classes.latest(), classes.formerNames()),
                        folder::exchange,
                        new FilesOracle.Options(format, finished),
                        guesses ? folder.guesses() : FilesOracle.Guesses.NONE);
            default -> throw new HualeException("oracle.name: unknown oracle " + name + "; known are " + names());
        };
    }
}
