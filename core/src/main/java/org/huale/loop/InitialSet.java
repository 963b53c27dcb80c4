package org.huale.loop;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.huale.dataset.ImageId;
import org.huale.problem.HualeException;

/**
 * The images labeled before the first cycle: drawn at random or listed by the user.
 *
 * <p>A draw takes the images whose names hash lowest under the run's seed. It depends on the seed and the ids alone, not
 * on their order, so that all strategies of a seed start from the same images; a larger draw contains a smaller one. It
 * does not see to it that every class occurs: that would need the annotations of images that nobody has paid for.
 *
 * @param images to draw, at least 1; not used with a list
 * @param list a text file of ids, one a line; lines that begin with {@code #} are comments; blank to draw
 */
public record InitialSet(int images, String list) {

    public InitialSet {
        if (images < 1) {
            throw new IllegalArgumentException("initial images must be at least 1, got " + images);
        }
    }

    public static InitialSet drawn(int images) {
        return new InitialSet(images, "");
    }

    public static InitialSet listed(Path list) {
        return new InitialSet(1, list.toString());
    }

    /**
     * The initial images among unlabeled ones, in ascending order.
     *
     * @throws HualeException where there are fewer images than are to be drawn, or the list cannot be used
     */
    public List<ImageId> of(Pool pool, Seeds seeds) {
        return list.isBlank() ? draw(pool.unlabeled(), seeds) : ImageList.read(Path.of(list), pool);
    }

    private List<ImageId> draw(List<ImageId> from, Seeds seeds) {
        if (images > from.size()) {
            throw new HualeException(
                    "initial set of " + images + " images: the pool has only " + from.size() + " to draw from");
        }
        return from.stream()
                .map(id -> new Lot(seeds.of("initial set: " + id), id))
                .sorted(Comparator.comparingLong(Lot::number).thenComparing(Lot::image))
                .limit(images)
                .map(Lot::image)
                .sorted()
                .toList();
    }

    private record Lot(long number, ImageId image) {}
}
