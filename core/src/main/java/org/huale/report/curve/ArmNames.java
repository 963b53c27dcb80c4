package org.huale.report.curve;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.huale.acquire.BoundStrategy;

/**
 * What arms are called by. An arm is named alike on every data set: by its strategy and loss, and by the settings that tell two arms
 * apart on any of the data sets, so that one without a sibling on one set is still known there.
 */
final class ArmNames {
    /** What stands under these keys belongs to a data set, and says nothing of an arm on another one. */
    private static final String DATA = "data.";

    private final List<Set<ArmKey>> sets;
    private final Set<String> telling = new TreeSet<>();
    private final DistinctNames<Named> labels = new DistinctNames<>();

    private record Named(String strategy, String loss, Map<String, String> settings) {}

    /** @param sets the arms on each data set */
    ArmNames(List<Set<ArmKey>> sets) {
        this.sets = sets;
        sets.forEach(arms -> arms.forEach(arm -> names(arm, arms).stream()
                .filter(name -> !ConfigKeys.ofStrategyOrLoss(name) && !name.startsWith(DATA))
                .filter(name -> arms.stream().anyMatch(other -> areTold(arm, other) && !arm.agrees(other, name)))
                .forEach(telling::add)));
    }

    private static boolean areTold(ArmKey one, ArmKey other) {
        return one.told() && other.told();
    }

    private static Set<String> names(ArmKey arm, Collection<ArmKey> others) {
        Set<String> names = new TreeSet<>(arm.settings().keySet());
        others.forEach(it -> names.addAll(it.settings().keySet()));
        return names;
    }

    /** Those that an arm is named by, with what it has; {@code absent} where it has not. */
    Map<String, String> settings(ArmKey arm, Set<ArmKey> onItsSet) {
        Map<String, String> settings = new TreeMap<>();
        for (String name : names(arm, onItsSet)) {
            if (tellsHere(arm, onItsSet, name)
                    || (arm.told() && (telling.contains(name) || tellsElsewhere(arm, name)))) {
                settings.put(name, arm.settings().getOrDefault(name, "absent"));
            }
        }
        return settings;
    }

    /** Options of strategy and loss count where another arm has both names too, all else where any arm has it otherwise. */
    private static boolean tellsHere(ArmKey arm, Set<ArmKey> others, String name) {
        return others.stream()
                .filter(other -> arm.hasNamesOf(other) || !ConfigKeys.ofStrategyOrLoss(name))
                .anyMatch(other -> !arm.agrees(other, name));
    }

    /** Whether the arm of its names on another data set has another option of strategy or loss. */
    private boolean tellsElsewhere(ArmKey arm, String name) {
        return ConfigKeys.ofStrategyOrLoss(name)
                && sets.stream()
                        .flatMap(Set::stream)
                        .anyMatch(other -> arm.hasNamesOf(other) && arm.contradicts(other, name));
    }

    /** Of its own among all arms, and the same on all data sets. */
    String label(ArmKey arm, Map<String, String> settings) {
        String bound = BoundStrategy.isBound(arm.strategy()) ? " (bound)" : "";
        String wished = arm.strategy() + bound + ", " + arm.loss() + Arms.words(settings);
        return labels.of(new Named(arm.strategy(), arm.loss(), settings), wished);
    }
}
