package org.huale.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.image.ImageException;
import org.huale.image.ReadingRules;
import org.huale.image.format.EncodedImage;
import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunFiles;
import org.huale.problem.HualeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Images of a pool that the run does not know yet. They are read once, whole, before they become part of it: one that is cut short,
 * as while somebody copies it into the pool, would end the run when its pixels are wanted, and could then neither go nor be mended.
 *
 * @param stop is asked before each image whether to end the run for now
 */
record NewImages(RunFiles files, BooleanSupplier stop) {
    private static final Logger LOG = LoggerFactory.getLogger(NewImages.class);
    private static final int LISTED = 100;
    /** Of bytes or pixels: what has more is read alone, as several at once may need more memory than there is. */
    private static final long LARGE = 1L << 26;

    /** What is wrong with the file of an image. */
    private record Fault(ImageId image, String what) {}

    /**
     * The pool without new images whose files are not whole, which may be taken at a later start.
     *
     * @throws HualeException where none is left, or a file cannot be read at the moment, so that nothing is known of it
     */
    Dataset readable(Dataset pool) {
        List<ImageRecord> added = added(pool);
        if (added.isEmpty()) {
            return pool;
        }
        LOG.info("{}: new images of the pool are read once, to see that they are whole: {}", pool.name(), added.size());
        List<Fault> faults = faultsIn(added);
        if (faults.isEmpty()) {
            return pool;
        }
        tell(pool, faults);
        return without(pool, faults);
    }

    /**
     * Where an earlier version began the run and did not note its images, or the note was damaged and is gone, it knows all of as many
     * as it began with. Of more than these nothing tells the new ones.
     */
    private List<ImageRecord> added(Dataset pool) {
        PoolParts noted = PoolParts.in(files);
        if (noted.parts().isEmpty() && describes(pool)) {
            return List.of();
        }
        Set<ImageId> known = noted.images();
        return pool.images().stream()
                .filter(image -> !known.contains(image.id()))
                .toList();
    }

    /** Whether the data that the run has noted have as many images to choose from. */
    private boolean describes(Dataset pool) {
        Optional<?> data = files.read(RunContents.DATA, Map.class);
        return data.filter(it -> DataDescription.hasPoolOf(pool.size(), it)).isPresent();
    }

    private List<Fault> faultsIn(List<ImageRecord> images) {
        List<ImageRecord> large = new ArrayList<>();
        List<ImageRecord> others = new ArrayList<>();
        images.forEach(image -> (isLarge(image) ? large : others).add(image));
        List<Fault> faults =
                new ArrayList<>(others.parallelStream().flatMap(this::faults).toList());
        large.stream().flatMap(this::faults).forEach(faults::add);
        return faults;
    }

    private static boolean isLarge(ImageRecord image) {
        try {
            return image.size().pixels() > LARGE || Files.size(image.file()) > LARGE;
        } catch (IOException e) {
            return false; // whoever reads it says why it cannot be read
        }
    }

    /** A file that is not there is missed by whoever needs it. */
    private Stream<Fault> faults(ImageRecord image) {
        if (stop.getAsBoolean()) {
            throw new RunEndedException(new RunEnding.Stopped());
        }
        if (!Files.exists(image.file())) {
            return Stream.empty();
        }
        try {
            EncodedImage.require(image.file(), ReadingRules.defaults());
            return Stream.empty();
        } catch (ImageException e) {
            return Stream.of(new Fault(image.id(), String.valueOf(e.getMessage())));
        }
    }

    private static void tell(Dataset pool, List<Fault> faults) {
        LOG.warn(
                "{}: {}:",
                pool.name(),
                faults.size() == 1
                        ? "1 image cannot be read and is left out until it can be"
                        : faults.size() + " images cannot be read and are left out until they can be");
        faults.stream().limit(LISTED).forEach(it -> LOG.warn("  image {}: {}", it.image(), it.what()));
        if (faults.size() > LISTED) {
            LOG.warn("  and {} more", faults.size() - LISTED);
        }
    }

    private static Dataset without(Dataset pool, List<Fault> faults) {
        Set<ImageId> unread = faults.stream().map(Fault::image).collect(Collectors.toSet());
        List<ImageRecord> left = pool.images().stream()
                .filter(image -> !unread.contains(image.id()))
                .toList();
        if (left.isEmpty()) {
            throw new HualeException(pool.name() + ": no image that can be read; "
                    + faults.get(0).what());
        }
        return new Dataset(pool.name(), pool.classes(), left);
    }
}
