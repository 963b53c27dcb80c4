package org.huale.report.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.huale.acquire.random.RandomStrategy;
import org.huale.problem.HualeException;
import org.huale.report.curve.Arm;
import org.jspecify.annotations.Nullable;

/** Which arm another one is held against. */
public record References(List<Arm> arms, @Nullable String named) {
    public static final String RANDOM = RandomStrategy.NAME;
    public static final String STANDARD = "standard";

    /**
     * The arm that was named, among several of that name the one with the most settings in common; unnamed, the random arm
     * with the same loss, else with the standard loss, else any. A random arm is itself held against the random arm with the
     * standard loss. No arm is its own reference, and a bound has none.
     *
     * @throws HualeException where a name is no arm's, or that of bounds alone
     */
    Optional<Arm> of(Arm arm) {
        if (arm.isBound()) {
            return Optional.empty();
        }
        if (named != null) {
            return nearest(arm, candidates(named)).filter(it -> !it.equals(arm));
        }
        List<Arm> random =
                arms.stream().filter(it -> it.strategy().equals(RANDOM)).toList();
        if (arm.strategy().equals(RANDOM)) {
            return arm.loss().equals(STANDARD) ? Optional.empty() : nearest(arm, withLoss(random, STANDARD));
        }
        return nearest(arm, withLoss(random, arm.loss()))
                .or(() -> nearest(arm, withLoss(random, STANDARD)))
                .or(() -> nearest(arm, random));
    }

    private List<Arm> candidates(String name) {
        List<Arm> meant = arms.stream().filter(it -> it.isNamed(name)).toList();
        List<Arm> candidates = withoutBounds(meant);
        if (candidates.isEmpty()) {
            String otherwise = "; there are "
                    + withoutBounds(arms).stream().map(Arm::label).toList();
            throw new HualeException(
                    meant.isEmpty()
                            ? "no arm is named '" + name + "' on " + arms.get(0).dataset() + otherwise
                            : "--reference " + name + ": is a bound, which nothing is compared with" + otherwise);
        }
        return candidates;
    }

    private static List<Arm> withoutBounds(List<Arm> arms) {
        return arms.stream().filter(it -> !it.isBound()).toList();
    }

    private static List<Arm> withLoss(List<Arm> arms, String loss) {
        return arms.stream().filter(it -> it.loss().equals(loss)).toList();
    }

    private static Optional<Arm> nearest(Arm arm, List<Arm> candidates) {
        return candidates.stream()
                .max(Comparator.<Arm>comparingInt(it -> it.loss().equals(arm.loss()) ? 1 : 0)
                        .thenComparingLong(it -> agreeing(arm, it))
                        .thenComparing(Comparator.comparing(Arm::label).reversed()));
    }

    private static long agreeing(Arm one, Arm other) {
        return one.settings().entrySet().stream()
                .filter(it -> Objects.equals(it.getValue(), other.settings().get(it.getKey())))
                .count();
    }
}
