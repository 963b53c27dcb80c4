package org.huale.detect;

import org.huale.api.Stable;

/**
 * Options of something that is trained beside a detector and asked for afterwards: a further network, or a statistic of the
 * training. A {@link DetectorTrainer} knows from the record's class who trains it. One that lets no gradient into the
 * detector changes no bit of it.
 */
@Stable
public interface Companion {

    /** Names its files and what it gives: lower-case letters, digits and hyphens. A detector has at most one of a name. */
    String name();
}
