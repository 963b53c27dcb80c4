package org.huale.loop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunFolder;
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
    static final String FILE = RunContents.POOL_IMAGES;
    private static final Logger LOG = LoggerFactory.getLogger(GrownPool.class);

    /** The images that came to the pool when so many cycles had ended; the first part is what the run began with. */
    private record Part(int cycles, List<ImageId> images) {}

    private record Parts(List<Part> parts) {

        Set<ImageId> images() {
            Set<ImageId> images = new HashSet<>();
            parts.forEach(part -> images.addAll(part.images()));
            return images;
        }
    }

    /**
     * As {@link RunFolder#freezeData}, but for new images.
     *
     * @param data description by name, that of the pool under {@code pool}
     */
    void freeze(Map<String, Object> data) {
        Parts before = folder.files().read(FILE, Parts.class).orElse(new Parts(List.of()));
        Set<ImageId> known = before.images();
        List<ImageId> added = images.images().stream()
                .map(ImageRecord::id)
                .filter(id -> !known.contains(id))
                .toList();
        Optional<?> frozen = folder.files().read(RunContents.DATA, Map.class);
        if (!known.isEmpty() && !added.isEmpty() && frozen.isPresent() && isOnlyMore(frozen.get(), data, known)) {
            LOG.info(
                    "{}: new in the pool: {}, such as {}; selections from now on can choose them",
                    folder.path(),
                    added.size() == 1 ? "1 image" : added.size() + " images",
                    added.get(0));
            folder.files().write(RunContents.DATA, RunContents.withWeightsOf(frozen.get(), data));
        }
        folder.freezeData(data);
        if (!added.isEmpty()) {
            List<Part> parts = new ArrayList<>(before.parts());
            parts.add(new Part(folder.cycles(), added));
            folder.files().write(FILE, new Parts(parts));
        }
    }

    /** Whether the data would be those that the run began with if the new images were not there. */
    private boolean isOnlyMore(Object frozen, Map<String, Object> data, Set<ImageId> known) {
        List<ImageRecord> old = images.images().stream()
                .filter(image -> known.contains(image.id()))
                .toList();
        Map<String, Object> less = new LinkedHashMap<>(data);
        less.put("pool", DataDescription.of(new Dataset(images.name(), images.classes(), old)));
        return RunContents.dataDifferences(frozen, less).isEmpty();
    }
}
