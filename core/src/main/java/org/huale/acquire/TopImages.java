package org.huale.acquire;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.huale.api.Stable;
import org.huale.dataset.ImageId;

/** The k most wanted of many images, holding no more than k at a time: O(n log k) time, O(k) memory. */
@Stable
public final class TopImages {
    private static final Explanation NONE = new Explanation("", List.of());

    private final int count;
    private final PriorityQueue<ImageScore> kept = new PriorityQueue<>(ImageScore.MOST_WANTED_FIRST.reversed());

    public TopImages(int count) {
        this.count = count;
    }

    /** Keeps the image if it is among the k most wanted so far; it is explained only then. */
    public void offer(ImageId image, double score, Supplier<Explanation> explanation) {
        if (count == 0 || (kept.size() == count && !beatsTheLast(new ImageScore(image, score, NONE)))) {
            return;
        }
        kept.add(new ImageScore(image, score, explanation.get()));
        if (kept.size() > count) {
            kept.remove();
        }
    }

    private boolean beatsTheLast(ImageScore score) {
        return ImageScore.MOST_WANTED_FIRST.compare(score, kept.element()) < 0;
    }

    /** The most wanted first. */
    public List<ImageScore> inOrder() {
        List<ImageScore> sorted = new ArrayList<>(kept);
        sorted.sort(ImageScore.MOST_WANTED_FIRST);
        return sorted;
    }
}
