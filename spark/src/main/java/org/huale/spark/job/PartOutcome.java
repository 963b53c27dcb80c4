package org.huale.spark.job;

import java.io.Serializable;
import java.util.List;

/**
 * How a part went.
 *
 * @param problems why it could not be done, such as each image that cannot be read; none where it is done. Doing it again would
 *     not help, so the task ends well
 * @param host that tried
 */
public record PartOutcome(List<String> problems, String host) implements Serializable {

    public PartOutcome {
        problems = List.copyOf(problems);
    }
}
