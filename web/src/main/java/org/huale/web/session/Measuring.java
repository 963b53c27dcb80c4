package org.huale.web.session;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.coco.CocoWriter;
import org.huale.random.Seeds;
import org.huale.storage.WholeFile;

/**
 * The images by which detectors are measured: drawn at random before anything else, labeled first, never learned from. The
 * others are the pool.
 */
final class Measuring {
    /** Key of their request. */
    static final String KEY = "measure";

    private Measuring() {}

    /** The images whose names hash lowest under the seed, in an order that depends on nothing else. */
    static List<ImageRecord> drawn(Dataset all, int count, long seed) {
        Seeds seeds = new Seeds(seed);
        return all.images().stream()
                .sorted(Comparator.<ImageRecord>comparingLong(it -> seeds.of(KEY + ": " + it.id()))
                        .thenComparing(ImageRecord::id))
                .limit(count)
                .toList();
    }

    /** All but these. */
    static List<ImageRecord> others(Dataset all, List<ImageRecord> drawn) {
        Set<ImageId> taken = drawn.stream().map(ImageRecord::id).collect(Collectors.toSet());
        return all.images().stream().filter(it -> !taken.contains(it.id())).toList();
    }

    /**
     * Writes images as a COCO file, their names as they are below the folder of images.
     *
     * @param annotations of those that have any
     */
    static void write(
            Path file, List<ImageRecord> images, ClassNames classes, Map<ImageId, List<Annotation>> annotations) {
        List<ImageRecord> told = images.stream()
                .map(it -> new ImageRecord(it.id(), it.file(), it.size(), annotations.getOrDefault(it.id(), List.of())))
                .toList();
        Dataset dataset = new Dataset(String.valueOf(file.getFileName()), classes, told);
        WholeFile.write(file, CocoWriter.bytes(dataset, it -> it.id().value()));
    }
}
