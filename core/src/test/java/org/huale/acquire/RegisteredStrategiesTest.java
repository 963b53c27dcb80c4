package org.huale.acquire;

import java.util.List;
import org.huale.acquire.random.PlaceboStrategy;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws hold of every strategy on the class path with its defaults. */
@ParameterizedClass(name = "{0}")
@MethodSource("names")
class RegisteredStrategiesTest extends StrategyLaws {

    @Parameter
    String name = "";

    static List<String> names() {
        return Strategies.names();
    }

    @Override
    protected AcquisitionStrategy strategy() {
        return SeeingBound.of(StrategyChoice.named(name).strategy());
    }

    /** Parts of PAL add up. */
    @Override
    protected double reproduced(Explanation explanation) {
        return name.equals("pal")
                ? explanation.parts().stream()
                        .mapToDouble(Explanation.Part::contribution)
                        .sum()
                : super.reproduced(explanation);
    }

    @Override
    protected boolean drawsAmongEquals() {
        return name.equals("random") || name.equals(PlaceboStrategy.NAME);
    }
}
