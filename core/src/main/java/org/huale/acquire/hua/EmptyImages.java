package org.huale.acquire.hua;

import java.util.List;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.TopImages;
import org.huale.dataset.ImageId;

/** Draws images in which nothing was found, so that objects of which the detector knows nothing have a chance. */
final class EmptyImages {

    private EmptyImages() {}

    /** With equal chances, at most the quota; score 0. Draws nothing from the generator where the quota is 0. */
    static List<ImageScore> drawn(List<ImageId> empty, int quota, Query query) {
        if (quota == 0) {
            return List.of();
        }
        TopImages top = new TopImages(quota);
        for (ImageId image : empty.stream().sorted().toList()) {
            top.offer(image, query.random().nextDouble(), () -> EXPLANATION);
        }
        return top.inOrder().stream().map(score -> heard(score.image(), query)).toList();
    }

    private static ImageScore heard(ImageId image, Query query) {
        query.scores().scored("quota", image, 0);
        return new ImageScore(image, 0, EXPLANATION);
    }

    private static final Explanation EXPLANATION = new Explanation(
            "0: of the quota of images without detections",
            List.of(new Explanation.Part("empty image", 0, 0, "drawn among images in which nothing was found")));
}
