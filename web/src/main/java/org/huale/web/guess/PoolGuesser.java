package org.huale.web.guess;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.huale.dataset.Annotation;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Confidence;
import org.huale.detect.Detection;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.image.Image;
import org.huale.image.ImageException;
import org.huale.image.ImageReader;
import org.huale.web.desk.NotReady;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guesses about the images of a pool, and of nothing else: names are only compared with those of the pool, and no other file is read
 * and no address asked, whatever a name says. What was found is kept until there is another detector.
 */
public final class PoolGuesser implements Guesser, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PoolGuesser.class);
    private static final String NONE = "huale-none-yet";

    private final Supplier<FlatNames> names;
    private final Setup setup;
    private final Map<ImageId, Guesses> found = new HashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "huale-guesses");
        made.setDaemon(true);
        return made;
    });
    private @Nullable Opened opened;
    private volatile boolean closed;

    /** A detector and how images are read for it. */
    public record Model(Detector detector, ImageReader reader) {}

    /**
     * How guesses are made.
     *
     * @param newest detector; empty where there is none yet
     * @param opener opens it, in the thread that uses it
     * @param threshold confidence from which something found is a guess, in [0, 1]
     * @param patience how long one question may take, its wait for others before it included; what was found until then is kept
     */
    public record Setup(
            Supplier<Optional<DetectorFile>> newest,
            Function<DetectorFile, Model> opener,
            double threshold,
            Duration patience) {}

    private record Opened(DetectorFile file, Model model, GuessClasses classes) {}

    /** @param pool names among which images are found, asked for with each question; see {@link PoolNames} */
    public PoolGuesser(Supplier<FlatNames> pool, Setup setup) {
        this.names = pool;
        this.setup = setup;
    }

    @Override
    public String version() {
        return setup.newest().get().map(DetectorFile::version).orElse(NONE);
    }

    @Override
    public List<Optional<Guesses>> guess(List<List<String>> images) {
        long until = System.nanoTime() + setup.patience().toNanos(); // the wait for its turn counts
        return inThread(() -> guess(images, until));
    }

    private List<Optional<Guesses>> guess(List<List<String>> images, long until) {
        requireServing();
        Opened detector = current();
        FlatNames pool = names.get();
        List<Optional<Guesses>> all = new ArrayList<>();
        for (List<String> image : images) {
            requireServing();
            if (System.nanoTime() > until) {
                throw new NotReady("guesses of " + all.size() + " of " + images.size()
                        + " images are there; ask again for the others");
            }
            all.add(image(pool, image).flatMap(it -> guesses(detector, it)));
        }
        return all;
    }

    private void requireServing() {
        if (closed) {
            throw ends();
        }
    }

    private static NotReady ends() {
        return new NotReady("the server ends");
    }

    private <T> T inThread(Callable<T> work) {
        Future<T> task = thread.submit(work);
        try {
            return result(task);
        } finally {
            task.cancel(false); // nobody waits for it any more; nothing is left to cancel where it is done
        }
    }

    private static <T> T result(Future<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ends();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException("guessing failed", e);
        }
    }

    /**
     * Opens the detector that there is, so that what is wrong with it is told before anybody asks; nothing where there is none
     * yet.
     *
     * @throws org.huale.problem.HualeException where it cannot be opened
     */
    public void prepare() {
        inThread(() -> {
            if (setup.newest().get().isPresent()) {
                current();
            }
            return true;
        });
    }

    private Opened current() {
        DetectorFile newest = setup.newest().get().orElseThrow(() -> new NotReady("no detector is trained yet"));
        Opened now = opened;
        if (now == null || !now.file().equals(newest)) {
            close(now);
            opened = null;
            found.clear();
            now = open(newest);
            opened = now;
            LOG.info("guesses come from {}", newest.version());
        }
        return now;
    }

    private Opened open(DetectorFile file) {
        Model model = setup.opener().apply(file);
        try {
            return new Opened(file, model, GuessClasses.of(file, model));
        } catch (RuntimeException e) {
            model.detector().close();
            throw e;
        }
    }

    private static void close(@Nullable Opened before) {
        if (before != null) {
            before.model().detector().close();
        }
    }

    private static Optional<ImageRecord> image(FlatNames pool, List<String> called) {
        for (String name : called) {
            List<ImageRecord> matches = pool.matches(name);
            if (matches.size() == 1) {
                return Optional.of(matches.get(0));
            }
            if (matches.size() > 1) {
                LOG.warn("'{}' may be any of {} images of the pool; no guesses", name, matches.size());
            }
        }
        LOG.warn("no image of the pool is called {}", called);
        return Optional.empty();
    }

    /** Empty where the image cannot be read. */
    private Optional<Guesses> guesses(Opened detector, ImageRecord image) {
        Guesses known = found.get(image.id());
        if (known != null) {
            return Optional.of(known);
        }
        try {
            Image pixels = detector.model().reader().read(image.file());
            Guesses made = guesses(detector, pixels);
            found.put(image.id(), made);
            return Optional.of(made);
        } catch (ImageException e) {
            LOG.warn("image {}: {}; no guesses", image.id(), e.getMessage());
            return Optional.empty();
        }
    }

    private Guesses guesses(Opened detector, Image pixels) {
        List<Annotation> objects = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        Detections detections =
                detector.model().detector().detect(List.of(pixels)).get(0);
        detector.classes().told().apply(detections).stream()
                .filter(it -> Confidence.isAtLeast(it.confidence(), setup.threshold()))
                .forEach(it -> {
                    objects.add(object(it));
                    scores.add(it.confidence());
                });
        return new Guesses(pixels.size(), detector.classes().names(), objects, scores);
    }

    private static Annotation object(Detection detection) {
        return Annotation.of(detection.box(), detection.classIndex());
    }

    /** Waits for the image at hand, not for all that is asked. */
    @Override
    public void close() {
        closed = true;
        Future<Boolean> last = thread.submit(() -> {
            close(opened);
            opened = null;
            return true;
        });
        thread.shutdown();
        result(last);
    }
}
