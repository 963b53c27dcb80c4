package org.huale.report.curve;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
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
        Set<String> named = names(arm, onItsSet);
        named.removeIf(name -> !tellsHere(arm, onItsSet, name));
        if (arm.told()) {
            named.addAll(telling);
            named.addAll(options(arm));
        }
        Map<String, String> settings = new TreeMap<>();
        named.forEach(name -> settings.put(name, arm.settings().getOrDefault(name, "absent")));
        return settings;
    }

    /** Options of strategy and loss count where another arm has both names too, all else where any arm has it otherwise. */
    private static boolean tellsHere(ArmKey arm, Set<ArmKey> others, String name) {
        return others.stream()
                .filter(other -> arm.hasNamesOf(other) || !ConfigKeys.ofStrategyOrLoss(name))
                .anyMatch(other -> !arm.agrees(other, name));
    }

    /** Options of strategy and loss that tell arms of these names apart, be it on other data sets than the arm's own. */
    private Set<String> options(ArmKey arm) {
        List<List<ArmKey>> namesakes = sets.stream()
                .map(arms -> arms.stream()
                        .filter(it -> it.told() && it.hasNamesOf(arm))
                        .toList())
                .toList();
        Set<String> options = new TreeSet<>();
        namesakes.forEach(arms -> options.addAll(names(arm, arms)));
        options.removeIf(name -> !ConfigKeys.ofStrategyOrLoss(name) || !tells(namesakes, name));
        return options;
    }

    /** On one data set also what an arm lacks; between data sets it may be a version before the option that left it unsaid. */
    private static boolean tells(List<List<ArmKey>> namesakes, String name) {
        return namesakes.stream().anyMatch(arms -> areSeveral(arms.stream().map(it -> it.option(name))))
                || areSeveral(namesakes.stream()
                        .flatMap(List::stream)
                        .map(it -> it.option(name))
                        .filter(Optional::isPresent));
    }

    private static boolean areSeveral(Stream<Optional<String>> values) {
        return values.distinct().count() > 1;
    }

    /** Of its own among all arms, and the same on all data sets. */
    String label(ArmKey arm, Map<String, String> settings) {
        String bound = BoundStrategy.isBound(arm.strategy()) ? " (bound)" : "";
        String wished = arm.strategy() + bound + ", " + arm.loss() + Arms.words(settings);
        return labels.of(new Named(arm.strategy(), arm.loss(), settings), wished);
    }
}
