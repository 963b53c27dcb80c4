package org.huale.acquire.hua;

import org.huale.api.Stable;

/**
 * Makes metrics of one name from options. Providers are found by {@link java.util.ServiceLoader}; those that HUALE does not
 * bring itself have weight 0 until a configuration gives them another, so that a jar on the class path changes no selection.
 *
 * @param <O> a record whose components are the options; none may be called {@code weight}
 */
@Stable
public interface HuaMetricProvider<O extends Record> {

    /** As in configurations: lower-case letters, digits and hyphens. */
    String name();

    O defaults();

    HuaMetric create(O options);
}
