package org.huale.inbox.cvat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.ImageId;
import org.huale.dataset.aside.FormerClasses;
import org.huale.dataset.cvat.CvatWork;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.partner.Asked;
import org.huale.inbox.partner.PartnerClient;
import org.huale.inbox.partner.Pulled;
import org.huale.inbox.partner.Pulling;

/**
 * Pulls what is in the completed jobs of a task. A job is taken as a whole.
 *
 * @param before what was read at the last visit
 */
record CvatJobs(PartnerClient client, CvatProject project, CvatStage stage, CvatRead before) {
    /** Why an image is set aside that was deleted there. */
    static final String DELETED = "deleted in CVAT";

    Pulled pull(long task, Asked asked, CvatFrames frames) {
        FormerClasses classes = asked.classes().get();
        List<CvatJob> jobs = jobs(task);
        Found found = new Found(jobs, read(task, finished(jobs, asked.images(), frames), frames, classes));
        Pulling pulling = new Pulling(classes);
        asked.images().forEach(image -> take(image, frames, found, pulling));
        return pulling.all();
    }

    private record Found(List<CvatJob> jobs, Map<CvatJob, Map<ImageId, Pulled>> read) {}

    /** What is in the completed jobs, without those in which somebody has gone on while they were read. */
    private Map<CvatJob, Map<ImageId, Pulled>> read(
            long task, Map<CvatJob, List<InboxImage>> finished, CvatFrames frames, FormerClasses classes) {
        CvatRead.Basis basis = new CvatRead.Basis(project.allLabels(), classes);
        Map<CvatJob, Map<ImageId, Pulled>> read = before.of(finished, basis);
        if (read.size() < finished.size()) {
            finished.forEach((job, images) -> read.computeIfAbsent(job, it -> read(it, images, frames, basis)));
            read.keySet().retainAll(new HashSet<>(jobs(task)));
        }
        before.keep(read, basis);
        return read;
    }

    /** The completed jobs, each with those of its images that nobody has deleted there. */
    private static Map<CvatJob, List<InboxImage>> finished(
            List<CvatJob> jobs, List<InboxImage> images, CvatFrames frames) {
        Map<CvatJob, List<InboxImage>> finished = new LinkedHashMap<>();
        jobs.stream().filter(CvatJob::isFinished).forEach(job -> finished.put(job, new ArrayList<>()));
        for (InboxImage image : images) {
            frames.of(image)
                    .filter(frame -> !frames.isDeleted(frame))
                    .flatMap(frame -> of(frame, jobs, finished))
                    .ifPresent(there -> there.add(image));
        }
        return finished;
    }

    /** What belongs to the job that a frame is in. */
    private static <T> Optional<T> of(int frame, List<CvatJob> jobs, Map<CvatJob, T> all) {
        return jobs.stream()
                .filter(job -> job.has(frame))
                .findFirst()
                .flatMap(job -> Optional.ofNullable(all.get(job)));
    }

    private Map<ImageId, Pulled> read(CvatJob job, List<InboxImage> images, CvatFrames frames, CvatRead.Basis basis) {
        CvatWork work = new CvatWork(
                client.getLists("/api/jobs/" + job.id() + "/annotations/", "shapes", "tracks"), basis.labels());
        Map<ImageId, Pulled> read = new HashMap<>();
        for (InboxImage image : images) {
            int frame = frames.of(image).orElseThrow();
            Pulling alone = new Pulling(basis.classes());
            alone.finish(image, (known, reading) -> work.take(frame, frames.sides(frame), known, reading));
            read.put(image.name(), alone.all());
        }
        return read;
    }

    private static void take(InboxImage image, CvatFrames frames, Found found, Pulling pulling) {
        Optional<Integer> frame = frames.of(image);
        if (frame.isEmpty()) {
            pulling.lose(image);
            return;
        }
        Optional<Map<ImageId, Pulled>> work = of(frame.get(), found.jobs(), found.read());
        if (work.isEmpty()) {
            pulling.reopen(image);
        } else if (frames.isDeleted(frame.get())) {
            pulling.skip(image, DELETED);
        } else {
            pulling.add(Optional.ofNullable(work.get().get(image.name())).orElseThrow());
        }
    }

    /** Without those that check others' work. */
    private List<CvatJob> jobs(long task) {
        List<CvatJob> jobs = new ArrayList<>();
        client.eachOf("/api/jobs?task_id=" + task, "results", "count", told -> {
            if (told.path("type").asString("annotation").equals("annotation")) {
                jobs.add(CvatJob.of(told, stage));
            }
        });
        return jobs;
    }
}
