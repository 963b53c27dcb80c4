package org.huale.acquire.distinct;

import java.nio.file.Path;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.StrategyLaws;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws hold whether no images are alike, some or all. */
@ParameterizedClass(name = "{0} scenes")
@ValueSource(ints = {1, 20, 100_000})
class DistinctLawsTest extends StrategyLaws {
    @TempDir
    Path folder;

    @Parameter
    int scenes = 1;

    @Override
    protected AcquisitionStrategy strategy() {
        Scenes reader = new Scenes(name -> Math.floorMod(name.hashCode(), scenes));
        Signatures signatures = Signatures.in(folder.resolve("laws.signatures"), reader);
        return new DistinctStrategy(StrategyChoice.named("coverage").strategy(), NearDuplicates.defaults(), signatures);
    }

    @Override
    protected boolean drawsAmongEquals() {
        return scenes == 20; // the ids decide only among images that are not alike
    }
}
