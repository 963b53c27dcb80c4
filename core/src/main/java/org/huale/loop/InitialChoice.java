package org.huale.loop;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.huale.dataset.ImageId;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.holdout.TestShare;
import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunFiles;
import org.huale.loop.pool.ColdStart;
import org.huale.loop.pool.InitialSet;
import org.huale.loop.pool.Pool;
import org.huale.random.Seeds;
import org.jspecify.annotations.Nullable;

/**
 * Which images a run begins with: chosen once, and read from the run's files ever after.
 *
 * @param options of the run
 * @param describer of images, where they are chosen by what they look like
 */
record InitialChoice(InitialSet wanted, LoopOptions options, Supplier<ImageDescriber> describer) {
    /** What the images look like, while they are chosen. */
    private static final String FEATURES = "initial-features";

    /**
     * What was chosen.
     *
     * @param how they were found; files of earlier versions do not say it
     * @param test those of them that are for evaluation; null where there is a test set
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Chosen(
            List<ImageId> images,
            @Nullable String how,
            @Nullable List<ImageId> test) {

        Pool holdingOut(TestShare share, Pool empty) {
            return empty.holdingOut(heldOut(share, empty.unlabeled()));
        }

        /** What was listed or chosen to be learned from stays so, whatever the lot of the image. */
        List<ImageId> heldOut(TestShare share, Collection<ImageId> pool) {
            Set<ImageId> learned = new HashSet<>(images);
            learned.removeAll(test == null ? Set.of() : Set.copyOf(test));
            return share.of(pool).stream().filter(id -> !learned.contains(id)).toList();
        }
    }

    /** What is written there, or else chosen and then written. */
    Chosen in(RunFiles files, Pool empty) {
        Chosen chosen = files.read(RunContents.INITIAL, Chosen.class).orElseGet(() -> found(files, empty));
        files.delete(FEATURES);
        return chosen;
    }

    private Chosen found(RunFiles files, Pool empty) {
        Pool seen = PoolParts.in(files).asSeenBy(Pool.BEFORE_ALL, empty);
        InitialSet.Shared shared = wanted.sharing(options.share(), seen);
        Pool choosable = seen.holdingOut(shared.heldOut());
        InitialSet initial = shared.initial();
        Chosen found = initial.looks()
                ? byLooks(files, shared, choosable)
                : chosen(shared, initial.of(choosable, seeds()), initial.how());
        options.requireRoomFor(found.images().size());
        files.write(RunContents.INITIAL, found);
        return found;
    }

    private Chosen byLooks(RunFiles files, InitialSet.Shared shared, Pool choosable) {
        InitialSet initial = shared.initial();
        initial.requireEnough(choosable.unlabeled()); // before weights are read
        try (ImageDescriber opened = describer.get()) {
            List<ImageId> images = new ColdStart(initial, opened).of(choosable, seeds(), files.path(FEATURES));
            return chosen(shared, images, initial.how() + " of " + opened.kind());
        }
    }

    private Chosen chosen(InitialSet.Shared shared, List<ImageId> learned, String how) {
        return new Chosen(
                Stream.concat(learned.stream(), shared.test().stream()).sorted().toList(),
                how,
                options.share().keepsAny() ? shared.test() : null);
    }

    private Seeds seeds() {
        return new Seeds(options.seed());
    }
}
