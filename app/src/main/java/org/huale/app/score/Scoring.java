package org.huale.app.score;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Predictions;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.StageScores;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.loop.SelectionRecord;
import org.huale.random.Seeds;
import org.jspecify.annotations.Nullable;

/** One selection from a pool, written to a folder. */
public record Scoring(ScoringPool pool, Wish wish) {

    /** What is wanted. */
    public record Wish(AcquisitionStrategy strategy, int budget, long seed) {}

    /** What was found in an image, null where that is not known. */
    public interface Seen extends BiFunction<View, ImageId, @Nullable Detections> {}

    /**
     * @param record as {@code selection.json} holds it
     * @param unlabeled images that could be chosen
     * @param forwards images that went through the detector, by view; empty where none did
     */
    public record Result(Selection selection, SelectionRecord record, int unlabeled, Map<String, Integer> forwards) {

        Result withForwards(Map<String, Integer> counted) {
            return new Result(selection, record, unlabeled, counted);
        }
    }

    /**
     * @param seen for the explanation of the choice
     * @param folder for the results
     */
    public Result run(Predictions predictions, Seen seen, Path folder) {
        StageScores scores = new StageScores(pool.choosable());
        Query query = new Query(
                pool.pool().labeled(),
                pool.choosable(),
                wish.budget(),
                predictions,
                new Seeds(wish.seed()).generator("select/" + wish.strategy().name()),
                scores);
        Selection selection = wish.strategy().select(query);
        SelectionRecord record = record(selection, seen);
        ScoreFiles files = new ScoreFiles(folder);
        files.writeScores(pool.choosable(), scores, selection);
        files.writeSelection(record);
        files.writeIds(selection);
        return new Result(selection, record, pool.choosable().size(), Map.of());
    }

    private SelectionRecord record(Selection selection, Seen seen) {
        List<SelectionRecord.Chosen> chosen =
                selection.chosen().stream().map(it -> chosen(it, seen)).toList();
        return new SelectionRecord(chosen, selection.passedOver());
    }

    private SelectionRecord.Chosen chosen(ImageScore score, Seen seen) {
        ImageRecord image = pool.pool().record(score.image());
        return new SelectionRecord.Chosen(
                score,
                image.file().toAbsolutePath().normalize(),
                image.size(),
                bare(seen.apply(View.ORIGINAL, image.id())),
                bare(seen.apply(View.FLIPPED, image.id())));
    }

    private static @Nullable Detections bare(@Nullable Detections found) {
        return found == null ? null : found.withoutEvidence();
    }
}
