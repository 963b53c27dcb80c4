package org.huale.inbox.content;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;

/**
 * What a run asks people for.
 *
 * @param key {@code initial} or {@code cycle-K}
 * @param classes that boxes may have
 * @param explanation of the whole selection, as JSON; empty where there is none
 * @param images most wanted first, each once
 */
public record NewRequest(String key, ClassNames classes, String explanation, List<WantedImage> images) {

    public NewRequest {
        images = List.copyOf(images);
        if (key.isBlank()) {
            throw new IllegalArgumentException("the key of a request must not be blank");
        }
        Set<ImageId> seen = new HashSet<>();
        for (WantedImage image : images) {
            if (!seen.add(image.name())) {
                throw new IllegalArgumentException("request " + key + ": image " + image.name() + " is wanted twice");
            }
            for (InboxGuess guess : image.guesses()) {
                if (guess.classIndex() >= classes.count()) {
                    throw new IllegalArgumentException("request " + key + ": image " + image.name()
                            + ": guess of class " + guess.classIndex() + " of " + classes.count());
                }
            }
        }
    }
}
