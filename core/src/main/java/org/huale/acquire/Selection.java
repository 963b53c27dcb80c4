package org.huale.acquire;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.huale.api.Stable;
import org.huale.dataset.ImageId;

/**
 * What a strategy chose.
 *
 * @param chosen the images to be annotated, most wanted first; the order is the strategy's, not always that of the scores
 * @param passedOver other images that were looked at closely, such as the rest of the candidates; not the whole pool
 */
@Stable
public record Selection(List<ImageScore> chosen, List<ImageScore> passedOver) {

    public Selection {
        chosen = List.copyOf(chosen);
        passedOver = List.copyOf(passedOver);
        Set<ImageId> seen = new HashSet<>();
        for (ImageScore score : chosen) {
            if (!seen.add(score.image())) {
                throw new IllegalArgumentException("image " + score.image() + " was chosen twice");
            }
        }
    }

    /** Of candidates, of which those that are not chosen are passed over, in their order. */
    public static Selection of(List<ImageScore> candidates, List<ImageScore> chosen) {
        Set<ImageId> taken = new HashSet<>();
        chosen.forEach(score -> taken.add(score.image()));
        return new Selection(
                chosen,
                candidates.stream()
                        .filter(score -> !taken.contains(score.image()))
                        .toList());
    }

    /** Of no image. */
    public static Selection none() {
        return new Selection(List.of(), List.of());
    }

    public List<ImageId> images() {
        return chosen.stream().map(ImageScore::image).toList();
    }
}
