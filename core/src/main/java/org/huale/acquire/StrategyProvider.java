package org.huale.acquire;

import org.huale.api.Stable;

/**
 * Makes strategies of one name from options. Providers are found by {@link java.util.ServiceLoader}, so that a jar on the
 * class path can bring its own.
 *
 * @param <O> a record whose components are the options
 */
@Stable
public interface StrategyProvider<O extends Record> {

    /** As in configurations: lower-case letters, digits and hyphens. */
    String name();

    /** One sentence for lists. */
    String description();

    /** Options to begin with; what a configuration sets takes the place of these. */
    O defaults();

    AcquisitionStrategy create(O options);
}
