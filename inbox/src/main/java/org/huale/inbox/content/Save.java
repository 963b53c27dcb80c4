package org.huale.inbox.content;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.problem.HualeException;

/**
 * A change of an image, as an annotator wants it saved.
 *
 * @param image its number in the inbox
 * @param revision that the change was made from
 * @param who made it
 * @param state OPEN to go on later, DONE or SKIPPED
 * @param reason why it is skipped; otherwise passed over
 * @param seconds spent since the last save
 * @param boxes all there are now
 * @param outcomes of guesses, by their id; guesses that are not named keep theirs
 * @param reviews whether a reviewer made it
 */
public record Save(
        long image,
        int revision,
        String who,
        ImageState state,
        String reason,
        double seconds,
        List<InboxBox> boxes,
        Map<Integer, GuessOutcome> outcomes,
        boolean reviews) {

    /** By a reviewer; without personal links everybody is one. */
    public Save(
            long image,
            int revision,
            String who,
            ImageState state,
            String reason,
            double seconds,
            List<InboxBox> boxes,
            Map<Integer, GuessOutcome> outcomes) {
        this(image, revision, who, state, reason, seconds, boxes, outcomes, true);
    }

    /** @throws HualeException where it makes no sense, whatever the image */
    public Save {
        boxes = List.copyOf(boxes);
        outcomes = Map.copyOf(outcomes);
        if (who.isBlank()) {
            throw new HualeException("who saves an image must have a name");
        }
        if (state == ImageState.LEASED || state == ImageState.SENT_BACK) {
            throw new HualeException("state must be open, done or skipped, got " + state.word());
        }
        if (state == ImageState.SKIPPED && reason.isBlank()) {
            throw new HualeException("a skipped image needs a reason");
        }
        if (!(seconds >= 0 && Double.isFinite(seconds))) {
            throw new HualeException("seconds must be a number of at least 0, got " + seconds);
        }
        Set<Integer> seen = new HashSet<>();
        for (InboxBox box : boxes) {
            if (!seen.add(box.id())) {
                throw new HualeException("two boxes have the id " + box.id());
            }
        }
    }
}
