package org.huale.inbox.partner;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.aside.FormerClasses;
import org.huale.detect.Confidence;
import org.huale.inbox.content.InboxGuess;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.InboxRequest;
import org.huale.storage.Sha256;

/**
 * What a run asks people for.
 *
 * @param run tells runs apart that share a project
 * @param images most wanted first
 * @param all the images of the run's requests so far, of this one, too, as data sets know them; read from the inbox when they are
 *     needed
 * @param classes that boxes may have, with those that were called otherwise before; read from the run when they are needed
 */
public record Asked(
        InboxRequest request,
        String run,
        List<InboxImage> images,
        Supplier<List<ImageRecord>> all,
        Supplier<FormerClasses> classes) {
    private static final int HASH_LENGTH = 16;

    public Asked {
        images = List.copyOf(images);
    }

    /** A hash of the images, by which to tell the request from another of its key and run, as in a copy of the folder. */
    public String hash() {
        String names = images.stream().map(image -> image.name().value()).collect(Collectors.joining("\n"));
        return Sha256.of(names).substring(0, HASH_LENGTH);
    }

    /** The guesses of an image that are handed out, from a score on. */
    public static List<InboxGuess> sure(InboxImage image, double threshold) {
        return image.guesses().stream()
                .filter(guess -> Confidence.isAtLeast(guess.score(), threshold))
                .toList();
    }

    /** Those that somebody has yet to finish: what is handed out. A reviewer may have sent them back. */
    public List<InboxImage> open() {
        return images.stream().filter(image -> !image.state().isFinished()).toList();
    }

    public boolean hasGuesses(double threshold) {
        return images.stream().anyMatch(image -> !sure(image, threshold).isEmpty());
    }

    /** An image as data sets know it, without annotations. */
    public static ImageRecord record(InboxImage image) {
        return new ImageRecord(image.name(), image.file(), image.size(), List.of());
    }
}
