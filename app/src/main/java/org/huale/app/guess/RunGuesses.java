package org.huale.app.guess;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Confidence;
import org.huale.detect.Detection;
import org.huale.detect.Detections;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.WatchedDetector;
import org.huale.detect.training.StoppedException;
import org.huale.geometry.Box;
import org.huale.image.ImageException;
import org.huale.inbox.Inbox;
import org.huale.inbox.cost.Calibration;
import org.huale.inbox.oracle.InboxOracle;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.SelectionRecord;
import org.huale.loop.oracle.FilesOracle;
import org.huale.loop.pool.Pool;
import org.huale.revision.ClassHistory;
import org.huale.revision.ClassRenumbering;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the detector that a run trained last finds in the images that were chosen with it, whatever the strategy looked at:
 * what the selection has seen is taken from there, the other images are detected in. Kept in {@code guesses.json} of the
 * cycle. The initial set has some where the run's detector is there before.
 */
public final class RunGuesses implements FilesOracle.Guesses {
    /** Less sure ones are kept nowhere. */
    private static final double FAINTEST = 0.05;

    private static final Logger LOG = LoggerFactory.getLogger(RunGuesses.class);

    private final RunFolder folder;
    private final DetectorTrainer trainer;
    private final double threshold;
    private final BooleanSupplier stop;

    /**
     * @param trainer opens the detectors of the run
     * @param threshold score from which annotators start from a guess, in [0, 1]
     * @param stop asked after each image that is detected in; where it is true, a {@link StoppedException} leaves the rest
     */
    public RunGuesses(RunFolder folder, DetectorTrainer trainer, double threshold, BooleanSupplier stop) {
        this.folder = folder;
        this.trainer = trainer;
        this.threshold = threshold;
        this.stop = stop;
    }

    @Override
    public Map<ImageId, List<Annotation>> of(Set<ImageId> images) {
        Map<ImageId, List<Annotation>> objects = new HashMap<>();
        sure(images)
                .forEach((image, guesses) ->
                        objects.put(image, guesses.stream().map(Guess::object).toList()));
        return objects;
    }

    @Override
    public Map<ImageId, List<Double>> scoresOf(Set<ImageId> images) {
        Map<ImageId, List<Double>> scores = new HashMap<>();
        sure(images)
                .forEach((image, guesses) ->
                        scores.put(image, guesses.stream().map(Guess::score).toList()));
        return scores;
    }

    private Map<ImageId, List<Guess>> sure(Set<ImageId> images) {
        Map<ImageId, List<Guess>> sure = new TreeMap<>();
        all(folder.nextToAnnotate(), List.of()).forEach((image, guesses) -> {
            if (images.contains(image)) {
                sure.put(
                        image,
                        guesses.stream()
                                .filter(it -> Confidence.isAtLeast(it.score(), threshold))
                                .toList());
            }
        });
        return sure;
    }

    /**
     * Those of a cycle, most sure first, faint ones included, in the classes that people are asked for. None where the detector
     * knows only classes of after these.
     *
     * @param cycle -1 for the initial set, for which there are some where its run has a detector before the first cycle
     * @param initial images of the initial set
     */
    Map<ImageId, List<Guess>> all(int cycle, List<ImageRecord> initial) {
        GuessFile file = new GuessFile(folder.exchange(cycle).resolve("guesses.json"));
        Map<ImageId, List<Guess>> asked = new TreeMap<>();
        folder.classes()
                .ofGuesses(cycle)
                .ifPresent(change -> file.read()
                        .orElseGet(() -> found(cycle, initial)
                                .map(it -> written(cycle, it, file))
                                .orElse(Map.of()))
                        .forEach((image, guesses) -> asked.put(
                                image, guesses.stream().map(it -> it.in(change)).toList())));
        return asked;
    }

    private Optional<Map<ImageId, Detections>> found(int cycle, List<ImageRecord> initial) {
        return cycle < 0 ? beforehand(initial) : folder.selection(cycle).map(it -> found(cycle, it));
    }

    private Optional<Map<ImageId, Detections>> beforehand(List<ImageRecord> initial) {
        ClassNames classes = classes(Pool.BEFORE_ALL);
        return initial.isEmpty() || classes.count() == 0
                ? Optional.empty()
                : trainer.beforehand(classes).map(detector -> found(detector, initial));
    }

    private Map<ImageId, Detections> found(PoolDetector opened, List<ImageRecord> images) {
        Map<ImageId, Detections> found = new HashMap<>();
        try (PoolDetector detector = WatchedDetector.leftBy(opened, this::leaveWhereAsked)) {
            detector.batches(images).forEach(batch -> detect(detector, batch, found));
        }
        return found;
    }

    private void leaveWhereAsked() {
        if (stop.getAsBoolean()) {
            throw new StoppedException();
        }
    }

    private Map<ImageId, Detections> found(int cycle, SelectionRecord selection) {
        Map<ImageId, Detections> found = new HashMap<>();
        List<ImageRecord> unseen = new ArrayList<>();
        for (SelectionRecord.Chosen chosen : selection.chosen()) {
            Detections seen = chosen.original();
            if (seen == null) {
                unseen.add(new ImageRecord(chosen.score().image(), chosen.file(), chosen.size(), List.of()));
            } else {
                found.put(chosen.score().image(), seen);
            }
        }
        // where somebody has deleted the weights, these images go without guesses
        Optional<Path> weights = unseen.isEmpty() ? Optional.empty() : folder.weights(cycle);
        weights.ifPresent(file -> found.putAll(found(trainer.open(file, Set.of()), unseen)));
        return found;
    }

    private Map<ImageId, List<Guess>> written(int cycle, Map<ImageId, Detections> found, GuessFile file) {
        Map<ImageId, List<Guess>> guesses = scored(found, folder.classes().since(cycle));
        file.write(guesses);
        return guesses;
    }

    private ClassNames classes(int cycle) {
        return folder.classes().atCycle(cycle).to();
    }

    /** An image that cannot be read goes without guesses: people see it, and can say so. */
    private static void detect(PoolDetector detector, List<ImageRecord> batch, Map<ImageId, Detections> found) {
        try {
            detector.detect(batch, View.ORIGINAL, found::put);
        } catch (ImageException e) {
            if (batch.size() > 1) {
                batch.forEach(image -> detect(detector, List.of(image), found));
            } else {
                LOG.warn("no guesses for image {}: {}", batch.get(0).id(), e.getMessage());
            }
        }
    }

    /** @param since from the detector's classes to the latest, by whose names it is known what became of guesses before */
    private Map<ImageId, List<Guess>> scored(Map<ImageId, Detections> found, ClassRenumbering since) {
        Calibration calibration = calibration();
        Map<ImageId, List<Guess>> guesses = new TreeMap<>();
        found.forEach((image, detections) -> guesses.put(image, scored(detections, since, calibration)));
        return guesses;
    }

    private Calibration calibration() {
        try (Inbox inbox = Inbox.open(folder.path().resolve(Inbox.FILE), Clock.systemUTC())) {
            ClassHistory classes = folder.classes();
            return Calibration.of(inbox, request -> InboxOracle.since(request, classes));
        }
    }

    private List<Guess> scored(Detections detections, ClassRenumbering since, Calibration calibration) {
        return detections.stream()
                .filter(it -> Confidence.isAtLeast(it.confidence(), FAINTEST)
                        && !it.box().isDegenerate())
                .map(it -> guess(it, since.to().name(since.places().get(it.classIndex())), calibration))
                .toList();
    }

    private static Guess guess(Detection it, String name, Calibration calibration) {
        Box box = it.box();
        return new Guess(
                Annotation.of(box, it.classIndex()), it.confidence(), calibration.score(name, it.confidence()));
    }
}
