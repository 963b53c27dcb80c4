package org.huale.loop.pool;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.problem.HualeException;

/** Reads a list of image ids that a user has written, and tells all that is wrong with it at once. */
public final class ImageList {
    private static final long MAX_BYTES = 1L << 28; // ten million ids
    private final Pool pool;
    private final Map<ImageId, Integer> lineOf = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, ImageId> byBareName = new HashMap<>(); // filled when first needed

    private ImageList(Pool pool) {
        this.pool = pool;
    }

    /**
     * The ids of the file in ascending order.
     *
     * @throws HualeException with every line that names no unlabeled image of the pool
     */
    public static List<ImageId> read(Path file, Pool pool) {
        ImageList list = new ImageList(pool);
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                list.add(line, i + 1);
            }
        }
        if (!list.problems.isEmpty()) {
            throw new HualeException(file + ": " + FindingList.lines(list.problems));
        }
        if (list.lineOf.isEmpty()) {
            throw new HualeException(file + ": names no image; one id a line is needed");
        }
        return List.copyOf(list.lineOf.keySet());
    }

    private void add(String line, int number) {
        ImageId id = new ImageId(line);
        if (!pool.contains(id)) {
            problems.add("line " + number + ": no image " + line + meant(line));
        } else if (pool.since(id).isPresent()) {
            problems.add("line " + number + ": image " + line + " is labeled already");
        } else {
            Integer before = lineOf.putIfAbsent(id, number);
            if (before != null) {
                problems.add("line " + number + ": image " + line + " is in line " + before + " already");
            }
        }
    }

    /** Ids may lack the extension or the folder that a user would write, or have one that he left out. */
    private String meant(String line) {
        return nearest(line).map(id -> "; did you mean " + id + "?").orElse("");
    }

    private Optional<ImageId> nearest(String line) {
        if (byBareName.isEmpty()) {
            for (ImageRecord image : pool.images().images()) {
                byBareName.putIfAbsent(bare(image.id().value()), image.id());
            }
        }
        return Optional.ofNullable(byBareName.get(bare(line)));
    }

    private static String bare(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new HualeException(file + ": " + Files.size(file) + " bytes, at most " + MAX_BYTES
                        + " are allowed for a list of images");
            }
            String text = Files.readString(file);
            return (text.startsWith("\uFEFF") ? text.substring(1) : text)
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            throw new HualeException(file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new HualeException(file + ": not UTF-8 text", e);
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
