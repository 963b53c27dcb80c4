package org.huale.onnx;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.huale.dataset.ClassNames;
import org.huale.detect.BatchPass;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.provider.DetectorSource;
import org.huale.geometry.ImageSize;
import org.huale.onnx.file.ModelFile;
import org.huale.onnx.input.ImagePreparation;
import org.huale.onnx.input.PreparedImage;
import org.huale.onnx.options.Convention;
import org.huale.onnx.reading.DetectionSelection;
import org.huale.onnx.reading.NetworkOutputs;
import org.huale.onnx.reading.ObjectFeatures;
import org.huale.onnx.reading.OutputReading;
import org.huale.onnx.reading.PooledMaps;
import org.huale.onnx.runtime.OnnxSession;
import org.huale.onnx.runtime.Tensor;
import org.huale.problem.HualeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A detector of another program. Belongs to the thread that opened it. */
public final class OnnxDetector implements Detector {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxDetector.class);

    private final DecidedModel model;
    private final ImagePreparation preparation;
    private final OutputReading reading;
    private final DetectionSelection selection;
    private final Optional<ObjectFeatures> features;
    private final PooledMaps maps;
    private final NetworkBatches network;
    private final Set<EvidencePart> missed = EnumSet.noneOf(EvidencePart.class);

    private OnnxDetector(DecidedModel model, OnnxSession session) {
        this.model = model;
        this.preparation = model.preparation();
        this.reading = model.reading();
        this.features =
                Optional.ofNullable(model.options().features().objects()).map(ObjectFeatures::new);
        this.selection = new DetectionSelection(
                model.options().outputs().selection(), model.classes().count(), features);
        this.maps = new PooledMaps(model.options().features().maps());
        this.network = new NetworkBatches(model, session);
    }

    /** A detector that HUALE exported; the file beside it, if there is one, is not looked at. */
    public static OnnxDetector ofHuale(ModelFile file, DetectorSource.Place place) {
        return open(DecidedModel.as(file, Convention.HUALE), place);
    }

    /** @throws HualeException where ONNX Runtime refuses the model, or the device is missing */
    public static OnnxDetector open(DecidedModel model, DetectorSource.Place place) {
        Set<String> values = new TreeSet<>(model.reading().values());
        values.addAll(model.options().features().maps());
        Optional.ofNullable(model.options().features().objects()).ifPresent(values::add);
        OnnxSession session = OnnxSession.open(model.file(), values, place);
        try {
            return new OnnxDetector(model.withoutBytes(), session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public ClassNames classes() {
        return model.classes();
    }

    @Override
    public boolean namesItsClasses() {
        return model.named();
    }

    @Override
    public Set<EvidencePart> evidence() {
        Set<EvidencePart> had = EnumSet.noneOf(EvidencePart.class);
        if (reading.hasDistributions()) {
            had.add(EvidencePart.PROBABILITIES);
        }
        if (features.isPresent()) {
            had.add(EvidencePart.FEATURES);
        }
        if (model.options().outputs().selection().nmsIou() != null) {
            had.add(EvidencePart.SUPPRESSED);
        }
        return had;
    }

    @Override
    public ImageSize padded(ImageSize image) {
        return preparation.canvas(image);
    }

    @Override
    public BatchPass<PreparedImage, Detections> detection(Set<EvidencePart> wanted) {
        tellMissing(wanted);
        Set<String> values = new TreeSet<>(reading.values());
        if (wanted.contains(EvidencePart.FEATURES)) {
            features.ifPresent(it -> values.add(it.name()));
        }
        return pass(values, outputs -> found(outputs, wanted));
    }

    private Detections found(NetworkOutputs outputs, Set<EvidencePart> wanted) {
        double least = model.options().outputs().selection().minConfidence();
        return selection.of(outputs, reading.of(outputs, least), wanted);
    }

    /** Says once for each part that is wanted and not had what would give it. */
    private void tellMissing(Set<EvidencePart> wanted) {
        for (EvidencePart part : wanted) {
            if (!evidence().contains(part) && missed.add(part)) {
                LOG.info("{} cannot tell {}: {}", model.path(), part.name().toLowerCase(Locale.ROOT), needed(part));
            }
        }
    }

    @Override
    public Optional<String> remedy(EvidencePart part) {
        return Optional.of(needed(part));
    }

    private String needed(EvidencePart part) {
        Sidecar sidecar = Sidecar.of(model.path());
        return switch (part) {
            case PROBABILITIES ->
                "it gives finished boxes; exported without suppression, it would give the scores of all classes, or"
                        + " outputs.tensors.probabilities in " + sidecar.path()
                        + " may name an inner value with the distribution of each box";
            case FEATURES ->
                "features.objects in " + sidecar.path() + " may name an inner value that describes objects";
            case SUPPRESSED -> "it suppresses overlapping boxes itself, or has none";
            case PROPOSALS ->
                isOfHuale()
                        ? "they are not in exported models; the weights themselves tell them, without --runtime"
                        : "only networks with a second stage have them, and they give them to nobody else";
            case VARIANCES ->
                isOfHuale()
                        ? "they are not in exported models; weights with a head for them tell them, without --runtime"
                        : "it has no head for them";
        };
    }

    private boolean isOfHuale() {
        return model.options().convention().equals(Convention.HUALE.word());
    }

    @Override
    public Set<String> vectors() {
        return maps.names().isEmpty() ? Set.of() : Set.of(PoolDetector.POOLED_FEATURES);
    }

    @Override
    public BatchPass<PreparedImage, float[]> description(String vector) {
        if (!vectors().contains(vector)) {
            throw new IllegalArgumentException("knows no vector " + vector + ", only " + vectors()
                    + "; features.maps in " + Sidecar.of(model.path()).path() + " may name inner maps");
        }
        return pass(new TreeSet<>(maps.names()), maps::of);
    }

    private <T> BatchPass<PreparedImage, T> pass(Set<String> values, Function<NetworkOutputs, T> work) {
        return new BatchPass<>(preparation::of, images -> results(images, values, work));
    }

    private <T> List<T> results(List<PreparedImage> images, Set<String> values, Function<NetworkOutputs, T> work) {
        List<T> results = new ArrayList<>();
        for (List<PreparedImage> batch : network.split(images)) {
            Map<String, Tensor> tensors = network.run(batch, values);
            for (int i = 0; i < batch.size(); i++) {
                results.add(result(new NetworkOutputs(tensors, i, batch.get(i).placement()), work));
            }
        }
        return results;
    }

    private <T> T result(NetworkOutputs outputs, Function<NetworkOutputs, T> work) {
        try {
            return work.apply(outputs);
        } catch (HualeException e) {
            throw new HualeException(
                    model.path() + ", read as " + model.options().convention() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
