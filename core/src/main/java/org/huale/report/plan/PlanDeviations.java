package org.huale.report.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.huale.loop.folder.RunHistory;
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
        this.made = byArm(made.stream()
                .map(run -> PlannedRun.of(run, this.planned.keySet()))
                .toList());
    }

    /** A sentence for each deviation; none where all is as planned. */
    public static List<String> of(ExperimentPlan plan, List<RunHistory> runs, Figure figure) {
        PlanDeviations deviations = new PlanDeviations(plan.runs(), runs);
        if (!plan.figure().equals(figure.toString())) {
            deviations.add("figure " + plan.figure() + " was planned, this is " + figure);
        }
        deviations.compareArms();
        deviations.nameWithoutOptions(runs);
        return deviations.deviations;
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
        there.forEach((draw, run) -> {
            PlannedRun full = wanted.get(draw);
            if (full != null && run.cycles() < full.cycles()) {
                shorter.add(draw);
            }
        });
        name(arm + ": seeds with fewer cycles than planned", shorter, Set.of());
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
