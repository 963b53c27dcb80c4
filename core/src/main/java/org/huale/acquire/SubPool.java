package org.huale.acquire;

import java.util.List;
import org.huale.dataset.ImageId;

/** A part of the unlabeled images, drawn anew for each selection: what the authors of CALD score of COCO. */
public final class SubPool {
    private static final Explanation NONE = new Explanation("", List.of());

    private SubPool() {}

    /** @throws IllegalArgumentException where a size is negative */
    public static void requireSize(int size) {
        if (size < 0) {
            throw new IllegalArgumentException("subPool must be at least 0, got " + size);
        }
    }

    /**
     * A query for so many of the unlabeled images, ascending, though not for fewer than are wanted; for all where size is 0,
     * for which nothing is drawn.
     */
    public static Query of(Query query, int size) {
        List<ImageId> ascending = query.unlabeled().stream().sorted().toList();
        List<ImageId> part = size == 0 ? ascending : drawn(query, ascending, Math.max(size, query.wanted()));
        return new Query(query.labeled(), part, query.budget(), query.predictions(), query.random(), query.scores());
    }

    private static List<ImageId> drawn(Query query, List<ImageId> ascending, int size) {
        TopImages top = new TopImages(size);
        ascending.forEach(image -> top.offer(image, query.random().nextDouble(), () -> NONE));
        return top.inOrder().stream().map(ImageScore::image).sorted().toList();
    }
}
