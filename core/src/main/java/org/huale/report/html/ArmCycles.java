package org.huale.report.html;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.huale.loop.folder.CycleRecord;
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

    /** A number in a cycle over the runs that have it; empty where none has. */
    Optional<Sample> sample(int cycle, ToDoubleFunction<CycleRecord> number) {
        return of(all().stream()
                .filter(record -> record.cycle() == cycle)
                .mapToDouble(number)
                .toArray());
    }

    /** A number in the last cycle of each run. */
    Optional<Sample> atTheEnd(ToDoubleFunction<CycleRecord> number) {
        return of(arm.runs().stream()
                .map(run -> run.cycles().get(run.cycles().size() - 1))
                .mapToDouble(number)
                .toArray());
    }

    private static Optional<Sample> of(double[] numbers) {
        double[] existing = Arrays.stream(numbers).filter(Numbers::exists).toArray();
        return existing.length == 0 ? Optional.empty() : Optional.of(Sample.of(existing));
    }
}
