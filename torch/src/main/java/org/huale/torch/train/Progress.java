package org.huale.torch.train;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a training has come, besides its tensors.
 *
 * @param iteration optimizer steps done
 * @param best the greatest validation figure so far, null before the first
 * @param logLengths bytes of each metrics file
 * @param owing whether the last of these steps is still to be judged; null in checkpoints of earlier versions
 */
record Progress(
        long iteration,
        @Nullable Double best,
        Map<String, Long> logLengths,
        @Nullable Boolean owing) {

    Progress {
        logLengths = Collections.unmodifiableMap(new TreeMap<>(logLengths));
    }

    static Progress start() {
        return new Progress(0, null, Map.of(), false);
    }

    boolean owesJudgement() {
        return Boolean.TRUE.equals(owing);
    }
}
