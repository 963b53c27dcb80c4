package org.huale.acquire;

import java.util.Comparator;
import org.huale.api.Stable;
import org.huale.dataset.ImageId;

/** How much an image is wanted: finite, higher is more. */
@Stable
public record ImageScore(ImageId image, double score, Explanation explanation) {

    /** The most wanted first; equal scores by image id. */
    public static final Comparator<ImageScore> MOST_WANTED_FIRST =
            Comparator.comparingDouble(ImageScore::score).reversed().thenComparing(ImageScore::image);

    public ImageScore {
        if (image == null || explanation == null) {
            throw new IllegalArgumentException(
                    "a score has an image and an explanation, got image " + image + " and explanation " + explanation);
        }
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("the score of " + image + " must be finite, got " + score);
        }
    }

    /** The same score, with one thing more to say of it. */
    public ImageScore with(Explanation.Part part) {
        return new ImageScore(image, score, explanation.with(part));
    }
}
