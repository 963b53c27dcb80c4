package org.huale.web.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.random.Seeds;
import org.huale.storage.WholeFile;
import tools.jackson.databind.json.JsonMapper;

/**
 * The images by which detectors are measured: drawn at random before anything else, labeled first, never learned from. The
 * others are the pool.
 */
final class Measuring {
    /** Key of their request. */
    static final String KEY = "measure";

    private static final JsonMapper JSON = JsonMapper.shared();

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
        List<Object> entries = new ArrayList<>();
        List<Object> objects = new ArrayList<>();
        for (ImageRecord image : images) {
            int id = entries.size() + 1;
            entries.add(ordered(
                    "id",
                    id,
                    "file_name",
                    image.id().value(),
                    "width",
                    image.size().width(),
                    "height",
                    image.size().height()));
            for (Annotation object : annotations.getOrDefault(image.id(), List.of())) {
                objects.add(ordered(
                        "id",
                        objects.size() + 1,
                        "image_id",
                        id,
                        "category_id",
                        object.classIndex() + 1,
                        "bbox",
                        List.of(
                                object.box().x1(),
                                object.box().y1(),
                                object.box().width(),
                                object.box().height()),
                        "area",
                        object.area(),
                        "iscrowd",
                        0));
            }
        }
        List<Object> categories = new ArrayList<>();
        for (int k = 0; k < classes.count(); k++) {
            categories.add(ordered("id", k + 1, "name", classes.name(k)));
        }
        WholeFile.writeText(
                file,
                JSON.writeValueAsString(ordered("images", entries, "annotations", objects, "categories", categories)));
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
