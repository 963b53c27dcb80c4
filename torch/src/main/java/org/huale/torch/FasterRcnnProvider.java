package org.huale.torch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.config.ConfigJson;
import org.huale.detect.Detector;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.DetectorTraining;
import org.huale.image.ImageReader;
import org.huale.problem.HualeException;
import org.huale.provenance.Arithmetic;
import org.huale.torch.environment.TorchEnvironment;
import org.huale.torch.environment.TorchLibraries;
import org.huale.torch.environment.TorchSpeed;
import org.huale.torch.image.OpenCvReader;
import org.huale.torch.nn.BackboneOptions;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.roi.RoiOptions;
import org.huale.torch.train.CompanionWeights;
import org.huale.weights.WeightsFile;
import org.jspecify.annotations.Nullable;

/** Opens Faster R-CNNs from state dicts of PyTorch and safetensors, whatever their file is called. */
public final class FasterRcnnProvider implements DetectorProvider {

    @Override
    public String kind() {
        return "faster-rcnn";
    }

    @Override
    public List<String> models() {
        return DetectorModel.names();
    }

    @Override
    public boolean claims(Path weights) {
        return WeightsFile.isOne(weights);
    }

    @Override
    public void prepare() {
        TorchLibraries.begin(OpenCvReader::load);
    }

    @Override
    public TorchDetector open(DetectorSource source) {
        return TorchDetector.open(as(source, named(source)), options -> changed(options, source));
    }

    @Override
    public Detector openWithCompanions(DetectorSource source) {
        return TorchDetector.withCompanions(as(source, decidedOptions(source)));
    }

    @Override
    public List<Path> companions(Path weights) {
        return CompanionWeights.of(weights);
    }

    @Override
    public String described(DetectorSource source) {
        return ConfigJson.write(decidedOptions(source));
    }

    @Override
    public Arithmetic arithmetic(DetectorSource.Place place) {
        return TorchEnvironment.arithmetic(place.device(), place.threads());
    }

    @Override
    public FasterRcnnOptions options(String model) {
        return DetectorModel.named(model).options();
    }

    @Override
    public FasterRcnnOptions options(Path weights) {
        return TorchDetector.described(weights);
    }

    @Override
    public Optional<DetectorTraining> training() {
        return Optional.of(new FasterRcnnTraining());
    }

    @Override
    public Map<String, String> environment() {
        return TorchEnvironment.inspect().others();
    }

    @Override
    public List<Speed> speeds() {
        return TorchSpeed.measure();
    }

    @Override
    public Optional<TimedWork> timedWork(Path work, DetectorSource.Place place) {
        return Optional.of(new DetectorBenchmark(work, place.device(), place.threads()));
    }

    private static TorchDetector.Source as(DetectorSource source, @Nullable FasterRcnnOptions options) {
        DetectorSource.Place place = source.place();
        return new TorchDetector.Source(source.weights(), options, place.device(), place.threads());
    }

    private static FasterRcnnOptions decidedOptions(DetectorSource source) {
        FasterRcnnOptions named = named(source);
        return changed(named == null ? TorchDetector.described(source.weights()) : named, source);
    }

    /** @throws HualeException where no detector can have the options that result */
    private static FasterRcnnOptions changed(FasterRcnnOptions options, DetectorSource source) {
        try {
            return changed(options, source.changes());
        } catch (IllegalArgumentException e) {
            throw new HualeException(
                    source.weights() + ": " + e.getMessage() + "; what --min-size, --max-size, --min-confidence and"
                            + " --batch-norm-epsilon do not say is as it was trained",
                    e);
        }
    }

    @Override
    public ImageReader reader() {
        return OpenCvReader.defaults();
    }

    private static @Nullable FasterRcnnOptions named(DetectorSource source) {
        String model = source.model();
        return model == null ? null : DetectorModel.named(model).options();
    }

    private static FasterRcnnOptions changed(FasterRcnnOptions options, DetectorSource.Changes changes) {
        BackboneOptions backbone = options.backbone();
        Double epsilon = changes.batchNormEpsilon();
        return options.withBackbone(epsilon == null ? backbone : backbone.withBatchNormEpsilon(epsilon))
                .withTransform(changed(options.transform(), changes))
                .withRoi(options.roi().withOutput(changed(options.roi().output(), changes)));
    }

    private static ImageTransformOptions changed(ImageTransformOptions old, DetectorSource.Changes changes) {
        return old.withSizes(or(changes.minSize(), old.minSize()), or(changes.maxSize(), old.maxSize()));
    }

    private static RoiOptions.Output changed(RoiOptions.Output old, DetectorSource.Changes changes) {
        Double confidence = changes.minConfidence();
        return confidence == null ? old : new RoiOptions.Output(confidence, old.nmsIou(), old.perImage());
    }

    private static int or(@Nullable Integer wanted, int otherwise) {
        return wanted == null ? otherwise : wanted;
    }
}
