package org.huale.acquire.distinct;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One selection of a {@link DistinctStrategy}. */
final class DistinctSelection {
    private static final Logger LOG = LoggerFactory.getLogger(DistinctSelection.class);

    private final DistinctStrategy how;
    private final Query query;
    private final Replay random;
    private final Originals labeled;
    private final Map<ImageId, Optional<Twin>> ofLabeled = new HashMap<>(); // each image is compared with these once

    DistinctSelection(DistinctStrategy how, Query query) {
        this.how = how;
        this.query = query;
        this.random = new Replay(query.random());
        this.labeled = new Originals(how, "labeled");
        query.labeled().images().stream()
                .sorted(Comparator.comparing(ImageRecord::id))
                .forEach(labeled::add);
    }

    Selection make() {
        return ofPool(query.wanted(), 1);
    }

    /**
     * Asks for more images of the pool until enough of them are distinct.
     *
     * @param count images to ask for
     * @param further images to ask for next for each that is then missing: twice as many each time, so that it comes to an end
     */
    private Selection ofPool(int count, int further) {
        Selection asked = asked(query.unlabeled(), count);
        List<ImageScore> distinct = distinct(asked.chosen());
        int missing = query.wanted() - distinct.size();
        if (missing == 0) {
            return told(new Selection(distinct, asked.passedOver()), asked.chosen());
        }
        long next = count + (long) further * missing;
        boolean isTooMuch =
                next > Math.min(2L * query.wanted(), query.unlabeled().size());
        return isTooMuch ? ofThinned(asked) : ofPool((int) next, 2 * further);
    }

    private List<ImageScore> distinct(List<ImageScore> scores) {
        Originals taken = taken(List.of());
        return scores.stream()
                .filter(score -> take(score.image(), taken))
                .limit(query.wanted())
                .toList();
    }

    /** Most are near-duplicates: the strategy chooses from a pool without them, of images alike the one that it wanted most. */
    private Selection ofThinned(Selection asked) {
        LOG.info(
                "many near-duplicates: the pool's {} images are compared",
                query.unlabeled().size());
        Originals taken = taken(List.of());
        List<ImageId> thinned = Stream.concat(asked.images().stream(), query.unlabeled().stream())
                .distinct()
                .filter(image -> take(image, taken))
                .toList();
        return told(asked(thinned, Math.min(query.wanted(), thinned.size())), asked.chosen());
    }

    private Selection asked(List<ImageId> images, int count) {
        return new Query(
                        query.labeled(),
                        images,
                        count,
                        query.predictions(),
                        random.generator(),
                        query.scores(),
                        Math.min(query.annotated(), count))
                .askedOf(how.strategy());
    }

    private Originals taken(List<ImageId> images) {
        Originals taken = new Originals(how, "taken");
        images.forEach(image -> taken.add(record(image)));
        return taken;
    }

    /** Whether the image is like no other; then others are not to be like it. */
    private boolean take(ImageId image, Originals taken) {
        boolean distinct = twin(image, taken).isEmpty();
        if (distinct) {
            taken.add(record(image));
        }
        return distinct;
    }

    private Optional<Twin> twin(ImageId image, Originals taken) {
        Optional<Twin> known = ofLabeled.computeIfAbsent(image, it -> labeled.twin(record(it)));
        return Stream.concat(known.stream(), taken.twin(record(image)).stream())
                .max(Comparator.comparingDouble(Twin::similarity));
    }

    private ImageRecord record(ImageId image) {
        return query.predictions().record(image);
    }

    /** With the near-duplicates of what is selected: chosen as well where the pool has nothing else, else passed over. */
    private Selection told(Selection selection, List<ImageScore> asked) {
        Set<ImageId> selected = new HashSet<>(selection.images());
        Originals taken = taken(selection.images());
        List<ImageScore> chosen = new ArrayList<>(selection.chosen());
        List<ImageScore> passedOver = new ArrayList<>(selection.passedOver());
        for (ImageScore score : asked) {
            Optional<Twin> twin = selected.contains(score.image()) ? Optional.empty() : twin(score.image(), taken);
            if (chosen.size() < query.wanted()) {
                twin.ifPresent(it -> chosen.add(score.with(it.part("; the pool has nothing else"))));
            } else {
                twin.ifPresent(it -> passedOver.add(score.with(it.part(""))));
            }
        }
        return new Selection(chosen, passedOver);
    }
}
