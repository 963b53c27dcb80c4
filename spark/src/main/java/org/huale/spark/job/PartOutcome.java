package org.huale.spark.job;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How a part went.
 *
 * @param problem why it could not be done, such as an image that cannot be read; null where it is done. Doing it again would
 *     not help, so the task ends well
 * @param host that tried
 */
public record PartOutcome(String part, @Nullable String problem, String host) implements Serializable {}
