package org.huale.app.run;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.huale.app.guess.RequestDetails;
import org.huale.app.guess.RunGuesses;
import org.huale.config.ConfigDifference;
import org.huale.config.ConfigJson;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.ImageRecord;
import org.huale.inbox.cvat.CvatDoor;
import org.huale.inbox.cvat.CvatOptions;
import org.huale.inbox.cvat.CvatStage;
import org.huale.inbox.cvat.CvatToken;
import org.huale.inbox.labelstudio.LabelStudioDoor;
import org.huale.inbox.labelstudio.StudioOptions;
import org.huale.inbox.labelstudio.StudioToken;
import org.huale.inbox.oracle.Door;
import org.huale.inbox.oracle.InboxOracle;
import org.huale.inbox.partner.Patience;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.oracle.AskedClasses;
import org.huale.loop.oracle.FilesOracle;
import org.huale.loop.oracle.GroundTruthOracle;
import org.huale.loop.oracle.Oracle;
import org.huale.problem.HualeException;
import org.huale.revision.ClassHistory;

/**
 * Who annotates.
 *
 * @param name {@code ground-truth} for the annotations that the pool has already, {@code inbox} for people who find the images in
 *     the inbox of the run, {@code files} for people who exchange files as well, {@code label-studio} and {@code cvat} for people who
 *     work in Label Studio or CVAT
 * @param format in which images are handed out to people
 * @param finished where their finished annotations are, a data set in whose name <code>{cycle}</code> stands for the
 *     cycle; blank for the folder {@code labeled} of the cycle
 * @param guesses whether the files that people get hold what the detector found; the inbox has it always
 * @param guessThreshold score from which a guess is handed out in files, to Label Studio and to CVAT, in [0, 1]
 * @param url address of Label Studio or CVAT, {@code http://127.0.0.1:8080}
 * @param project title or number of the project there; blank for one named after the run's folder
 * @param tokenFile file that holds nothing but the token; the environment's {@code HUALE_LABEL_STUDIO_TOKEN} or
 *     {@code HUALE_CVAT_TOKEN} goes before it
 * @param imagesUrl address below which browsers get the images under their names; blank where they are uploaded to Label Studio
 * @param organization short name of the organization in CVAT; blank for the token owner's own space
 * @param imagesPerJob images of a job in CVAT, at least 1; a job is finished as a whole
 * @param stage from which on a completed job in CVAT counts
 */
public record OracleChoice(
        String name,
        DatasetFormat format,
        String finished,
        boolean guesses,
        double guessThreshold,
        String url,
        String project,
        String tokenFile,
        String imagesUrl,
        String organization,
        int imagesPerJob,
        CvatStage stage) {
    public static final String GROUND_TRUTH = "ground-truth";
    static final String FILES = "files";
    static final String INBOX = "inbox";
    static final String LABEL_STUDIO = "label-studio";
    static final String CVAT = "cvat";

    public OracleChoice {
        if (!(guessThreshold >= 0 && guessThreshold <= 1)) {
            throw new IllegalArgumentException("guess threshold must be in [0, 1], got " + guessThreshold);
        }
    }

    public static OracleChoice named(String name) {
        return new OracleChoice(
                name, DatasetFormat.named("coco"), "", false, 0.5, "", "", "", "", "", 10, CvatStage.ANNOTATION);
    }

    public static List<String> names() {
        return List.of(GROUND_TRUTH, FILES, INBOX, LABEL_STUDIO, CVAT);
    }

    /** Whether the pool need not have annotations. */
    public boolean asksPeople() {
        return !name.equals(GROUND_TRUTH);
    }

    /** Where files are does not hang on the folder in which the program is called. */
    OracleChoice absolute() {
        return new OracleChoice(
                name,
                format,
                finished.isBlank()
                        ? ""
                        : DatasetLocator.parse(finished).absolute().toString(),
                guesses,
                guessThreshold,
                url,
                project,
                RunConfig.absolute(tokenFile),
                imagesUrl,
                organization,
                imagesPerJob,
                stage);
    }

    /** @throws HualeException where what is needed to reach the program that people work in is not there or cannot be used */
    void requireReachable() {
        switch (name) {
            case LABEL_STUDIO -> studio();
            case CVAT -> cvat();
            default -> {}
        }
    }

    /**
     * A default is not told from a key that was left out, and does no harm.
     *
     * @throws HualeException where another value is given to whoever does not look at it
     */
    void requireHeeded() {
        List<String> unread = ConfigJson.differences(named(name), this).stream()
                .filter(it -> !heeding(it.key()).contains(name))
                .map(this::unread)
                .toList();
        if (!unread.isEmpty()) {
            throw new HualeException(String.join(System.lineSeparator(), unread));
        }
    }

    /** With the defaults of keys that whoever annotates does not look at. */
    OracleChoice heeded() {
        OracleChoice usual = named(name);
        return new OracleChoice(
                name,
                heeded("format", format, usual.format),
                heeded("finished", finished, usual.finished),
                heeded("guesses", guesses, usual.guesses),
                heeded("guessThreshold", guessThreshold, usual.guessThreshold),
                heeded("url", url, usual.url),
                heeded("project", project, usual.project),
                heeded("tokenFile", tokenFile, usual.tokenFile),
                heeded("imagesUrl", imagesUrl, usual.imagesUrl),
                heeded("organization", organization, usual.organization),
                heeded("imagesPerJob", imagesPerJob, usual.imagesPerJob),
                heeded("stage", stage, usual.stage));
    }

    private <T> T heeded(String key, T given, T usual) {
        return heeding(key).contains(name) ? given : usual;
    }

    private String unread(ConfigDifference given) {
        return "oracle." + given.key() + ": "
                + given.now().map(Object::toString).orElse("")
                + " would do nothing with oracle.name: " + name + "; it is for "
                + String.join(", ", heeding(given.key())) + ". Name one of these, or leave it out";
    }

    private static List<String> heeding(String key) {
        return switch (key) {
            case "format", "finished" -> List.of(FILES);
            case "guesses", "guessThreshold" -> List.of(FILES, INBOX, LABEL_STUDIO, CVAT);
            case "url", "project", "tokenFile" -> List.of(LABEL_STUDIO, CVAT);
            case "imagesUrl" -> List.of(LABEL_STUDIO);
            case "organization", "imagesPerJob", "stage" -> List.of(CVAT);
            default -> names();
        };
    }

    private StudioOptions studio() {
        return new StudioOptions(url, project, imagesUrl, guessThreshold);
    }

    private CvatOptions cvat() {
        return new CvatOptions(url, project, organization, imagesPerJob, stage, guessThreshold);
    }

    /**
     * The program besides HUALE in which people work; empty where there is none.
     *
     * @param stop asked while that is waited for; where it is true, a {@link org.huale.detect.training.StoppedException} leaves it
     * @throws HualeException where there is no token for it
     */
    public Optional<Door> door(Path run, BooleanSupplier stop) {
        return switch (name) {
            case LABEL_STUDIO -> Optional.of(labelStudio(run, Patience.defaults(stop)));
            case CVAT -> Optional.of(cvat(run, Patience.defaults(stop)));
            default -> Optional.empty();
        };
    }

    private Door labelStudio(Path run, Patience patience) {
        return new LabelStudioDoor(new LabelStudioDoor.Setup(
                run,
                studio(),
                StudioToken.of(System::getenv, tokenFile),
                cycle -> AskedClasses.of(RunFolder.classes(run), cycle),
                Clock.systemUTC(),
                patience));
    }

    private Door cvat(Path run, Patience patience) {
        return new CvatDoor(new CvatDoor.Setup(
                run,
                cvat(),
                CvatToken.of(System::getenv, tokenFile),
                cycle -> AskedClasses.of(RunFolder.classes(run), cycle),
                patience));
    }

    /**
     * For whom annotations are asked.
     *
     * @param proposed what people may start from
     * @param enough share of each request that must be finished, in (0, 1]; images that are not then stay unlabeled
     * @param stop asked while another program is waited for
     */
    record Asking(RunFolder folder, RunGuesses proposed, double enough, BooleanSupplier stop) {

        InboxOracle.Setup setup() {
            return new InboxOracle.Setup(
                    folder.path(), Clock.systemUTC(), enough, new RequestDetails(folder, proposed));
        }
    }

    /**
     * Speaks of the classes that the run has now, and of those of then where it asks for something again.
     *
     * @param pool with those that it began with
     */
    Oracle oracle(Dataset pool, Asking asking) {
        RunFolder folder = asking.folder();
        return switch (name) {
            case GROUND_TRUTH -> new GroundTruthOracle(pool, folder.classes(), folder.auditLog());
            case FILES -> InboxOracle.beside(files(pool, asking), asking.setup());
            case INBOX -> InboxOracle.alone(asking.setup());
            case LABEL_STUDIO, CVAT ->
                InboxOracle.beside(door(folder.path(), asking.stop()).orElseThrow(), asking.setup());
            default -> throw new HualeException("oracle.name: unknown oracle " + name + "; known are " + names());
        };
    }

    private Oracle files(Dataset pool, Asking asking) {
        ClassHistory classes = asking.folder().classes();
        return new FilesOracle(
                        cycle -> AskedClasses.of(classes, cycle),
                        asking.folder()::exchange,
                        new FilesOracle.Options(format, finished),
                        guesses ? asking.proposed() : FilesOracle.Guesses.NONE)
                .among(pool.images().stream().map(ImageRecord::id).toList());
    }
}
