package org.huale.loop;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.ImageId;
import org.huale.holdout.TestShare;
import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunFiles;

/** The images of a run's pool that are for evaluation alone, labeled or not, whether or not a process works on the run. */
public final class HeldOut {
    private HeldOut() {}

    /**
     * Where the run does not say what it began with, an image that was listed to learn from counts as its lot has it.
     *
     * @param run its folder
     * @param pool its images
     * @throws org.huale.problem.HualeException where the file of the initial set is damaged
     */
    public static Set<ImageId> of(Path run, TestShare share, Collection<ImageId> pool) {
        if (!share.keepsAny()) {
            return Set.of();
        }
        List<ImageId> images =
                initial(run).map(initial -> initial.heldOut(share, pool)).orElseGet(() -> share.of(pool));
        return Set.copyOf(images);
    }

    /**
     * Those that are asked for with the initial set; none where there is a test set, or where nothing is chosen yet.
     *
     * @param run its folder
     * @throws org.huale.problem.HualeException where the file of the initial set is damaged
     */
    public static Set<ImageId> ofInitial(Path run) {
        return initial(run)
                .flatMap(initial -> Optional.ofNullable(initial.test()))
                .map(Set::copyOf)
                .orElse(Set.of());
    }

    private static Optional<InitialChoice.Chosen> initial(Path run) {
        return new RunFiles(run).read(RunContents.INITIAL, InitialChoice.Chosen.class);
    }
}
