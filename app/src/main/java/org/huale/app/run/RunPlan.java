package org.huale.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.BoundStrategy;
import org.huale.dataset.Dataset;
import org.huale.loop.LoopOptions;
import org.huale.loop.PlannedSelection;
import org.huale.loop.pool.Pool;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do, cycle by cycle, without doing it.
 *
 * @param initial how the initial set is found
 * @param forecast of what is not counted; null where nobody asked
 */
public record RunPlan(
        String pool,
        String test,
        String initial,
        String strategy,
        List<Cycle> cycles,
        @Nullable RunForecast forecast) {

    /**
     * @param images labeled when the detector is trained
     * @param iterations of the training, about
     * @param evaluated images of the test set
     * @param selected images to annotate
     * @param forwards images that go through the detector for the selection, by view, about
     */
    public record Cycle(
            int cycle, int images, long iterations, int evaluated, int selected, Map<String, Integer> forwards) {}

    /** Looks at no image; which images are labeled is made up, how many is not. */
    public static RunPlan of(RunConfig config, RunData data) {
        return of(config, config.strategy().strategy(), data);
    }

    /** As if another strategy chose. */
    public static RunPlan of(RunConfig config, AcquisitionStrategy strategy, RunData data) {
        return new RunPlan(
                words(data.pool()),
                config.data().sharesTest() ? data.test().name() : words(data.test()),
                config.initial().how(),
                BoundStrategy.isBound(strategy.name()) ? strategy.name() + " (a bound)" : strategy.name(),
                cycles(config, strategy, data),
                null);
    }

    private static String words(Dataset images) {
        return images.name() + ", " + images.size() + " images";
    }

    /** Up to the one that leaves nothing to select. */
    private static List<Cycle> cycles(RunConfig config, AcquisitionStrategy strategy, RunData data) {
        List<Cycle> cycles = new ArrayList<>();
        LoopOptions options = config.loop();
        Pool pool = PlannedSelection.begin(data.pool(), config.initial(), options);
        for (int cycle = 0; cycle < options.cycles(); cycle++) {
            PlannedSelection planned = PlannedSelection.of(pool, options, cycle, strategy);
            int images = pool.labeled().size();
            cycles.add(new Cycle(
                    cycle,
                    images,
                    config.training().iterationsFor(images),
                    pool.holdsOut() ? pool.test().size() : data.test().size(),
                    planned.images().size(),
                    planned.forwards()));
            if (planned.images().isEmpty()) {
                break;
            }
            pool = planned.label(pool, cycle);
        }
        return cycles;
    }

    /** The same with a forecast. */
    public RunPlan with(RunForecast known) {
        return new RunPlan(pool, test, initial, strategy, cycles, known);
    }
}
