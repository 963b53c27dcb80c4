package org.huale.app.run;

import java.util.List;
import org.huale.acquire.StrategyChoice;
import org.huale.config.ConfigJson;
import org.huale.detect.Companion;

/**
 * What decides every bit of a first cycle up to its selection. Runs of equal keys can share it.
 *
 * @param config of a run that ends there, as JSON
 * @param companions trained beside the detector
 */
public record FirstCycleKey(String config, List<Companion> companions) {

    /** That of a run. */
    public static FirstCycleKey of(RunConfig run) {
        return new FirstCycleKey(
                ConfigJson.write(run.firstCycleOnly(StrategyChoice.named("random"))),
                run.strategy().strategy().companions());
    }
}
