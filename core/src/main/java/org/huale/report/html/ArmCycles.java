package org.huale.report.html;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.report.curve.Arm;
import org.huale.report.markup.Numbers;
import org.huale.statistics.Sample;

/** The cycles of an arm's runs, number by number. */
record ArmCycles(Arm arm) {

    /** How many cycles the furthest run has. */
    int count() {
        return arm.runs().stream().mapToInt(run -> run.cycles().size()).max().orElse(0);
    }

    /** Every cycle of every run. */
    List<CycleRecord> all() {
        return arm.runs().stream().flatMap(run -> run.cycles().stream()).toList();
    }

    /** A number in a cycle over the seeds that have it, each the mean of its replicates if all have come so far; empty where none has. */
    Optional<Sample> sample(int cycle, ToDoubleFunction<CycleRecord> number) {
        return overSeeds(run -> run.cycles().stream()
                .filter(record -> record.cycle() == cycle)
                .mapToDouble(number)
                .filter(Numbers::exists)
                .findFirst());
    }

    /** The same in the last cycle of each run. */
    Optional<Sample> atTheEnd(ToDoubleFunction<CycleRecord> number) {
        return atTheEnd((run, cycle) -> number.applyAsDouble(cycle));
    }

    /** The same of a number that is told by its run, too. */
    Optional<Sample> atTheEnd(ToDoubleBiFunction<RunHistory, CycleRecord> number) {
        return overSeeds(run -> DoubleStream.of(
                        number.applyAsDouble(run, run.cycles().get(run.cycles().size() - 1)))
                .filter(Numbers::exists)
                .findFirst());
    }

    private Optional<Sample> overSeeds(Function<RunHistory, OptionalDouble> number) {
        double[] seeds = arm.bySeed().stream()
                .map(replicates -> replicates.stream().map(number).toList())
                .filter(numbers -> numbers.stream().allMatch(OptionalDouble::isPresent))
                .mapToDouble(numbers -> numbers.stream()
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .average()
                        .orElseThrow())
                .toArray();
        return seeds.length == 0 ? Optional.empty() : Optional.of(Sample.of(seeds));
    }
}
