package org.huale.web.desk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One image with all that is known of it. Boxes are in pixels of the upright image.
 *
 * @param note of the reviewer who sent it back; otherwise empty
 * @param reason why it was skipped; otherwise empty
 */
public record ImageView(
        long id,
        String name,
        int width,
        int height,
        String state,
        int rank,
        int revision,
        @Nullable LeaseView lease,
        String annotator,
        String note,
        String reason,
        List<BoxView> boxes,
        List<GuessView> guesses,
        WhyView why) {

    public ImageView {
        boxes = List.copyOf(boxes);
        guesses = List.copyOf(guesses);
    }

    /** @param until as ISO 8601 */
    public record LeaseView(String by, String until) {}

    /**
     * @param guess that it was made from; null for none
     * @param difficult by another tool, as is {@code crowd}
     */
    public record BoxView(
            int id,
            @JsonProperty("class") int classIndex,
            double x1,
            double y1,
            double x2,
            double y2,
            @Nullable Integer guess,
            boolean difficult,
            boolean crowd) {}

    /** What the detector proposes, and what became of it. */
    public record GuessView(
            int id,
            @JsonProperty("class") int classIndex,
            double score,
            double x1,
            double y1,
            double x2,
            double y2,
            String outcome) {}

    /**
     * Why the image was chosen.
     *
     * @param views detections in the image ({@code original}) and in its mirror image ({@code flipped}); null where none
     *     were kept
     */
    public record WhyView(
            String text, List<PartView> parts, @Nullable Map<String, List<SeenView>> views) {

        public WhyView {
            parts = List.copyOf(parts);
        }

        /** Of an image of which nothing is known. */
        public static WhyView of(String text) {
            return new WhyView(text, List.of(), null);
        }
    }

    public record PartView(String name, @Nullable Double value, String text) {}

    public record SeenView(
            @JsonProperty("class") int classIndex, double score, double x1, double y1, double x2, double y2) {}
}
