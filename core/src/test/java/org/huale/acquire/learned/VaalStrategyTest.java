package org.huale.acquire.learned;

import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.StrategyLaws;
import org.huale.config.Mode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Mode.class)
class VaalStrategyTest extends StrategyLaws {

    @Parameter
    Mode mode = Mode.FIXED;

    @Override
    protected AcquisitionStrategy strategy() {
        return new VaalStrategy(VaalOptions.of(mode));
    }
}
