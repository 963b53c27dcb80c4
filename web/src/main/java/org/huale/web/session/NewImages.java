package org.huale.web.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.app.data.NamedData;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.pool.PlainImages;
import org.huale.inbox.Inbox;
import org.huale.loop.folder.RunContents;
import org.huale.problem.HualeException;
import org.huale.storage.FolderLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Images that came into the folder of a {@link Beginning} since its run was begun. */
record NewImages(LabelPlace place) {
    private static final Logger LOG = LoggerFactory.getLogger(NewImages.class);

    /**
     * Puts them into the pool, behind those that are there, where no process works on the run. Whatever is in the way of that is told in
     * the log, and the run goes on without them.
     */
    void take(Inbox inbox) {
        try {
            if (place.isReady()) {
                whyLater().ifPresentOrElse(this::tellOfLater, () -> takeUnlisted(inbox));
            }
        } catch (HualeException e) {
            LOG.warn("new images in the folder were not looked for: {}", e.getMessage());
        }
    }

    private Optional<String> whyLater() {
        if (FolderLock.isHeld(place.run())) {
            return Optional.of("a process is at work on the run");
        }
        return knowsItsImages()
                ? Optional.empty()
                : Optional.of("the next step of the run has to note its images first, as an earlier version did not");
    }

    /** A run that an earlier version went on with last has yet to note which images it began with; a longer list would not be its pool. */
    private boolean knowsItsImages() {
        Path run = place.run();
        return !Files.exists(run.resolve(RunContents.DATA)) || Files.exists(run.resolve(RunContents.POOL_IMAGES));
    }

    private void tellOfLater(String why) {
        LOG.info("{}: {}; start 'huale label' again after it to take in new images", place.images(), why);
    }

    private void takeUnlisted(Inbox inbox) {
        ImageList pool = ImageList.of(place.pool());
        List<ImageRecord> fresh = unlisted(pool, inbox);
        if (!fresh.isEmpty()) {
            pool.add(fresh);
            tellOfNew(fresh);
        }
    }

    /** Those to measure by stay out, also where the inbox that they were labeled in is lost. Files that are listed are not opened. */
    private List<ImageRecord> unlisted(ImageList pool, Inbox inbox) {
        Set<String> listed = new HashSet<>(pool.names());
        listed.addAll(ImageList.of(place.test()).names());
        Measuring.asked(inbox).forEach(it -> listed.add(it.value()));
        return NamedData.told(place.images().toString(), PlainImages.readOthers(place.images(), listed))
                .images();
    }

    private void tellOfNew(List<ImageRecord> fresh) {
        LOG.info(
                "{}: new images: {}, such as {}; the run can choose them from now on. 'huale resume {} --cycles N' lets it go on"
                        + " for more cycles than it was begun with",
                place.images(),
                fresh.size(),
                fresh.get(0).id(),
                place.run());
    }
}
