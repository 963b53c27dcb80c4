package org.huale.inbox.content;

import java.nio.file.Path;
import java.util.List;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;

/**
 * An image that a run asks for.
 *
 * @param name in the run's data set
 * @param file where its pixels are
 * @param size of the upright image
 * @param why it was chosen, as JSON; empty where nothing is known
 * @param guesses that annotators start from, with the ids 0, 1, ... in their order
 */
public record WantedImage(ImageId name, Path file, ImageSize size, String why, List<InboxGuess> guesses) {

    public WantedImage {
        guesses = List.copyOf(guesses);
        for (int i = 0; i < guesses.size(); i++) {
            if (guesses.get(i).id() != i) {
                throw new IllegalArgumentException("image " + name + ": guess " + i + " has the id "
                        + guesses.get(i).id());
            }
        }
    }

    /** An image of which nothing more is known. */
    public static WantedImage of(ImageRecord image) {
        return new WantedImage(image.id(), image.file(), image.size(), "", List.of());
    }
}
