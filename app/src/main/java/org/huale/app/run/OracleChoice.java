package org.huale.app.run;

import java.time.Clock;
import java.util.List;
import org.huale.app.guess.RequestDetails;
import org.huale.app.guess.RunGuesses;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetFormat;
import org.huale.inbox.oracle.InboxOracle;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.oracle.FilesOracle;
import org.huale.loop.oracle.GroundTruthOracle;
import org.huale.loop.oracle.Oracle;
import org.huale.problem.HualeException;
import org.huale.revision.ClassHistory;

/**
 * Who annotates.
 *
 * @param name {@code ground-truth} for the annotations that the pool has already, {@code inbox} for people who find the images in
 *     the inbox of the run, {@code files} for people who exchange files as well
 * @param format in which images are handed out to people
 * @param finished where their finished annotations are, a data set in whose name <code>{cycle}</code> stands for the
 *     cycle; blank for the folder {@code labeled} of the cycle
 * @param guesses whether the files that people get hold what the detector found; the inbox has it always
 * @param guessThreshold score from which a guess is handed out in files, in [0, 1]
 */
public record OracleChoice(String name, DatasetFormat format, String finished, boolean guesses, double guessThreshold) {
    public static final String GROUND_TRUTH = "ground-truth";
    static final String FILES = "files";
    static final String INBOX = "inbox";

    public OracleChoice {
        if (!(guessThreshold >= 0 && guessThreshold <= 1)) {
            throw new IllegalArgumentException("guess threshold must be in [0, 1], got " + guessThreshold);
        }
    }

    public static OracleChoice named(String name) {
        return new OracleChoice(name, DatasetFormat.named("coco"), "", false, 0.5);
    }

    public static List<String> names() {
        return List.of(GROUND_TRUTH, FILES, INBOX);
    }

    /** Whether the pool need not have annotations. */
    public boolean asksPeople() {
        return name.equals(FILES) || name.equals(INBOX);
    }

    /**
     * Speaks of the classes that the run has now.
     *
     * @param pool with those that it began with
     * @param proposed what people may start from
     * @param enough share of each request that must be finished, in (0, 1]; images that are not then stay unlabeled
     */
    Oracle oracle(Dataset pool, RunFolder folder, RunGuesses proposed, double enough) {
        return switch (name) {
            case GROUND_TRUTH ->
                new GroundTruthOracle(folder.classes().sinceTheBeginning().of(pool), folder.auditLog());
            case FILES -> InboxOracle.beside(files(folder, proposed), setup(folder, proposed, enough));
            case INBOX -> InboxOracle.alone(setup(folder, proposed, enough));
            default -> throw new HualeException("oracle.name: unknown oracle " + name + "; known are " + names());
        };
    }

    private Oracle files(RunFolder folder, RunGuesses proposed) {
        ClassHistory classes = folder.classes();
        return new FilesOracle(
                new FilesOracle.Classes(classes.latest(), classes.formerNames()),
                folder::exchange,
                new FilesOracle.Options(format, finished),
                guesses ? proposed : FilesOracle.Guesses.NONE);
    }

    private static InboxOracle.Setup setup(RunFolder folder, RunGuesses proposed, double enough) {
        return new InboxOracle.Setup(
                folder.path(),
                Clock.systemUTC(),
                enough,
                new RequestDetails(folder, folder.classes().latest(), proposed));
    }
}
