package org.huale.acquire;

import java.util.Set;
import org.huale.config.Settings;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws hold also of strategies that are run as their authors' programs. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"core-set", "divproto", "ppal"})
class FaithfulStrategiesTest extends StrategyLaws {

    @Parameter
    String name = "";

    private record Chosen(StrategyChoice strategy) {}

    @Override
    protected AcquisitionStrategy strategy() {
        Settings settings = new Settings().value("strategy.name", name, "test").assignment("strategy.mode=faithful");
        return settings.into(new Chosen(StrategyChoice.named("hua"))).strategy().strategy();
    }

    @Override
    protected boolean drawsAmongEquals() {
        return Set.of("ppal").contains(name); // the first centre is drawn
    }
}
