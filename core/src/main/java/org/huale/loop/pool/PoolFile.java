package org.huale.loop.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.revision.ClassRenumbering;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.ParserWords;
import org.huale.storage.WholeFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@link Pool} on disk: JSON with one labeled image a line. It names the data set by its classes, the number of its
 * images and a hash of their ids and sizes, so that it cannot be read with another one; the list of a million unlabeled
 * images is not repeated in each cycle.
 */
public final class PoolFile {
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    /**
     * The parts of the file in its order.
     *
     * @param columns says to a human reader what the rows of objects are
     */
    record Content(
            int version, List<String> classes, int images, String hash, String columns, List<LabeledImage> labeled) {
        Content {
            classes = List.copyOf(classes);
            labeled = List.copyOf(labeled);
        }
    }

    private PoolFile() {}

    /** @throws HualeException where the file cannot be written; it is then as it was before */
    public static void write(Pool pool, Path file) {
        WholeFile.write(file, content(pool));
    }

    /** What the file of a pool holds. */
    public static WholeFile.Content content(Pool pool) {
        return channel -> write(pool, channel);
    }

    private static void write(Pool pool, FileChannel channel) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(Channels.newOutputStream(channel), UTF_8), 1 << 16);
        out.write("{\"version\":" + VERSION);
        out.write(",\n\"classes\":" + JSON.writeValueAsString(pool.classes().names()));
        out.write(",\n\"images\":" + pool.images().size());
        out.write(",\n\"hash\":\"" + ImagesHash.of(pool.images()) + "\"");
        out.write(",\n\"columns\":\"" + LabeledImage.COLUMNS + "\",\n\"labeled\":[");
        String separator = "\n";
        for (Map.Entry<ImageId, Pool.Labels> entry : pool.labels().entrySet()) {
            LabeledImage image = LabeledImage.of(pool.record(entry.getKey()), entry.getValue());
            out.write(separator + JSON.writeValueAsString(image));
            separator = ",\n";
        }
        out.write("\n]}\n");
        out.flush();
    }

    /**
     * The pool that was written, over the images of the data set it was made of.
     *
     * @throws HualeException where the file is damaged, or was written for another data set, saying what differs
     */
    public static Pool read(Path file, Dataset dataset) {
        Content content = content(file);
        Pool empty = Pool.of(dataset);
        List<String> differences = differences(content, empty);
        if (!differences.isEmpty()) {
            throw new HualeException(file + ": was written for other images than those of " + dataset.name() + ": "
                    + FindingList.firstOf(differences));
        }
        return labeled(file, content.labeled(), empty);
    }

    /**
     * What there is to learn from in a pool.
     *
     * @param images that are labeled
     * @param boxes in them, by class
     */
    public record Counts(ClassNames classes, int images, List<Integer> boxes) {

        public Counts {
            boxes = List.copyOf(boxes);
        }

        /** The same told in other classes. */
        public Counts renumbered(ClassRenumbering change) {
            return new Counts(change.to(), images, change.counts(boxes));
        }
    }

    /**
     * What stands in the file, whatever data set it was written for.
     *
     * @throws HualeException where it is damaged
     */
    public static Counts counts(Path file) {
        Content content = content(file);
        int[] boxes = new int[content.classes().size()];
        try {
            content.labeled().forEach(image -> image.annotations().forEach(it -> boxes[it.classIndex()]++));
            return new Counts(
                    new ClassNames(content.classes()),
                    content.labeled().size(),
                    Arrays.stream(boxes).boxed().toList());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new HualeException(file + ": damaged: " + e.getMessage(), e);
        }
    }

    /**
     * How many images in the file were asked for before a cycle, which are those that its detector learns from, also where the file
     * is of a later one.
     *
     * @throws HualeException where it is damaged
     */
    public static int countBefore(Path file, int cycle) {
        return (int) content(file).labeled().stream()
                .filter(it -> it.cycle() < cycle)
                .count();
    }

    private static Content content(Path file) {
        try {
            Content content = JSON.readValue(InputFile.bytes(file), Content.class);
            if (content == null) {
                throw new HualeException(file + ": holds null, not a pool");
            }
            if (content.version() != VERSION) {
                throw new HualeException(
                        file + ": version " + content.version() + ", this program reads version " + VERSION);
            }
            return content;
        } catch (JacksonException e) {
            throw new HualeException(
                    file + ": not usable: line " + e.getLocation().getLineNr() + ": " + ParserWords.of(e), e);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    private static List<String> differences(Content content, Pool pool) {
        List<String> differences = new ArrayList<>();
        if (!content.classes().equals(pool.classes().names())) {
            differences.add(
                    "classes " + content.classes() + ", now " + pool.classes().names());
        }
        if (content.images() != pool.images().size()) {
            differences.add(content.images() + " images, now " + pool.images().size());
        }
        for (LabeledImage image : content.labeled()) {
            differenceOf(image, pool, differences);
        }
        if (differences.isEmpty() && !content.hash().equals(ImagesHash.of(pool.images()))) {
            differences.add("other ids or sizes among the unlabeled images");
        }
        return differences;
    }

    private static void differenceOf(LabeledImage image, Pool pool, List<String> differences) {
        ImageId id = image.id();
        if (!pool.contains(id)) {
            differences.add("image " + id + " is gone");
            return;
        }
        ImageSize now = pool.record(id).size();
        if (now.width() != image.width() || now.height() != image.height()) {
            differences.add(
                    "image " + image.image() + " was " + image.width() + "x" + image.height() + ", is now " + now);
        }
    }

    private static Pool labeled(Path file, List<LabeledImage> images, Pool pool) {
        Map<Integer, Map<ImageId, List<Annotation>>> byCycle = new TreeMap<>();
        try {
            for (LabeledImage image : images) {
                Map<ImageId, List<Annotation>> cycle =
                        byCycle.computeIfAbsent(image.cycle(), number -> new TreeMap<>());
                if (cycle.put(image.id(), image.annotations()) != null) {
                    throw new IllegalArgumentException("image " + image.image() + " occurs twice");
                }
            }
            Pool grown = pool;
            for (Map.Entry<Integer, Map<ImageId, List<Annotation>>> cycle : byCycle.entrySet()) {
                grown = grown.label(cycle.getKey(), cycle.getValue());
            }
            return grown;
        } catch (IllegalArgumentException e) {
            throw new HualeException(file + ": damaged: " + e.getMessage(), e);
        }
    }
}
