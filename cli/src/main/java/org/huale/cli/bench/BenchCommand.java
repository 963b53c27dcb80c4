package org.huale.cli.bench;

import picocli.CommandLine.Command;

/** Gathers the sides of benchmarks that the scripts in {@code bench/} start; of no use by hand, hence hidden. */
@Command(
        name = "bench",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "HUALE's side of the benchmarks in bench/.",
        subcommands = {
            CocoEvaluationBenchmark.class,
            DetectorBenchmarkCommand.class,
            PoolBenchmark.class,
            RunBenchmark.class
        })
public final class BenchCommand {}
