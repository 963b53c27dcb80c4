package org.huale.loop;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunFiles;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.pool.Pool;
import org.huale.problem.HualeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the pool of a run have more images than it began with, where people annotate, who may find some while the run waits for
 * them. The images that were there must still be the same. What was selected stays selected; selections that come later see
 * the new images.
 *
 * @param images of the pool as they now are, without annotations
 */
record GrownPool(RunFolder folder, Dataset images) {
    private static final Logger LOG = LoggerFactory.getLogger(GrownPool.class);

    /**
     * As {@link RunFolder#freezeData}, but for new images. They are noted before the data are described with them: of a process that
     * dies between the two, the next one finds with how many of the parts the description was made.
     *
     * @param data description by name, that of the pool under {@code pool}
     */
    void freeze(Map<String, Object> data) {
        PoolParts noted = PoolParts.in(folder.files());
        Optional<?> frozen = folder.files().read(RunContents.DATA, Map.class);
        Optional<PoolParts> known =
                frozen.isEmpty() ? Optional.of(PoolParts.none()) : described(noted, frozen.get(), data);
        PoolParts now = withNew(known.orElse(noted));
        if (known.isEmpty() || now.equals(known.get())) {
            namingGone(noted, images, () -> folder.freezeData(data)); // and refuses others
            note(now, noted);
            return;
        }
        note(now, noted);
        frozen.ifPresent(it -> tellOfLast(now));
        Map<String, Object> all =
                frozen.map(it -> RunContents.withWeightsOf(it, data)).orElse(data);
        folder.files().write(RunContents.DATA, all);
    }

    /**
     * As {@link RunFolder#requireData}, but for new images: who only looks at a run passes over them.
     *
     * @param images of the pool as they now are, without annotations
     * @param data description by name, that of the pool under {@code pool}
     */
    static void require(Path run, Dataset images, Map<String, Object> data) {
        RunFiles files = new RunFiles(run);
        Optional<?> frozen = files.read(RunContents.DATA, Map.class);
        PoolParts noted = PoolParts.in(files);
        if (frozen.isEmpty() || noted.beginnings().noneMatch(it -> isOf(it, images, frozen.get(), data))) {
            namingGone(noted, images, () -> RunFolder.requireData(run, data));
        }
    }

    /**
     * Whether all images that a run has noted are in a pool as they were, whatever else its data are by now.
     *
     * @param images as they now are, without annotations
     */
    static boolean knows(Path run, Dataset images) {
        RunFiles files = new RunFiles(run);
        Optional<?> frozen = files.read(RunContents.DATA, Map.class);
        return frozen.isPresent()
                && PoolParts.in(files)
                        .beginnings()
                        .anyMatch(it -> DataDescription.hasPool(of(it, images), frozen.get()));
    }

    /** Adds to the refusal which images of the pool are gone; sizes and hashes do not show it. */
    private static void namingGone(PoolParts noted, Dataset images, Runnable comparison) {
        try {
            comparison.run();
        } catch (HualeException others) {
            throw noted.goneFrom(images)
                    .map(gone -> new HualeException(others.getMessage() + System.lineSeparator() + gone, others))
                    .orElse(others);
        }
    }

    private void note(PoolParts now, PoolParts noted) {
        if (!now.equals(noted)) {
            folder.files().write(RunContents.POOL_IMAGES, now);
        }
    }

    /** The parts that the data were described with; empty where these are other data, or an earlier version died between both files. */
    private Optional<PoolParts> described(PoolParts noted, Object frozen, Map<String, Object> data) {
        return noted.beginnings().filter(it -> isOf(it, images, frozen, data)).findFirst();
    }

    /** Whether the data would be the frozen ones if there were the images of these parts alone. */
    private static boolean isOf(PoolParts parts, Dataset images, Object frozen, Map<String, Object> data) {
        Dataset old = of(parts, images);
        return old.size() == parts.images().size()
                && RunContents.dataDifferences(frozen, described(old, images, data))
                        .isEmpty();
    }

    /** The images of a pool that came with some parts. */
    private static Dataset of(PoolParts parts, Dataset images) {
        Set<ImageId> known = parts.images();
        return new Dataset(
                images.name(),
                images.classes(),
                images.images().stream()
                        .filter(image -> known.contains(image.id()))
                        .toList());
    }

    private static Map<String, Object> described(Dataset old, Dataset images, Map<String, Object> data) {
        if (old.size() == images.size()) {
            return data;
        }
        Map<String, Object> less = new LinkedHashMap<>(data);
        less.put("pool", DataDescription.of(old));
        return less;
    }

    private PoolParts withNew(PoolParts known) {
        Set<ImageId> before = known.images();
        List<ImageId> added = images.images().stream()
                .map(ImageRecord::id)
                .filter(id -> !before.contains(id))
                .toList();
        if (added.isEmpty()) {
            return known;
        }
        int first = before.isEmpty() ? Pool.BEFORE_ALL : folder.firstToChoose();
        return known.with(new PoolParts.Part(folder.cycles(), added, first));
    }

    private void tellOfLast(PoolParts parts) {
        List<ImageId> added = parts.parts().get(parts.parts().size() - 1).images();
        LOG.info(
                "{}: new in the pool: {}, such as {}; selections from now on can choose them",
                folder.path(),
                added.size() == 1 ? "1 image" : added.size() + " images",
                added.get(0));
    }
}
