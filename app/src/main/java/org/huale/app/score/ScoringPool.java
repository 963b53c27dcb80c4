package org.huale.app.score;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.app.data.PoolReading;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.identity.ImageIdentity;
import org.huale.loop.pool.ImageList;
import org.huale.loop.pool.Pool;
import org.jspecify.annotations.Nullable;

/**
 * The images of a scoring.
 *
 * @param choosable unlabeled and not excluded, ascending
 */
public record ScoringPool(Pool pool, List<ImageId> choosable) {

    /**
     * @param labeled list of labeled images, whose annotations are taken from the data set
     * @param excluded list of images to leave out
     */
    public static ScoringPool of(PoolReading reading, @Nullable Path labeled, @Nullable Path excluded) {
        Dataset dataset = reading.dataset();
        ImageIdentity identity = ImageIdentity.of(dataset, reading.numbering());
        Pool pool = Pool.of(dataset);
        Set<ImageId> out = excluded == null ? Set.of() : Set.copyOf(ImageList.read(excluded, pool, identity));
        if (labeled != null) {
            pool = pool.label(-1, annotations(dataset, new HashSet<>(ImageList.read(labeled, pool, identity))));
        }
        return new ScoringPool(
                pool,
                out.isEmpty()
                        ? pool.unlabeled()
                        : pool.unlabeled().stream()
                                .filter(id -> !out.contains(id))
                                .toList());
    }

    private static Map<ImageId, List<Annotation>> annotations(Dataset dataset, Set<ImageId> wanted) {
        Map<ImageId, List<Annotation>> annotations = new HashMap<>();
        for (ImageRecord image : dataset.images()) {
            if (wanted.contains(image.id())) {
                annotations.put(image.id(), image.annotations());
            }
        }
        return annotations;
    }
}
