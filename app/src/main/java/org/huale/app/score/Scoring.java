package org.huale.app.score;

import java.nio.file.Path;
import java.util.Map;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.Predictions;
import org.huale.acquire.Selection;
import org.huale.acquire.StageScores;
import org.huale.loop.SelectionStep;
import org.huale.loop.folder.SelectionRecord;

/** One selection from a pool, written to a folder. */
public record Scoring(ScoringPool pool, Setup setup) {

    /** What is wanted. */
    public record Setup(AcquisitionStrategy strategy, int budget, long seed) {}

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
    public Result run(Predictions predictions, SelectionStep.Seen seen, Path folder) {
        StageScores scores = new StageScores(pool.choosable());
        SelectionStep step =
                new SelectionStep(setup.strategy(), setup.strategy()::select, setup.seed(), SelectionStep.FIRST_CYCLE);
        SelectionStep.Choice choice = step.of(
                new SelectionStep.Images(pool.pool(), pool.choosable(), setup.budget()), predictions, seen, scores);
        ScoreFiles files = new ScoreFiles(folder);
        files.writeScores(pool.choosable(), scores, choice.selection());
        files.writeSelection(choice.record());
        files.writeIds(choice.selection());
        return new Result(choice.selection(), choice.record(), pool.choosable().size(), Map.of());
    }
}
