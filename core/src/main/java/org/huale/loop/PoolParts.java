package org.huale.loop;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunFiles;
import org.huale.loop.pool.Pool;
import org.jspecify.annotations.Nullable;

/** The images of a run's pool in the order in which they came to it, where people annotate; the first part is what the run began with. */
record PoolParts(List<Part> parts) {
    private static final int MOST_NAMED = 5;

    /**
     * Images that came together.
     *
     * @param cycles that had ended
     * @param first cycle that had chosen nothing, {@link Pool#BEFORE_ALL} for the initial set; files of earlier versions do not say
     *     it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Part(int cycles, List<ImageId> images, @Nullable Integer first) {

        private boolean isLaterThan(int cycle) {
            return first != null && first > cycle;
        }
    }

    /** Those of no image. */
    static PoolParts none() {
        return new PoolParts(List.of());
    }

    /** Those that are noted in the files of a run; none where nothing is. */
    static PoolParts in(RunFiles files) {
        return files.read(RunContents.POOL_IMAGES, PoolParts.class).orElseGet(PoolParts::none);
    }

    Set<ImageId> images() {
        Set<ImageId> images = new HashSet<>();
        parts.forEach(part -> images.addAll(part.images()));
        return images;
    }

    /** Which of them a pool has no longer, in words; empty where it has all. */
    Optional<String> goneFrom(Dataset pool) {
        Set<ImageId> gone = new TreeSet<>(images());
        pool.images().forEach(image -> gone.remove(image.id()));
        if (gone.isEmpty()) {
            return Optional.empty();
        }
        String some = gone.stream().limit(MOST_NAMED).map(ImageId::value).collect(Collectors.joining(", "));
        int more = gone.size() - MOST_NAMED;
        return Optional.of("No longer in the pool: " + some + (more > 0 ? " and " + more + " more" : ""));
    }

    PoolParts with(Part more) {
        List<Part> all = new ArrayList<>(parts);
        all.add(more);
        return new PoolParts(all);
    }

    /** All parts, then fewer and fewer of those that came first. */
    Stream<PoolParts> beginnings() {
        return IntStream.iterate(parts.size(), it -> it > 0, it -> it - 1)
                .mapToObj(it -> new PoolParts(parts.subList(0, it)));
    }

    /**
     * The pool as a cycle saw it that chooses again, or trains again: images that came since are set aside. Where what was chosen is
     * lost, the same comes out once more, and fits what people annotated.
     *
     * @param cycle {@link Pool#BEFORE_ALL} for the initial set
     */
    Pool asSeenBy(int cycle, Pool pool) {
        List<ImageId> later = parts.stream()
                .filter(part -> part.isLaterThan(cycle))
                .flatMap(part -> part.images().stream())
                .toList();
        return later.isEmpty() ? pool : pool.setAside(later);
    }
}
