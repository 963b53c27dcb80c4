package org.huale.detect;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.api.Stable;

/**
 * The parts of {@link Detections.Evidence}: what a detector can tell of a detection beyond box, class and confidence, and what a
 * strategy may want to know.
 */
@Stable
public enum EvidencePart {
    PROBABILITIES,
    PROPOSALS,
    FEATURES,
    VARIANCES,
    SUPPRESSED;

    private static final Set<EvidencePart> DISPENSABLE = EnumSet.of(VARIANCES, SUPPRESSED);

    /** All parts. */
    public static Set<EvidencePart> all() {
        return EnumSet.allOf(EvidencePart.class);
    }

    /** Whether a strategy that reads it also works, by other means, with a detector that cannot tell it. */
    public boolean isDispensable() {
        return DISPENSABLE.contains(this);
    }

    /** The parts that are needed, not to be had and not dispensable, in words; nothing where all is well. */
    public static Optional<String> lacking(Set<EvidencePart> needed, Set<EvidencePart> had) {
        String words = needed.stream()
                .filter(part -> !had.contains(part) && !part.isDispensable())
                .sorted()
                .map(part -> part.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" and "));
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }
}
