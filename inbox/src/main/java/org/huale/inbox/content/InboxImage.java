package org.huale.inbox.content;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.ImageId;
import org.huale.geometry.ImageSize;

/**
 * One image of a request for one annotator, as it is now. Where several annotate the same image, each has one of these.
 *
 * @param id a number of the inbox, for this image of this request and this annotator
 * @param request its key
 * @param rank 0 for the most wanted
 * @param name in the run's data set
 * @param file where its pixels are; a path of this machine
 * @param why it was chosen, as JSON; may be empty
 * @param reason why it was skipped; otherwise empty
 * @param annotator who saved it last as its annotator; empty where nobody did
 * @param revision 0 in the beginning, one more with every change of boxes, state or verdict
 * @param seconds that people spent on it
 * @param lease that holds at this moment
 * @param boxes in the order in which they were saved
 */
public record InboxImage(
        long id,
        String request,
        int rank,
        ImageId name,
        Path file,
        ImageSize size,
        String why,
        ImageState state,
        String reason,
        String annotator,
        int revision,
        double seconds,
        Optional<Lease> lease,
        Optional<Review> review,
        List<InboxBox> boxes,
        List<InboxGuess> guesses) {

    public InboxImage {
        boxes = List.copyOf(boxes);
        guesses = List.copyOf(guesses);
    }
}
