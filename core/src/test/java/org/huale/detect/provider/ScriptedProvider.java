package org.huale.detect.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.ClassNames;
import org.huale.detect.Detector;
import org.huale.detect.ScriptedDetector;
import org.huale.image.ImageReader;
import org.huale.image.format.ImageIoReader;

/** Opens and trains {@link ScriptedDetector}s, whose weights are a file ending in {@code .scripted} with the name of a class in each line. */
public class ScriptedProvider implements DetectorProvider {

    @Override
    public String kind() {
        return "scripted";
    }

    @Override
    public List<String> models() {
        return List.of("scripted");
    }

    @Override
    public boolean claims(Path weights) {
        return weights.toString().endsWith(".scripted");
    }

    @Override
    public Detector open(DetectorSource source) {
        return read(source.weights());
    }

    static Detector read(Path weights) {
        try {
            return new ScriptedDetector(new ClassNames(Files.readAllLines(weights)));
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
        return Optional.of(new ScriptedTraining());
    }
}
