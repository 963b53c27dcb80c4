package org.huale.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huale.config.ConfigJson;
import org.huale.detect.Detector;
import org.huale.detect.EvidencePart;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.DetectorTraining;
import org.huale.given.GivenTraining;
import org.huale.image.ImageReader;
import org.huale.image.format.ImageIoReader;
import org.huale.onnx.file.ModelFile;
import org.huale.onnx.runtime.ComputePlace;
import org.huale.onnx.runtime.InstructionSet;
import org.huale.onnx.runtime.OnnxSession;
import org.huale.problem.HualeException;
import org.huale.provenance.Arithmetic;
import org.huale.provenance.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens detectors of other programs from ONNX files, whose names end in {@code .onnx}. */
public final class OnnxProvider implements DetectorProvider {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxProvider.class);
    private static final String KIND = "onnx";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> models() {
        return List.of(KIND);
    }

    @Override
    public boolean claims(Path weights) {
        return weights.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    }

    @Override
    public void requirePlace(DetectorSource.Place place) {
        new ComputePlace(place).require();
    }

    /** All but proposals, which only networks with a second stage have, and which these give to nobody else. */
    @Override
    public Set<EvidencePart> evidence() {
        return EnumSet.complementOf(EnumSet.of(EvidencePart.PROPOSALS));
    }

    @Override
    public Detector open(DetectorSource source) {
        DecidedModel model = decided(source);
        LOG.info("{} is read as {}", source.weights(), model.taken());
        model.otherNames()
                .ifPresent(own -> LOG.warn(
                        "{} calls its classes {}, and {} calls them {}, which is taken; mend or delete the latter if it is of"
                                + " an earlier model",
                        source.weights(),
                        own,
                        Sidecar.of(source.weights()).path(),
                        model.classes().names()));
        return OnnxDetector.open(model, source.place());
    }

    private static DecidedModel decided(DetectorSource source) {
        refuse(source);
        return changed(DecidedModel.of(ModelFile.read(source.weights())), source.changes());
    }

    /** With what the file beside the model says. */
    @Override
    public String described(DetectorSource source) {
        return ConfigJson.write(decided(source).options());
    }

    /** Sizes and batch norm are part of an exported network. */
    private static void refuse(DetectorSource source) {
        DetectorSource.Changes changes = source.changes();
        if (changes.minSize() != null || changes.maxSize() != null) {
            throw new HualeException(
                    source.weights() + ": --min-size and --max-size are not for ONNX models; input.fit in "
                            + Sidecar.of(source.weights()).path() + " says how images are resized");
        }
        if (changes.batchNormEpsilon() != null) {
            throw new HualeException(source.weights()
                    + ": --batch-norm-epsilon is not for ONNX models, whose batch norm is part of the file");
        }
    }

    private static DecidedModel changed(DecidedModel model, DetectorSource.Changes changes) {
        Double least = changes.minConfidence();
        if (least == null) {
            return model;
        }
        try {
            return model.withMinConfidence(least);
        } catch (IllegalArgumentException e) {
            throw new HualeException("--min-confidence: " + e.getMessage(), e);
        }
    }

    /** Files with weights, which a model that is larger than 2 GiB or newly exported by PyTorch has. */
    @Override
    public List<Path> companions(Path weights) {
        return ModelFile.read(weights).others();
    }

    /** Also the file beside the model that says how it is used, which {@link #described} tells of. */
    @Override
    public List<Path> files(Path weights) {
        Sidecar sidecar = Sidecar.of(weights);
        List<Path> files = new ArrayList<>(DetectorProvider.super.files(weights));
        if (sidecar.exists()) {
            files.add(sidecar.path());
        }
        return files;
    }

    @Override
    public Record options(String model) {
        return GivenTraining.options();
    }

    @Override
    public Record options(Path weights) {
        return GivenTraining.options();
    }

    /** Nothing is trained: runs take files that others have trained. */
    @Override
    public Optional<DetectorTraining> training() {
        return Optional.of(new GivenTraining(this));
    }

    @Override
    public Arithmetic arithmetic(DetectorSource.Place place) {
        return arithmetic(place, Processor.inspect().flags());
    }

    /** @param flags of the processor */
    static Arithmetic arithmetic(DetectorSource.Place place, List<String> flags) {
        return new Arithmetic(Map.of(
                "ONNX Runtime", OnnxSession.version(),
                "instructions", InstructionSet.highest(flags),
                "threads", Integer.toString(place.threads()),
                "device", place.device()));
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "CUDA", ComputePlace.hasCuda() ? "this ONNX Runtime can use it" : "this ONNX Runtime is for the CPU");
    }

    @Override
    public ImageReader reader() {
        return ImageIoReader.defaults();
    }
}
