package org.huale.acquire;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.huale.dataset.ImageId;

/** Remembers every score that a strategy gives on the way; a number for each image and stage. */
public final class StageScores implements ScoreListener {
    private final List<ImageId> images;
    private final Map<String, double[]> stages = new LinkedHashMap<>();

    /** @param images all that may be scored, ascending */
    public StageScores(List<ImageId> images) {
        this.images = images;
    }

    @Override
    public void scored(String stage, ImageId image, double score) {
        int position = Collections.binarySearch(images, image);
        if (position < 0) {
            throw new IllegalArgumentException("image " + image + " was not to be scored");
        }
        stages.computeIfAbsent(stage, name -> unscored())[position] = score;
    }

    /** In the order of their first scores. */
    public List<String> stages() {
        return List.copyOf(stages.keySet());
    }

    /** Empty where the stage did not score the image at this position. */
    public OptionalDouble of(String stage, int position) {
        double[] scores = stages.get(stage);
        return scores == null || Double.isNaN(scores[position])
                ? OptionalDouble.empty()
                : OptionalDouble.of(scores[position]);
    }

    private double[] unscored() {
        double[] scores = new double[images.size()];
        Arrays.fill(scores, Double.NaN);
        return scores;
    }
}
