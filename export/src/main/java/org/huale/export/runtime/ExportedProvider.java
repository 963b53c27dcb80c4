package org.huale.export.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huale.detect.Detector;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorSource;
import org.huale.export.DetectorExport;
import org.huale.export.ExportOptions;
import org.huale.image.ImageReader;
import org.huale.onnx.OnnxDetector;
import org.huale.onnx.OnnxProvider;
import org.huale.onnx.file.ModelFile;
import org.huale.provenance.Arithmetic;
import org.huale.torch.FasterRcnnProvider;

/**
 * Opens Faster R-CNNs as {@link FasterRcnnProvider} does, and lets ONNX Runtime compute them: each is written as ONNX, in memory.
 * They find the same but for roundings, and tell distributions and features; proposals, variances, counts of suppressed boxes and
 * companions they do not have.
 */
public final class ExportedProvider implements DetectorProvider {
    private final FasterRcnnProvider own = new FasterRcnnProvider();

    @Override
    public String kind() {
        return own.kind() + "-onnx";
    }

    @Override
    public Optional<String> runtime() {
        return Optional.of("onnx");
    }

    @Override
    public List<String> models() {
        return own.models();
    }

    @Override
    public boolean claims(Path weights) {
        return own.claims(weights);
    }

    @Override
    public Detector open(DetectorSource source) {
        DetectorSource unasked = new DetectorSource(source.weights(), source.model(), source.changes(), source.place());
        byte[] model = DetectorExport.bytes(unasked, ExportOptions.defaults().withBatch(ExportOptions.ANY));
        return OnnxDetector.ofHuale(ModelFile.of(source.weights(), model), source.place());
    }

    @Override
    public String described(DetectorSource source) {
        return own.described(source) + " by ONNX Runtime";
    }

    @Override
    public Arithmetic arithmetic(DetectorSource.Place place) {
        return new OnnxProvider().arithmetic(place);
    }

    @Override
    public ImageReader reader() {
        return own.reader();
    }

    @Override
    public Record options(String model) {
        return own.options(model);
    }
}
