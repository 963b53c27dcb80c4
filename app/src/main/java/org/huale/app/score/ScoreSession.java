package org.huale.app.score;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.distinct.DistinctStrategy;
import org.huale.acquire.distinct.Signatures;
import org.huale.acquire.store.StoredPredictions;
import org.huale.app.data.PoolReading;
import org.huale.app.process.Invocation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.identity.ClassReading;
import org.huale.detect.ClassMapping;
import org.huale.detect.EvidencePart;
import org.huale.detect.MappedDetector;
import org.huale.detect.PoolDetector;
import org.huale.detect.WatchedDetector;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.image.format.ImageIoReader;
import org.huale.problem.HualeException;
import org.huale.provenance.Arithmetic;
import org.huale.provenance.ProvenanceFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selection alone, for a detector that exists, HUALE's or another. Its folder belongs to one request and one detector; stopped
 * at any moment, the same request goes on where it was.
 */
public final class ScoreSession {
    private static final Logger LOG = LoggerFactory.getLogger(ScoreSession.class);

    private final ScoreRequest request;
    private final Path folder;
    private final PoolReading reading;
    private final ScoringPool pool;

    /**
     * Reads the images.
     *
     * @param folder for the results and the predictions
     * @throws HualeException where the images or the lists of them cannot be read
     */
    public ScoreSession(ScoreRequest request, Path folder) {
        this.request = request;
        this.folder = folder;
        this.reading = PoolReading.read(request.images().data(), folder);
        this.pool = ScoringPool.of(
                reading, request.images().labeled(), request.images().excluded());
    }

    /**
     * A detector on the class path.
     *
     * @param source its weights, and how it is to be opened
     * @param batch images detected in together
     * @param watcher hears of each detection
     * @param place where it detects
     */
    public record Detecting(DetectorSource source, int batch, WatchedDetector.Watcher watcher, DetectionPlace place) {

        /** In this process. */
        public Detecting(DetectorSource source, int batch, WatchedDetector.Watcher watcher) {
            this(source, batch, watcher, DetectionPlace.here());
        }
    }

    /**
     * Chooses by what another detector found.
     *
     * @param file a COCO result file, {@code -} for standard input, or a folder with files of predictions
     * @param asked how category ids are read, where somebody said so
     * @throws HualeException where the strategy needs what the file does not have, the classes of files of predictions are not
     *     those of the data set, or the folder is another scoring's
     */
    public Scoring.Result byPredictions(String file, Optional<ClassReading> asked) {
        Optional<PredictionFiles> files = PredictionFiles.of(file);
        if (files.isPresent() && asked.isPresent()) {
            throw new HualeException(ClassReading.OPTION + " is for result files; the files in " + file
                    + " name the classes of their detector");
        }
        return files.map(it -> byKept(it.open(file))).orElseGet(() -> byResults(file, asked));
    }

    private Scoring.Result byKept(PredictionFiles.Kept kept) {
        Map<String, String> identity = withClasses(Map.of("predictions", kept.fingerprint()));
        claim(identity);
        StoredPredictions.Origin origin = new StoredPredictions.Origin(identity, () -> mapped(kept.found(), LOG::warn));
        try (StoredPredictions predictions = stored(origin)) {
            return scoring().run(new ViewsOfFiles(predictions, kept.views()), predictions::known, folder);
        }
    }

    private Scoring.Result byResults(String file, Optional<ClassReading> asked) {
        GivenPredictions given = GivenPredictions.read(file, reading, asked).giving(needs());
        given.predictions().requireEnough(needs());
        Map<String, String> identity = new TreeMap<>(Map.of("predictions", given.fingerprint()));
        asked.ifPresent(it -> identity.put("categoryIds", it.word()));
        claim(identity);
        return scoring().run(given.predictions(), given::of, folder);
    }

    /**
     * Chooses by what a detector finds.
     *
     * @param invocation of the program, for the provenance
     * @param notices gets what a person should know and no result depends on
     * @throws HualeException where the folder is another scoring's, or the strategy asks for views that are not looked at where the
     *     detector works
     */
    public Scoring.Result byDetector(Detecting detecting, Invocation invocation, Consumer<String> notices) {
        requireViews(detecting.place());
        DetectorProviders.of(detecting.source()).prepare();
        Map<String, String> identity = withClasses(DetectorIdentity.of(detecting.source(), detecting.batch()));
        claim(identity);
        noteArithmetic(detecting.source(), invocation, notices);
        DetectionPlace.Work work =
                new DetectionPlace.Work(detecting.source(), detecting.batch(), needs(), identity, folder);
        StoredPredictions.Origin origin = new StoredPredictions.Origin(
                identity,
                () -> new WatchedDetector(mapped(detecting.place().open(work), notices), detecting.watcher()));
        try (StoredPredictions predictions = stored(origin)) {
            return scoring().run(predictions, predictions::known, folder).withForwards(predictions.forwards());
        }
    }

    /** Says now what would else be said when all images have been looked at as they are. */
    private void requireViews(DetectionPlace place) {
        List<String> views =
                place.unseen(pool.pool().images(), request.strategy().strategy());
        if (!views.isEmpty()) {
            throw new HualeException("strategy " + request.strategy().name() + " asks for images in the views " + views
                    + ", and a cluster looks at them in "
                    + new TreeSet<>(place.views().orElseThrow())
                    + " alone; choose another strategy, or detect without Spark");
        }
    }

    /** The data set's classes decide what of a detection is kept, and as what. */
    private Map<String, String> withClasses(Map<String, String> detector) {
        Map<String, String> identity = new TreeMap<>(detector);
        if (classes().count() > 0) {
            identity.put("classes", classes().names().toString());
        }
        return identity;
    }

    /** In the classes of the data set, as in a run; a folder of images has none, and all that is found counts. */
    private PoolDetector mapped(PoolDetector detector, Consumer<String> notices) {
        if (classes().count() == 0) {
            return detector;
        }
        try {
            ClassMapping mapping = ClassMapping.of(detector, classes(), reading.numbering());
            mapping.notes().forEach(notices);
            return MappedDetector.of(detector, mapping);
        } catch (RuntimeException e) {
            detector.close();
            throw e instanceof HualeException ? advised(e) : e;
        }
    }

    private static HualeException advised(RuntimeException e) {
        return new HualeException(
                e.getMessage() + "; with the folder of the images as --data all that is found counts", e);
    }

    private ClassNames classes() {
        return reading.dataset().classes();
    }

    private StoredPredictions stored(StoredPredictions.Origin origin) {
        return StoredPredictions.open(
                folder.resolve(ScoreFiles.PREDICTIONS), origin, pool.pool().images(), needs());
    }

    private Set<EvidencePart> needs() {
        return request.strategy().strategy().needs();
    }

    /** Predictions that are there already stay, also where this machine would find others in the last bits. */
    private void noteArithmetic(DetectorSource source, Invocation invocation, Consumer<String> notices) {
        Arithmetic arithmetic = DetectorProviders.of(source).arithmetic(source.place());
        ProvenanceFile file = ProvenanceFile.in(folder);
        arithmetic.notice(folder, file.processes()).ifPresent(notices);
        Map<String, String> provenance = invocation.provenance();
        provenance.putAll(arithmetic.provenance());
        file.goOn(provenance);
    }

    /** Makes the folder this scoring's. */
    private void claim(Map<String, String> detector) {
        ScoreArguments.of(request, pool.pool(), detector).claim(folder);
    }

    private Scoring scoring() {
        Signatures signatures = Signatures.in(folder.resolve(Signatures.FILE), ImageIoReader.defaults());
        AcquisitionStrategy distinct =
                DistinctStrategy.of(request.strategy().strategy(), request.nearDuplicates(), signatures);
        return new Scoring(pool, new Scoring.Setup(distinct, request.budget(), request.seed()));
    }
}
