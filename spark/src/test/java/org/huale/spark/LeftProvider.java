package org.huale.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huale.detect.provider.DetectorTraining;
import org.huale.given.GivenTraining;

/** Opens what {@link CompanyProvider} does, from files ending in {@code .left} that somebody leaves for runs. */
public final class LeftProvider extends CompanyProvider {

    @Override
    public String kind() {
        return "left";
    }

    @Override
    public List<String> models() {
        return List.of("left");
    }

    @Override
    public boolean claims(Path weights) {
        return weights.toString().endsWith(".left");
    }

    @Override
    public Record options(String model) {
        return GivenTraining.options();
    }

    @Override
    public Record options(Path weights) {
        return GivenTraining.options();
    }

    @Override
    public Optional<DetectorTraining> training() {
        return Optional.of(new GivenTraining(this));
    }
}
