package org.huale.inbox.cvat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.ImageId;
import org.huale.dataset.aside.FormerClasses;
import org.huale.dataset.cvat.CvatLabels;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.partner.Pulled;

/**
 * What the completed jobs of a task had in them when they were read, so that each is read once. CVAT gives a job another date
 * whenever somebody saves annotations in it, or changes its stage or state. A label that is deleted takes its shapes along without
 * that, and what a label means depends on the run's classes: where these or the labels are others, all is read again.
 */
final class CvatRead {
    private Optional<Basis> basis = Optional.empty();
    private Map<CvatJob, Map<ImageId, Pulled>> jobs = Map.of();

    /** What the reading of a job depends on beside the job. */
    record Basis(CvatLabels labels, FormerClasses classes) {}

    /** Those of some jobs that need not be read again, as what was in these images is known. */
    Map<CvatJob, Map<ImageId, Pulled>> of(Map<CvatJob, List<InboxImage>> wanted, Basis now) {
        Map<CvatJob, Map<ImageId, Pulled>> known = new HashMap<>();
        if (basis.equals(Optional.of(now))) {
            wanted.forEach((job, images) -> {
                Map<ImageId, Pulled> there = jobs.getOrDefault(job, Map.of());
                if (images.stream().allMatch(image -> there.containsKey(image.name()))) {
                    known.put(job, there);
                }
            });
        }
        return known;
    }

    /**
     * Remembers this in place of all before. An image that something is wrong with is read anew each time, and whoever has to mend
     * it is told each time.
     */
    void keep(Map<CvatJob, Map<ImageId, Pulled>> read, Basis now) {
        Map<CvatJob, Map<ImageId, Pulled>> kept = new HashMap<>();
        read.forEach((job, images) -> {
            if (!job.changed().isEmpty()) {
                Map<ImageId, Pulled> good = new HashMap<>(images);
                good.values().removeIf(image -> !image.held().isEmpty());
                kept.put(job, good);
            }
        });
        jobs = kept;
        basis = Optional.of(now);
    }
}
