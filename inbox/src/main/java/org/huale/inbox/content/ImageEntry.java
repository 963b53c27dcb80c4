package org.huale.inbox.content;

import java.util.Optional;
import org.huale.dataset.ImageId;

/**
 * A line of the list of images.
 *
 * @param id a number of the inbox
 * @param annotator empty where nobody has saved it
 * @param verdict of a reviewer, that holds
 */
public record ImageEntry(
        long id,
        ImageId name,
        int assignment,
        int rank,
        ImageState state,
        String annotator,
        Optional<Review.Verdict> verdict,
        int revision) {

    /** Whether a reviewer has accepted it; one who corrects it may not be at the end of that. */
    public boolean isAccepted() {
        return verdict.filter(it -> it == Review.Verdict.ACCEPT).isPresent();
    }
}
