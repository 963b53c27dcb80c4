package org.huale.loop.pool;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.huale.dataset.ImageId;
import org.huale.dataset.identity.ImageIdentity;
import org.huale.dataset.identity.Reference;
import org.huale.dataset.identity.References;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a list of images that a user has written, and tells all that is wrong with it at once. A line is an image's id, or
 * whatever else {@link ImageIdentity} understands, in one way for the whole list; one that is no id and begins with {@code #} is a
 * comment.
 */
public final class ImageList {
    private static final Logger LOG = LoggerFactory.getLogger(ImageList.class);
    private static final long MAX_BYTES = 1L << 28; // ten million ids
    private final Pool pool;
    private final Map<ImageId, Integer> lineOf = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private ImageList(Pool pool) {
        this.pool = pool;
    }

    /**
     * The ids of the file's images in ascending order.
     *
     * @throws HualeException with every line that names no unlabeled image of the pool
     */
    public static List<ImageId> read(Path file, Pool pool) {
        return read(file, pool, ImageIdentity.ofNames(pool.images()));
    }

    /**
     * The same, where the images may also go by other names or by numbers.
     *
     * @param identity of the pool's images
     */
    public static List<ImageId> read(Path file, Pool pool, ImageIdentity identity) {
        List<String> lines = lines(file);
        SortedMap<Integer, String> written = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String named = named(lines.get(i), pool);
            if (!named.isEmpty()) {
                written.put(i + 1, named);
            }
        }
        if (written.isEmpty()) {
            throw new HualeException(file + ": names no image; one id a line is needed");
        }
        ImageList list = new ImageList(pool);
        list.images(file, written, identity).forEach(list::add);
        if (!list.problems.isEmpty()) {
            throw new HualeException(file + ": " + FindingList.lines(list.problems));
        }
        return List.copyOf(list.lineOf.keySet());
    }

    /** What a line names; empty of a comment. An id counts as it stands, so that lists which HUALE wrote are read back. */
    private static String named(String line, Pool pool) {
        if (!line.isBlank() && pool.contains(new ImageId(line))) {
            return line;
        }
        String stripped = line.strip();
        return stripped.startsWith("#") ? "" : stripped;
    }

    /** The image of each line; lines that name none are problems. */
    private SortedMap<Integer, ImageId> images(Path file, SortedMap<Integer, String> lines, ImageIdentity identity) {
        SortedMap<Integer, ImageId> images = new TreeMap<>();
        lines.forEach((number, line) -> {
            ImageId id = new ImageId(line);
            if (pool.contains(id)) {
                images.put(number, id);
            }
        });
        return images.size() == lines.size() ? images : resolved(file, lines, identity);
    }

    private SortedMap<Integer, ImageId> resolved(Path file, SortedMap<Integer, String> lines, ImageIdentity identity) {
        References references = new References();
        lines.forEach((number, line) -> references.add(Reference.of(line), () -> "line " + number));
        Map<Reference, ImageId> known = identity.best(references);
        if (known.size() == references.all().size()) {
            ImageIdentity.Resolution resolution = identity.resolve(file.toString(), references);
            LOG.info("{}: {}", file, resolution.words());
            resolution.notes().forEach(note -> LOG.warn("{}", note));
        }
        SortedMap<Integer, ImageId> images = new TreeMap<>();
        lines.forEach((number, line) -> {
            ImageId image = known.get(Reference.of(line));
            if (image == null) {
                problems.add("line " + number + ": " + fault(line, identity));
            } else {
                images.put(number, image);
            }
        });
        return images;
    }

    private static String fault(String line, ImageIdentity identity) {
        return identity.isShared(line)
                ? line + " is the name of several images; give the folder, too"
                : "no image " + line;
    }

    private void add(int number, ImageId id) {
        if (pool.since(id).isPresent()) {
            problems.add("line " + number + ": image " + id + " is labeled already");
        } else {
            Integer before = lineOf.putIfAbsent(id, number);
            if (before != null) {
                problems.add("line " + number + ": image " + id + " is in line " + before + " already");
            }
        }
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new HualeException(file + ": " + Files.size(file) + " bytes, at most " + MAX_BYTES
                        + " are allowed for a list of images");
            }
            return InputFile.lines(file);
        } catch (CharacterCodingException e) {
            throw new HualeException(file + ": not UTF-8 text", e);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }
}
