package org.huale.loop.pool;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.huale.dataset.ImageId;
import org.huale.holdout.TestShare;
import org.huale.problem.HualeException;
import org.huale.random.Seeds;

/**
 * The images labeled before the first cycle: drawn at random, chosen by what they look like, or listed by the user.
 *
 * <p>A draw takes the images whose names hash lowest under the run's seed. It depends on the seed and the ids alone, not
 * on their order, so that all strategies of a seed start from the same images; a larger draw contains a smaller one. It
 * does not see to it that every class occurs: that would need the annotations of images that nobody has paid for. A choice
 * depends on the seed, the pixels and the weights that trainings begin with; see {@link ColdStart}.
 *
 * @param images to draw or choose, at least 1; not used with a list
 * @param list a text file of images, one a line: ids, file names or paths, in one way for the whole list; lines that begin
 *     with {@code #} are comments; blank to draw or choose
 * @param method how images are found; with a list it is {@link Method#RANDOM}
 * @param features what is compared where images are not drawn; {@link Features#PATCH} is for {@link Method#K_CENTRE} alone
 */
public record InitialSet(int images, String list, Method method, Features features) {

    /** How images are found. */
    public enum Method {
        /** Drawn, whatever they show. */
        RANDOM,
        /** The most typical image of each of as many clusters as images are wanted. */
        TYPICAL,
        /** From a drawn image on, again and again the image farthest from all taken. */
        K_CENTRE;

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What is compared. */
    public enum Features {
        /** The mean over the image. */
        IMAGE,
        /** Nine parts of the image; an image is as far as its parts are in sum. */
        PATCH;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public InitialSet {
        if (images < 1) {
            throw new IllegalArgumentException("initial images must be at least 1, got " + images);
        }
        if (method != Method.RANDOM && !list.isBlank()) {
            throw new IllegalArgumentException("method " + method.word()
                    + " chooses the initial images, which the list " + list + " names already; one of both is needed");
        }
        if (method != Method.K_CENTRE && features == Features.PATCH) {
            throw new IllegalArgumentException(
                    "features patch are for method k-centre, as typical looks for clusters of"
                            + " whole images and random looks at none, got method " + method.word());
        }
    }

    public static InitialSet drawn(int images) {
        return chosen(images, Method.RANDOM, Features.IMAGE);
    }

    public static InitialSet chosen(int images, Method method, Features features) {
        return new InitialSet(images, "", method, features);
    }

    /** With another name of the list. */
    public InitialSet withList(String file) {
        return new InitialSet(images, file, method, features);
    }

    /** With another number of images to draw or choose. */
    public InitialSet withImages(int count) {
        return new InitialSet(count, list, method, features);
    }

    /**
     * The initial set with images for evaluation.
     *
     * @param initial to learn from
     * @param heldOut images of the pool that are not chosen from
     * @param test those of them that are labeled at the beginning
     */
    public record Shared(InitialSet initial, List<ImageId> heldOut, List<ImageId> test) {}

    /**
     * Shares so many images as were asked for between learning and evaluation. Listed images are learned from as a whole, and
     * those for evaluation come beside them.
     *
     * @throws HualeException where no image would be left for one of the two
     */
    public Shared sharing(TestShare share, Pool pool) {
        if (!share.keepsAny()) {
            return new Shared(this, List.of(), List.of());
        }
        Set<ImageId> listed = list.isBlank() ? Set.of() : Set.copyOf(ImageList.read(Path.of(list), pool));
        List<ImageId> heldOut = share.of(pool.unlabeled()).stream()
                .filter(id -> !listed.contains(id))
                .toList();
        int wanted = list.isBlank() ? forEvaluation(share, images) : share.beside(listed.size());
        int count = Math.min(wanted, heldOut.size());
        if (count == 0) {
            throw new HualeException("data.testShare " + share.share() + " leaves no image for evaluation: "
                    + (wanted == 0
                            ? "initial.images must be at least 2, got " + images
                            : "the pool of " + pool.unlabeled().size()
                                    + " images has none whose lot is below the share; a larger one is needed"));
        }
        if (list.isBlank()) {
            requireLearnable(share, heldOut.size(), pool.unlabeled().size());
        }
        return new Shared(list.isBlank() ? withImages(images - count) : this, heldOut, heldOut.subList(0, count));
    }

    /** Of so many initial images; one is left to learn from. */
    private static int forEvaluation(TestShare share, int initial) {
        return Math.min(share.among(initial), initial - 1);
    }

    /** What is held out of the pool for later cycles cannot be learned from now. */
    private void requireLearnable(TestShare share, int heldOut, int pool) {
        int most = images;
        while (most > 0 && most - Math.min(forEvaluation(share, most), heldOut) > pool - heldOut) {
            most--;
        }
        if (most < images) {
            int count = Math.min(forEvaluation(share, images), heldOut);
            throw new HualeException("initial.images " + images + " is too many with data.testShare " + share.share()
                    + ": "
                    + heldOut + " of the pool's " + pool + " images are held out for evaluation, " + count
                    + " of them in the initial set, and the " + (images - count) + " others are to be drawn from "
                    + (pool - heldOut) + "; at most " + most + " can be had");
        }
    }

    /** Whether the images have to be looked at. */
    public boolean looks() {
        return list.isBlank() && method != Method.RANDOM;
    }

    /** How the images are found, in words: {@code typical by image}. */
    public String how() {
        if (!list.isBlank()) {
            return "listed in " + list;
        }
        return looks() ? method.word() + " by " + features.word() : "random";
    }

    /**
     * The initial images among unlabeled ones, in ascending order; where they would have to be {@linkplain #looks looked at},
     * as many that are drawn, which is enough to plan with.
     *
     * @throws HualeException where there are fewer images than are to be drawn, or the list cannot be used
     */
    public List<ImageId> of(Pool pool, Seeds seeds) {
        return list.isBlank() ? draw(pool.unlabeled(), seeds) : ImageList.read(Path.of(list), pool);
    }

    /** @throws HualeException where the pool has fewer images than are to be drawn or chosen */
    public void requireEnough(List<ImageId> from) {
        if (images > from.size()) {
            throw new HualeException(
                    "initial set of " + images + " images: the pool has only " + from.size() + " to draw from");
        }
    }

    private List<ImageId> draw(List<ImageId> from, Seeds seeds) {
        requireEnough(from);
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
