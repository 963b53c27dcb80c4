package org.huale.web.desk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image as somebody wants it saved.
 *
 * @param revision that it was made from
 * @param boxes all there are now
 * @param outcomes of guesses, by their number; others keep theirs
 * @param seconds spent since the last save
 * @param state {@code open}, {@code done} or {@code skipped}
 * @param reason why it is skipped; otherwise empty
 */
public record Change(
        int revision, List<Drawn> boxes, Map<Integer, String> outcomes, double seconds, String state, String reason) {
    private static final int MOST_BOXES = 10_000;
    private static final int LONGEST_REASON = 1000;
    /** Whoever says that one image took more than a day has a clock that is wrong. */
    private static final double MOST_SECONDS = 86_400;
    /** Pages number their boxes on from the largest there is, and must have room for that. */
    private static final int LARGEST_ID = 1_000_000_000;

    /** @throws BadInput where it makes no sense, whatever the image */
    public Change {
        requireText("state", state);
        requireText("reason", reason);
        boxes = List.copyOf(boxes);
        outcomes = Map.copyOf(outcomes);
        if (boxes.size() > MOST_BOXES) {
            throw new BadInput("boxes: at most " + MOST_BOXES + ", got " + boxes.size());
        }
        requireSeconds(seconds);
        if (reason.length() > LONGEST_REASON) {
            throw new BadInput("reason: at most " + LONGEST_REASON + " characters, got " + reason.length());
        }
    }

    private static void requireText(String key, @Nullable String value) {
        if (value == null) {
            throw new BadInput(key + ": a text is needed");
        }
    }

    static void requireSeconds(double seconds) {
        if (!(seconds >= 0 && seconds <= MOST_SECONDS)) {
            throw new BadInput("seconds: must be in [0, " + MOST_SECONDS + "], got " + seconds);
        }
    }

    /**
     * One box of it, in pixels of the upright image.
     *
     * @param guess that it was made from; null for none
     * @param difficult as the image's box has it, where another tool said so; the page does not change it
     * @param crowd likewise
     */
    public record Drawn(
            int id,
            @JsonProperty("class") int classIndex,
            double x1,
            double y1,
            double x2,
            double y2,
            @Nullable Integer guess,
            boolean difficult,
            boolean crowd) {

        /** @throws BadInput where it is no box */
        public Drawn {
            if (!(Double.isFinite(x1) && Double.isFinite(y1) && x1 < x2 && y1 < y2 && x2 < 1e9 && y2 < 1e9)) {
                throw new BadInput("box " + id + ": x1 < x2 and y1 < y2 are needed, got (" + x1 + ", " + y1 + ", " + x2
                        + ", " + y2 + ")");
            }
            if (id < 0 || classIndex < 0) {
                throw new BadInput("box " + id + ": id and class must not be negative, got class " + classIndex);
            }
            if (id > LARGEST_ID) {
                throw new BadInput("box " + id + ": id must be at most " + LARGEST_ID);
            }
        }
    }
}
