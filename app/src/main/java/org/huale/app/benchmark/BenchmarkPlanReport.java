package org.huale.app.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.acquire.StrategyChoice;
import org.huale.app.run.RunConfig;
import org.huale.app.run.RunData;
import org.huale.app.run.RunPlan;
import org.huale.dataset.Dataset;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark would do.
 *
 * @param arms of one data set each, with what one run of them takes
 * @param firsts trainings that are shared
 */
public record BenchmarkPlanReport(List<Data> datasets, List<ArmCost> arms, List<State> firsts, List<State> cells) {

    /** @param labeled images of the first and of the last cycle */
    public record Data(String dataset, Images pool, Images test, List<Integer> labeled, int cycles) {
        private static Data of(String label, RunData data, List<RunPlan.Cycle> cycles) {
            RunPlan.Cycle last = cycles.get(cycles.size() - 1);
            return new Data(
                    label,
                    Images.of(data.pool()),
                    Images.of(data.test()),
                    List.of(cycles.get(0).images(), last.images()),
                    cycles.size());
        }
    }

    /** @param boxes in all images */
    public record Images(String name, int images, long boxes) {
        public static Images of(Dataset dataset) {
            long boxes = dataset.images().stream()
                    .mapToLong(it -> it.annotations().size())
                    .sum();
            return new Images(dataset.name(), dataset.size(), boxes);
        }
    }

    /**
     * @param iterations of one run, the shared first cycle left out, about
     * @param forwards images through the detector for the selections of one run, by view, about; null where unknown
     */
    public record ArmCost(
            String dataset,
            String strategy,
            String loss,
            int runs,
            long iterations,
            @Nullable Map<String, Long> forwards) {}

    /** @param cyclesDone of so many */
    public record State(String name, int cyclesDone, int cycles) {
        public static State of(BenchmarkJob job) {
            return new State(job.name(), job.ended(), job.cycles());
        }
    }

    /** As the folder of the benchmark stands at the moment. */
    public static BenchmarkPlanReport of(BenchmarkPlan plan) {
        Map<List<String>, ArmCost> arms = new LinkedHashMap<>();
        Map<String, Data> datasets = new LinkedHashMap<>();
        for (BenchmarkCell cell : plan.matrix().cells()) {
            List<String> arm = List.of(cell.dataset(), cell.loss(), cell.strategy());
            ArmCost known = arms.get(arm);
            arms.put(arm, known == null ? cost(cell, plan, datasets) : another(known));
        }
        return new BenchmarkPlanReport(
                List.copyOf(datasets.values()), List.copyOf(arms.values()), states(plan, false), states(plan, true));
    }

    private static List<State> states(BenchmarkPlan plan, boolean cells) {
        return plan.jobs().stream()
                .filter(it -> it.isCell() == cells)
                .map(State::of)
                .toList();
    }

    private static ArmCost another(ArmCost arm) {
        return new ArmCost(arm.dataset(), arm.strategy(), arm.loss(), arm.runs() + 1, arm.iterations(), arm.forwards());
    }

    private static ArmCost cost(BenchmarkCell cell, BenchmarkPlan plan, Map<String, Data> datasets) {
        RunData data = plan.data(cell.dataset());
        Optional<RunPlan> exact = planned(cell.config(), data);
        List<RunPlan.Cycle> cycles = exact.orElseGet(() ->
                        RunPlan.of(cell.config(), StrategyChoice.named("random").strategy(), data))
                .cycles();
        datasets.computeIfAbsent(cell.dataset(), label -> Data.of(label, data, cycles));
        long iterations =
                cycles.stream().skip(1).mapToLong(RunPlan.Cycle::iterations).sum();
        Map<String, Long> forwards = new TreeMap<>();
        cycles.forEach(it -> it.forwards().forEach((view, images) -> forwards.merge(view, (long) images, Long::sum)));
        return new ArmCost(
                cell.dataset(), cell.strategy(), cell.loss(), 1, iterations, exact.isEmpty() ? null : forwards);
    }

    /** None where the strategy refuses to choose from what is made up for a plan. */
    private static Optional<RunPlan> planned(RunConfig config, RunData data) {
        try {
            return Optional.of(RunPlan.of(config, data));
        } catch (HualeException e) {
            return Optional.empty();
        }
    }
}
