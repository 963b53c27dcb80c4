package org.huale.loop;

import java.util.List;
import java.util.function.Function;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Predictions;
import org.huale.acquire.Query;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.loop.folder.SelectionRecord;
import org.huale.loop.pool.Pool;
import org.huale.random.Seeds;
import org.jspecify.annotations.Nullable;

/**
 * One selection from a pool. A run takes it in each cycle and a scoring once, as the first cycle of a run would, so that equal
 * predictions, images, budgets and seeds come to equal selections.
 *
 * @param strategy that chooses
 * @param select how it is asked; {@code strategy::select} but for bounds, which are also told what is hidden
 * @param seed of the run, from which the strategy's randomness follows
 * @param cycle from 0
 */
public record SelectionStep(AcquisitionStrategy strategy, Function<Query, Selection> select, long seed, int cycle) {
    /** The cycle whose selection a scoring makes. */
    public static final int FIRST_CYCLE = 0;

    /**
     * What is chosen from.
     *
     * @param candidates unlabeled images of the pool
     * @param wanted images to choose, or all candidates where these are fewer
     */
    public record Images(Pool pool, List<ImageId> candidates, int wanted) {}

    /** What was found in an image; the record leaves out the evidence. */
    @FunctionalInterface
    public interface Seen {
        /** Null where that is not known. */
        @Nullable
        Detections in(View view, ImageId image);
    }

    /** @param record the selection with what a person wants to see of it */
    public record Choice(Selection selection, SelectionRecord record) {}

    /**
     * Chooses.
     *
     * @param seen asked for the chosen images, once they are chosen
     * @param scores hears every score on the way
     */
    public Choice of(Images images, Predictions predictions, Seen seen, ScoreListener scores) {
        Query query = new Query(
                images.pool().labeled(),
                images.candidates(),
                images.wanted(),
                predictions,
                new Seeds(seed).generator("select/" + strategy.name(), cycle),
                scores);
        Selection selection = query.exact(strategy.name(), select.apply(query));
        List<SelectionRecord.Chosen> chosen = selection.chosen().stream()
                .map(score -> chosen(score, images.pool(), seen))
                .toList();
        return new Choice(selection, new SelectionRecord(chosen, selection.passedOver()));
    }

    private static SelectionRecord.Chosen chosen(ImageScore score, Pool pool, Seen seen) {
        ImageRecord image = pool.record(score.image());
        return new SelectionRecord.Chosen(
                score,
                image.file().toAbsolutePath().normalize(),
                image.size(),
                shown(seen.in(View.ORIGINAL, image.id())),
                shown(seen.in(View.FLIPPED, image.id())));
    }

    private static @Nullable Detections shown(@Nullable Detections found) {
        return found == null ? null : found.withoutEvidence();
    }
}
