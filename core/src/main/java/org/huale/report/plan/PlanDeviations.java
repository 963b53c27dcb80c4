package org.huale.report.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.huale.acquire.BoundStrategy;
import org.huale.loop.folder.RunHistory;
import org.huale.report.compare.References;
import org.huale.report.compare.RunComparison;
import org.huale.report.curve.Figure;
import org.huale.report.plan.PlannedRun.ArmKey;
import org.huale.report.table.RunTable;
import org.jspecify.annotations.Nullable;

/** Names what is otherwise than it was planned. */
public final class PlanDeviations {
    private static final String BEGIN = "deviates from the plan: ";

    private final Map<ArmKey, List<PlannedRun>> planned;
    private final Map<ArmKey, List<PlannedRun>> made;
    private final List<String> deviations = new ArrayList<>();

    private PlanDeviations(List<PlannedRun> planned, List<RunHistory> made) {
        this.planned = byArm(planned);
        Set<String> names = names(this.planned.keySet());
        this.made = byArm(made.stream()
                .map(run -> PlannedRun.of(run, this.planned.keySet(), value -> PlainNames.among(names, value)))
                .toList());
    }

    private static Set<String> names(Set<ArmKey> arms) {
        Set<String> names = new TreeSet<>();
        arms.forEach(arm -> {
            names.add(arm.dataset());
            names.addAll(arm.options().values());
        });
        return names;
    }

    /**
     * How runs are compared.
     *
     * @param reference that was asked for; null for the usual one
     */
    public record Compared(Figure figure, @Nullable String reference) {}

    /** A sentence for each deviation, none where all is as planned; and how many arms were to be compared. */
    public static RunComparison.Planned of(ExperimentPlan plan, List<RunHistory> runs, Compared compared) {
        PlanDeviations deviations = new PlanDeviations(plan.runs(), runs);
        if (!plan.figure().equals(compared.figure().toString())) {
            deviations.add("figure " + plan.figure() + " was planned, this is " + compared.figure());
        }
        if (compared.reference() != null && !compared.reference().equals(References.RANDOM)) {
            deviations.add("the reference is " + compared.reference() + ", planned was: " + plan.test());
        }
        deviations.nameTwins(plan.runs());
        deviations.compareArms();
        deviations.nameWithoutOptions(runs);
        return new RunComparison.Planned(
                deviations.deviations, deviations.most(ArmKey::ofStrategy), deviations.most(ArmKey::ofLoss));
    }

    /** On the data set with most of them, how many are to be held against a reference, which is one of them. */
    private int most(Function<ArmKey, Map<String, String>> side) {
        Map<String, Set<Map<String, String>>> bySet = new LinkedHashMap<>();
        planned.keySet().stream()
                .filter(arm -> !BoundStrategy.isBound(arm.strategy()))
                .forEach(arm -> bySet.computeIfAbsent(arm.dataset(), name -> new HashSet<>())
                        .add(side.apply(arm)));
        return bySet.values().stream().mapToInt(it -> it.size() - 1).max().orElse(0);
    }

    /** Earlier versions wrote data sets whose files have the same name as one. */
    private void nameTwins(List<PlannedRun> runs) {
        long twins = runs.size() - runs.stream().distinct().count();
        if (twins > 0) {
            deviations.add("not compared with the plan: it names " + twins
                    + " runs twice, as of data sets whose files have the same name, which cannot be told apart");
        }
    }

    private static Map<ArmKey, List<PlannedRun>> byArm(List<PlannedRun> runs) {
        return runs.stream().collect(Collectors.groupingBy(PlannedRun::arm, LinkedHashMap::new, Collectors.toList()));
    }

    private void add(String deviation) {
        deviations.add(BEGIN + deviation);
    }

    private void compareArms() {
        Map<ArmKey, ArmKey> plans = new LinkedHashMap<>();
        for (ArmKey arm : made.keySet()) {
            Optional<ArmKey> plan = planOf(arm);
            if (plan.isEmpty()) {
                add(arm + " was not planned (" + runs(made, arm).size() + " runs)");
            } else if (plans.putIfAbsent(plan.get(), arm) != null || !plan.get().equals(arm)) {
                add(arm + " has other options: " + differences(plan.get(), arm));
            }
        }
        planned.keySet().stream()
                .collect(Collectors.groupingBy(ArmKey::dataset, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(onOneSet -> compareArms(onOneSet, plans));
    }

    private void compareArms(List<ArmKey> onOneSet, Map<ArmKey, ArmKey> plans) {
        if (onOneSet.stream().noneMatch(plans::containsKey)) {
            add("nothing was run on " + onOneSet.get(0).dataset() + ", where arms were planned: " + onOneSet.size());
        } else {
            onOneSet.forEach(plan -> compareRuns(plan, plans.get(plan)));
        }
    }

    /** Options are unknown, and were taken for the planned ones, in tables of versions that did not write them. */
    private void nameWithoutOptions(List<RunHistory> runs) {
        long unknown = runs.stream().filter(RunTable::hidesOptions).count();
        if (unknown > 0) {
            deviations.add(
                    "not compared with the plan: the options of " + unknown + " runs, which their tables do not tell");
        }
    }

    /** The arm itself where it was planned, else that of its names with the most options in common. */
    private Optional<ArmKey> planOf(ArmKey arm) {
        return planned.containsKey(arm)
                ? Optional.of(arm)
                : planned.keySet().stream()
                        .filter(arm::hasNamesOf)
                        .filter(plan -> !made.containsKey(plan))
                        .max(Comparator.comparingLong(plan -> agreeing(plan, arm)));
    }

    private static long agreeing(ArmKey plan, ArmKey arm) {
        return plan.options().entrySet().stream()
                .filter(it -> it.getValue().equals(arm.options().get(it.getKey())))
                .count();
    }

    private static String differences(ArmKey plan, ArmKey arm) {
        Set<String> keys = new TreeSet<>(plan.options().keySet());
        keys.addAll(arm.options().keySet());
        return keys.stream()
                .filter(key ->
                        !Objects.equals(plan.options().get(key), arm.options().get(key)))
                .map(key -> key + " is " + word(arm, key) + ", planned " + word(plan, key))
                .collect(Collectors.joining("; "));
    }

    private static String word(ArmKey arm, String key) {
        return arm.options().getOrDefault(key, "absent");
    }

    private void compareRuns(ArmKey plan, @Nullable ArmKey arm) {
        if (arm == null) {
            add(plan + " is missing");
            return;
        }
        Map<String, PlannedRun> wanted = byDraw(runs(planned, plan));
        Map<String, PlannedRun> there = byDraw(runs(made, arm));
        name(arm + ": seeds missing", wanted.keySet(), there.keySet());
        name(arm + ": seeds that were not planned", there.keySet(), wanted.keySet());
        Set<String> shorter = new TreeSet<>();
        Set<String> longer = new TreeSet<>();
        there.forEach((draw, run) -> {
            int full = Optional.ofNullable(wanted.get(draw))
                    .map(PlannedRun::cycles)
                    .orElse(run.cycles());
            if (run.cycles() != full) {
                (run.cycles() < full ? shorter : longer).add(draw);
            }
        });
        name(arm + ": seeds with fewer cycles than planned", shorter, Set.of());
        name(arm + ": seeds with more cycles than planned", longer, Set.of());
    }

    private void name(String what, Set<String> draws, Set<String> without) {
        Set<String> left = new TreeSet<>(draws);
        left.removeAll(without);
        if (!left.isEmpty()) {
            add(what + ": " + String.join(", ", left));
        }
    }

    private static Map<String, PlannedRun> byDraw(List<PlannedRun> runs) {
        Map<String, PlannedRun> byDraw = new TreeMap<>();
        runs.forEach(run -> byDraw.merge(run.draw(), run, (a, b) -> a.cycles() >= b.cycles() ? a : b));
        return byDraw;
    }

    private static List<PlannedRun> runs(Map<ArmKey, List<PlannedRun>> arms, ArmKey arm) {
        return arms.getOrDefault(arm, List.of());
    }
}
