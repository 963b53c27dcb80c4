package org.huale.app.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.acquire.StrategyChoice;
import org.huale.app.run.FirstCycleKey;
import org.huale.app.run.OracleChoice;
import org.huale.app.run.RunConfig;
import org.huale.app.run.RunSearch;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * All runs of a benchmark, seed by seed, so that one that was stopped has whole repetitions.
 *
 * @param cells in the order in which they are begun
 * @param firsts the runs whose first cycle is shared, by name
 */
public record BenchmarkMatrix(List<BenchmarkCell> cells, Map<String, RunConfig> firsts) {

    public BenchmarkMatrix {
        cells = List.copyOf(cells);
    }

    /**
     * @param file the benchmark's, for messages
     * @throws HualeException listing each mistake in the settings of any cell once
     */
    public static BenchmarkMatrix of(BenchmarkConfig config, String file) {
        return new Expansion(config, file).matrix();
    }

    /** The same with these cells only. */
    public BenchmarkMatrix with(List<BenchmarkCell> chosen) {
        return new BenchmarkMatrix(chosen, firsts);
    }

    /** The first of the cells of each data set, by its label. */
    Map<String, BenchmarkCell> datasets() {
        Map<String, BenchmarkCell> datasets = new LinkedHashMap<>();
        cells.forEach(cell -> datasets.putIfAbsent(cell.dataset(), cell));
        return datasets;
    }

    /** Makes the cells one by one and gathers what is wrong with them. */
    private static final class Expansion {
        private final BenchmarkConfig config;
        private final String file;
        private final Mistakes mistakes = new Mistakes();
        private final List<BenchmarkCell> cells = new ArrayList<>();
        private final Map<String, RunConfig> firsts = new LinkedHashMap<>();
        private final Map<Sharing, String> names = new LinkedHashMap<>();

        /** What cells have in common that share a first cycle. */
        private record Sharing(String dataset, String loss, FirstCycleKey key) {}

        Expansion(BenchmarkConfig config, String file) {
            this.config = config;
            this.file = file;
        }

        BenchmarkMatrix matrix() {
            for (long seed : config.seedList()) {
                config.datasets().keySet().forEach(dataset -> addAll(seed, dataset));
            }
            requireDifferentFolders();
            mistakes.requireNone();
            return new BenchmarkMatrix(cells, firsts);
        }

        private record Arm(String label, @Nullable Object keys) {}

        private void addAll(long seed, String dataset) {
            config.lossesByLabel()
                    .forEach((loss, lossKeys) -> config.strategiesByLabel()
                            .forEach((strategy, keys) -> mistakes.gather(
                                    () -> add(seed, dataset, new Arm(loss, lossKeys), new Arm(strategy, keys)))));
        }

        private void add(long seed, String dataset, Arm loss, Arm strategy) {
            RunConfig run = new CellSettings(file)
                    .add("base", config.base())
                    .add("datasets." + dataset, config.datasets().get(dataset))
                    .loss(loss.label(), loss.keys())
                    .strategy(strategy.label(), strategy.keys())
                    .seed(seed);
            requireAnnotated(run, dataset);
            requireLearning(run, dataset);
            String first = first(dataset, loss.label(), strategy.label(), run);
            BenchmarkCell cell = new BenchmarkCell(dataset, strategy.label(), loss.label(), run, first);
            cells.add(cell);
            cells.addAll(new Replicates(config.randomReplicates()).of(cell));
        }

        private static void requireAnnotated(RunConfig run, String dataset) {
            if (run.oracle().asksPeople()) {
                throw new HualeException("datasets." + dataset + ": oracle: a benchmark waits for nobody; use "
                        + OracleChoice.GROUND_TRUTH);
            }
        }

        private static void requireLearning(RunConfig run, String dataset) {
            if (!run.detector().training().learns()) {
                throw new HualeException("datasets." + dataset
                        + ": detector: a benchmark compares what detectors learn, and "
                        + run.detector().name() + " learns nothing, so that all curves would be the same; 'huale score'"
                        + " shows what strategies choose");
            }
        }

        private String first(String dataset, String loss, String strategy, RunConfig run) {
            FirstCycleKey key = FirstCycleKey.of(run);
            return names.computeIfAbsent(new Sharing(dataset, loss, key), it -> {
                boolean plain = key.companions().isEmpty();
                String name = dataset + "/" + RunSearch.FIRST_CYCLES + "/" + (plain ? "" : strategy + "-") + loss + "-"
                        + run.seed();
                StrategyChoice choice = plain ? StrategyChoice.named("random") : run.strategy();
                if (firsts.put(name, run.firstCycleOnly(choice)) != null) {
                    mistakes.add("the first cycles of two groups of cells would be in " + name + "; rename a label");
                }
                return name;
            });
        }

        private void requireDifferentFolders() {
            Set<String> folders = new LinkedHashSet<>();
            for (BenchmarkCell cell : cells) {
                if (!folders.add(cell.name())) {
                    mistakes.add(cell.name() + ": two cells would be in this folder; rename a label");
                }
            }
        }
    }
}
