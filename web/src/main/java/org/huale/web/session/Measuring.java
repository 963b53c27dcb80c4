package org.huale.web.session;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.coco.CocoWriter;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.InboxRequest;
import org.huale.random.Seeds;
import org.huale.storage.WholeFile;

/**
 * The images by which detectors are measured: drawn at random before anything else, labeled first, never learned from. The
 * others are the pool. They are asked for by one request or, where none of its images has an object, by several.
 */
final class Measuring {
    /** Key of their first request. */
    static final String KEY = "measure";

    private Measuring() {}

    /** Whether a request is one of theirs. */
    static boolean isKey(String request) {
        return request.equals(KEY) || request.startsWith(KEY + "-");
    }

    /** Their requests, oldest first. */
    static List<InboxRequest> requests(Inbox inbox) {
        return inbox.requests().all().stream().filter(it -> isKey(it.key())).toList();
    }

    /** Key of the request after some. */
    static String key(int before) {
        return before == 0 ? KEY : KEY + "-" + (before + 1);
    }

    /** The images of their requests. */
    static Set<ImageId> asked(Inbox inbox) {
        Set<ImageId> asked = new TreeSet<>();
        requests(inbox).forEach(it -> asked.addAll(inbox.requests().images(it.key())));
        return asked;
    }

    /** What was drawn in their images, those without any object among them. */
    static Map<ImageId, List<Annotation>> drawn(Inbox inbox) {
        Map<ImageId, List<Annotation>> drawn = new TreeMap<>();
        requests(inbox)
                .forEach(it -> drawn.putAll(inbox.images().finished(it.key()).annotations()));
        return drawn;
    }

    /** The images that are not taken yet, in an order that depends on their names and the seed alone. */
    static List<ImageRecord> order(Dataset all, Set<ImageId> taken, long seed) {
        Seeds seeds = new Seeds(seed);
        return others(all, taken).stream()
                .sorted(Comparator.<ImageRecord>comparingLong(it -> seeds.of(KEY + ": " + it.id()))
                        .thenComparing(ImageRecord::id))
                .toList();
    }

    /** All but these, in the order of the data set. */
    static List<ImageRecord> others(Dataset all, Set<ImageId> taken) {
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
