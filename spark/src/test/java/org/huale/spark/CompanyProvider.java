package org.huale.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.huale.dataset.ClassNames;
import org.huale.detect.BatchPass;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.ScriptedDetector;
import org.huale.detect.WrappedDetector;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.DetectorTraining;
import org.huale.image.ImageReader;
import org.huale.image.format.ImageIoReader;

/**
 * Opens {@link ScriptedDetector}s whose confidences depend on all images of the batch, so that an image in other company is
 * found out. Weights are a file ending in {@code .company}: two files that, while they are there, make an executor die and a
 * task hang, then a class in each line. Those whose first is called {@code class 1} are not names.
 */
public class CompanyProvider implements DetectorProvider {
    static final AtomicInteger OPENED = new AtomicInteger();
    static final AtomicInteger SEEN = new AtomicInteger();

    @Override
    public String kind() {
        return "company";
    }

    @Override
    public List<String> models() {
        return List.of("company");
    }

    @Override
    public boolean claims(Path weights) {
        return weights.toString().endsWith(".company");
    }

    @Override
    public Detector open(DetectorSource source) {
        OPENED.incrementAndGet();
        try {
            List<String> lines = Files.readAllLines(source.weights());
            return new Company(
                    new ScriptedDetector(new ClassNames(lines.subList(2, lines.size()))),
                    new Mishaps(Path.of(lines.get(0)), Path.of(lines.get(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ImageReader reader() {
        return ImageIoReader.defaults();
    }

    @Override
    public Optional<DetectorTraining> training() {
        return Optional.of(new CompanyTraining());
    }

    /** What happens to the first who finds the files. */
    private record Mishaps(Path death, Path hanging) {

        void happen() {
            try {
                if (Files.deleteIfExists(death)) {
                    Runtime.getRuntime().halt(1);
                }
                if (Files.deleteIfExists(hanging)) {
                    Thread.sleep(Long.MAX_VALUE);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException("ended while hanging", e);
            }
        }
    }

    private record Company(Detector detector, Mishaps mishaps) implements WrappedDetector {

        @Override
        public boolean namesItsClasses() {
            return !classes().name(0).equals("class 1");
        }

        @Override
        public BatchPass<?, Detections> detection(Set<EvidencePart> wanted) {
            return together(detector.detection(wanted));
        }

        @Override
        public Set<String> vectors() {
            return Set.of(PoolDetector.POOLED_FEATURES);
        }

        /** Of each image alone. */
        @Override
        public BatchPass<?, float[]> description(String vector) {
            return detector.description(ScriptedDetector.COLOUR);
        }

        private <P> BatchPass<P, Detections> together(BatchPass<P, Detections> alone) {
            return new BatchPass<>(alone.preparation(), batch -> {
                mishaps.happen();
                SEEN.addAndGet(batch.size());
                return shaken(alone.network().apply(batch));
            });
        }
    }

    private static List<Detections> shaken(List<Detections> found) {
        double company = 1;
        for (Detections one : found) {
            company = company * 31 % 97 + one.confidences()[0];
        }
        List<Detections> shaken = new ArrayList<>();
        for (Detections one : found) {
            shaken.add(shaken(one, (float) (0.5 + 0.5 * (company / 98))));
        }
        return shaken;
    }

    private static Detections shaken(Detections found, float factor) {
        float confidence = found.confidences()[0] * factor;
        Detections.Evidence evidence = found.evidence();
        if (evidence != null && evidence.probabilities().length > 0) {
            evidence.probabilities()[0] = 1 - confidence;
            evidence.probabilities()[1 + found.classes()[0]] = confidence;
        }
        return new Detections(found.boxes(), found.classes(), new float[] {confidence}, evidence);
    }
}
