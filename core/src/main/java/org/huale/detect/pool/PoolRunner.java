package org.huale.detect.pool;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.BatchPass;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.EvidencePart;
import org.huale.detect.NetworkTime;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.image.Image;
import org.huale.image.ImageReader;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a detector through many images, which are read, turned into the view and prepared ahead on threads of their own. An
 * image is in a batch only with images that take up the same size. Belongs to the thread that opened the detector, which is
 * closed with it.
 */
public final class PoolRunner implements PoolDetector {
    private final Detector detector;
    private final CheckedReader reader;
    private final Reading reading;
    private final Set<EvidencePart> wanted;
    private final LongSupplier nanoTime;
    private @Nullable NetworkTime latest;

    /**
     * How images are read.
     *
     * @param batchSize images that go through the network together, at least 1
     */
    public record Reading(ImageReader reader, int batchSize, ReadAhead ahead) {

        public Reading {
            if (batchSize < 1) {
                throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
            }
        }

        /** With as much ahead as is usual. */
        public Reading(ImageReader reader, int batchSize) {
            this(reader, batchSize, ReadAhead.defaults());
        }
    }

    /** @param wanted parts of the evidence that detections are to carry, as in {@link Detector#detection} */
    public PoolRunner(Detector detector, Reading reading, Set<EvidencePart> wanted) {
        this(detector, reading, wanted, System::nanoTime);
    }

    /** @param nanoTime a clock */
    PoolRunner(Detector detector, Reading reading, Set<EvidencePart> wanted, LongSupplier nanoTime) {
        this.detector = detector;
        this.reader = new CheckedReader(reading.reader());
        this.reading = reading;
        this.wanted = Set.copyOf(wanted);
        this.nanoTime = nanoTime;
    }

    @Override
    public ClassNames classes() {
        return detector.classes();
    }

    @Override
    public boolean namesItsClasses() {
        return detector.namesItsClasses();
    }

    @Override
    public Set<EvidencePart> evidence() {
        return detector.evidence();
    }

    @Override
    public Optional<String> remedy(EvidencePart part) {
        return detector.remedy(part);
    }

    @Override
    public Iterable<List<ImageRecord>> batches(List<ImageRecord> images) {
        return () -> new EqualSizeBatches(images, reading.batchSize(), detector::padded);
    }

    @Override
    public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        each(
                images,
                detector.detection(wanted),
                record -> view.of(record, reader::read),
                (record, found) -> sink.accept(record.id(), view.toOriginal(record, checked(record, found))));
    }

    /** What breaks the form of detections is found in no image by whoever looks for the confident ones. */
    private Detections checked(ImageRecord record, Detections found) {
        Optional<String> fault = DetectionFault.in(found, detector.classes().count());
        if (fault.isPresent()) {
            throw new HualeException(
                    "image " + record.id() + ": of what the detector (" + named() + ") gave, " + fault.get());
        }
        return capped(found);
    }

    /** A confidence that rounding has lifted above 1 is 1, for it is taken for a probability. The first is the highest. */
    private static Detections capped(Detections found) {
        if (found.count() == 0 || found.confidences()[0] <= 1) {
            return found;
        }
        float[] confidences = found.confidences().clone();
        for (int i = 0; i < confidences.length; i++) {
            confidences[i] = Math.min(1f, confidences[i]);
        }
        return new Detections(found.boxes(), found.classes(), confidences, found.evidence());
    }

    private String named() {
        return detector.getClass().getName();
    }

    @Override
    public Set<String> vectors() {
        return detector.vectors();
    }

    @Override
    public void describe(List<ImageRecord> images, String vector, BiConsumer<ImageId, float[]> sink) {
        each(
                images,
                detector.description(vector),
                reader::read,
                (record, numbers) -> sink.accept(record.id(), numbers));
    }

    @Override
    public Map<String, float[]> classStatistics() {
        return detector.classStatistics();
    }

    @Override
    public Optional<NetworkTime> latestTime() {
        return Optional.ofNullable(latest);
    }

    /** Hands over what comes out of each batch, one batch after the other. */
    private <P, T> void each(
            List<ImageRecord> images,
            BatchPass<P, T> pass,
            Function<ImageRecord, Image> pixels,
            BiConsumer<ImageRecord, T> sink) {
        NetworkClock clock = new NetworkClock(nanoTime);
        try (PreparedBatches<P> ahead = new PreparedBatches<>(
                batches(images).iterator(), pixels.andThen(pass.preparation()), reading.ahead())) {
            while (ahead.hasNext()) {
                PreparedBatches.Pending<P> batch = ahead.next();
                List<P> prepared = clock.waiting(batch::prepared);
                List<T> results = clock.network(() -> pass.network().apply(prepared));
                requireOneEach(prepared.size(), results.size());
                for (int i = 0; i < results.size(); i++) {
                    sink.accept(batch.records().get(i), results.get(i));
                }
            }
        }
        latest = clock.time();
    }

    /** An image without a result would be one in which nothing was found. */
    private void requireOneEach(int images, int results) {
        if (images != results) {
            throw new HualeException(
                    "the detector (" + named() + ") gave " + results + " results for a batch of " + images + " images");
        }
    }

    @Override
    public void close() {
        detector.close();
    }
}
