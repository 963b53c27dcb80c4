package org.huale.acquire.distinct;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One selection of a {@link DistinctStrategy}, in rounds. */
final class DistinctSelection {
    private static final Logger LOG = LoggerFactory.getLogger(DistinctSelection.class);

    private final DistinctStrategy how;
    private final Query query;
    private final List<Known> labeled;
    private final Map<ImageId, Refused> refused = new TreeMap<>();

    /** An image that others must not be like. */
    private record Known(String words, ImageSignature signature) {}

    /** What an image is like, and its score where it was to be taken. */
    private record Refused(Twin twin, @Nullable ImageScore score) {}

    /** The image that another is most like, in words. */
    private record Twin(String words, double similarity) {

        Explanation.Part part(String ending) {
            String reason =
                    String.format(Locale.ROOT, "near-duplicate of %s (similarity %.3f)%s", words, similarity, ending);
            return new Explanation.Part("near-duplicate", similarity, 0, reason);
        }
    }

    DistinctSelection(DistinctStrategy how, Query query) {
        this.how = how;
        this.query = query;
        this.labeled = query.labeled().images().stream()
                .sorted(Comparator.comparing(ImageRecord::id))
                .flatMap(image -> known(image, ", which is labeled").stream())
                .toList();
    }

    Selection make() {
        while (true) {
            List<ImageId> left = left();
            Selection selection = how.strategy().select(query.among(left, Math.min(query.wanted(), left.size())));
            int before = refused.size();
            List<Known> taken = withoutTwins(selection.chosen());
            if (refused.size() == before) {
                return told(selection);
            }
            if (refused.size() > query.wanted()) {
                sweep(taken, new HashSet<>(selection.images()));
            }
        }
    }

    private List<ImageId> left() {
        return query.unlabeled().stream()
                .filter(image -> !refused.containsKey(image))
                .toList();
    }

    /** Refuses those that are like what is labeled or stands before them; gives what there is to be like. */
    private List<Known> withoutTwins(List<ImageScore> chosen) {
        List<Known> taken = new ArrayList<>(labeled);
        for (ImageScore score : chosen) {
            Optional<Known> here = known(record(score.image()), ", which is taken");
            Optional<Twin> twin = here.flatMap(it -> twin(it.signature(), taken));
            twin.ifPresentOrElse(
                    it -> refused.put(score.image(), new Refused(it, score)), () -> here.ifPresent(taken::add));
        }
        return taken;
    }

    /** Where near-duplicates are plenty, all of what is taken are refused at once, and not budget by budget. */
    private void sweep(List<Known> taken, Set<ImageId> seen) {
        List<ImageId> rest =
                left().stream().filter(image -> !seen.contains(image)).toList();
        LOG.info("many near-duplicates: the {} images that are left are compared with {}", rest.size(), taken.size());
        for (ImageId image : rest) {
            known(record(image), "")
                    .flatMap(it -> twin(it.signature(), taken))
                    .ifPresent(it -> refused.put(image, new Refused(it, null)));
        }
    }

    private Optional<Twin> twin(ImageSignature signature, List<Known> others) {
        Twin twin = null;
        for (Known other : others) {
            double similarity = signature.similarity(other.signature());
            if (similarity >= how.options().similarity() && (twin == null || similarity > twin.similarity())) {
                twin = new Twin(other.words(), similarity);
            }
        }
        return Optional.ofNullable(twin);
    }

    /** With near-duplicates where nothing else is left, and with what was refused. */
    private Selection told(Selection selection) {
        List<ImageScore> chosen = new ArrayList<>(selection.chosen());
        int missing = query.wanted() - chosen.size();
        if (missing > 0) {
            List<ImageId> others = List.copyOf(refused.keySet());
            how.strategy()
                    .select(query.among(others, missing))
                    .chosen()
                    .forEach(score -> chosen.add(asNothingElse(score)));
        }
        List<ImageScore> passedOver = new ArrayList<>(selection.passedOver());
        refused.forEach((image, it) -> {
            if (it.score() != null) {
                passedOver.add(it.score().with(it.twin().part("")));
            }
        });
        return new Selection(chosen, passedOver);
    }

    private ImageScore asNothingElse(ImageScore score) {
        Refused before = refused.remove(score.image());
        return before == null ? score : score.with(before.twin().part("; the pool has nothing else"));
    }

    private Optional<Known> known(ImageRecord image, String role) {
        return how.signatures().of(image).map(signature -> new Known(image.id() + role, signature));
    }

    private ImageRecord record(ImageId image) {
        return query.predictions().record(image);
    }
}
