package org.huale.acquire.learned;

import java.util.Arrays;
import java.util.List;
import org.huale.acquire.Explanation;
import org.huale.acquire.Predictions;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.TopImages;
import org.huale.dataset.ImageId;
import org.huale.detect.Companion;
import org.huale.problem.HualeException;

/**
 * Selection by one number that a companion says of each image.
 *
 * @param strategy whose stage the scores are heard of
 * @param vector whose first number it is
 * @param companion that gives the vector
 */
record LearnedScores(String strategy, String vector, Companion companion) {

    /** What the number is worth. */
    interface Scoring {
        Score of(ImageId image, double number);
    }

    /** Higher is more wanted. */
    record Score(double value, Explanation explanation) {}

    Selection select(Query query, Scoring scoring) {
        TopImages top = new TopImages(query.wanted());
        if (query.wanted() > 0) {
            Predictions predictions = query.predictions();
            requireVector(predictions);
            predictions.forEachVector(vector, query.unlabeled(), (image, numbers) -> {
                Score score = scoring.of(image, finite(image, numbers));
                query.scores().scored(strategy, image, score.value());
                top.offer(image, score.value(), score::explanation);
            });
        }
        return new Selection(top.inOrder(), List.of());
    }

    /** The numbers of labeled images, by ascending id. */
    double[] ofLabeled(Query query) {
        requireVector(query.predictions());
        List<ImageId> labeled = query.labeledIds();
        double[] numbers = new double[labeled.size()];
        int[] next = {0};
        query.predictions().forEachVector(vector, labeled, (image, said) -> numbers[next[0]++] = finite(image, said));
        return numbers;
    }

    private void requireVector(Predictions predictions) {
        if (!predictions.describes(vector)) {
            throw new HualeException("strategy " + strategy + " needs the " + vector
                    + " of images, which only a detector"
                    + " gives that was trained with " + companion.name() + " beside it, as 'huale run' with strategy "
                    + strategy + " does; of such weights, NAME.safetensors, the file NAME." + companion.name()
                    + ".safetensors must lie in the same folder");
        }
    }

    private double finite(ImageId image, float[] numbers) {
        if (numbers.length == 0 || !Float.isFinite(numbers[0])) {
            throw new HualeException(companion.name() + " has no finite " + vector + " for image " + image + ": "
                    + Arrays.toString(numbers));
        }
        return numbers[0];
    }
}
