package org.huale.inbox.cvat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.cvat.CvatWork;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.partner.Asked;
import org.huale.inbox.partner.PartnerClient;
import org.huale.inbox.partner.Pulled;
import org.huale.inbox.partner.Pulling;

/** Pulls what is in the completed jobs of a task. A job is taken as a whole. */
record CvatJobs(PartnerClient client, CvatProject project, CvatStage stage) {
    /** Why an image is set aside that was deleted there. */
    static final String DELETED = "deleted in CVAT";

    private record Job(long id, int first, int last, boolean isFinished, String changed) {
        boolean has(int frame) {
            return first <= frame && frame <= last;
        }
    }

    Pulled pull(long task, Asked asked, CvatFrames frames) {
        List<Job> jobs = jobs(task);
        Map<Job, CvatWork> finished = new HashMap<>();
        jobs.stream().filter(Job::isFinished).forEach(job -> finished.put(job, work(job)));
        if (!finished.isEmpty()) {
            Set<Job> now = new HashSet<>(jobs(task)); // another one where somebody has gone on while it was read
            finished.keySet().retainAll(now);
        }
        Pulling pulling = new Pulling(asked.classes().get());
        for (InboxImage image : asked.images()) {
            Optional<Integer> frame = frames.of(image);
            if (frame.isEmpty()) {
                pulling.lose(image);
            } else {
                take(image, frame.get(), frames, new Found(jobs, finished), pulling);
            }
        }
        return pulling.all();
    }

    private record Found(List<Job> jobs, Map<Job, CvatWork> finished) {}

    private static void take(InboxImage image, int frame, CvatFrames frames, Found found, Pulling pulling) {
        Optional<CvatWork> work = found.jobs().stream()
                .filter(job -> job.has(frame))
                .findFirst()
                .flatMap(job -> Optional.ofNullable(found.finished().get(job)));
        if (work.isEmpty()) {
            pulling.reopen(image);
        } else if (frames.isDeleted(frame)) {
            pulling.skip(image, DELETED);
        } else {
            pulling.finish(image, (known, reading) -> work.get().take(frame, frames.sides(frame), known, reading));
        }
    }

    /** Without those that check others' work. */
    private List<Job> jobs(long task) {
        List<Job> jobs = new ArrayList<>();
        client.eachOf("/api/jobs?task_id=" + task, "results", "count", told -> {
            if (told.path("type").asString("annotation").equals("annotation")) {
                jobs.add(new Job(
                        told.path("id").asLong(-1),
                        told.path("start_frame").asInt(0),
                        told.path("stop_frame").asInt(-1),
                        stage.isFinished(told),
                        told.path("updated_date").asString("")));
            }
        });
        return jobs;
    }

    private CvatWork work(Job job) {
        return new CvatWork(
                client.getLists("/api/jobs/" + job.id() + "/annotations/", "shapes", "tracks"), project.allLabels());
    }
}
