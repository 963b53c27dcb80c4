package org.huale.metric.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huale.dataset.coco.CocoEntry;
import org.huale.dataset.file.JsonCursor;
import org.huale.dataset.file.JsonStream;
import org.huale.metric.DetectionTable;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Reads a COCO result file of any tool: {@code [{"image_id": 42, "category_id": 18, "bbox": [x, y, width, height],
 * "score": 0.236}, ...]}, as a stream. Entries of a {@code view} other than {@code original} are left out, other fields passed over. An {@code image_id} may also be the image's name, with
 * or without extension.
 */
public final class CocoResultReader {
    private static final String ORIGINAL = "original";

    private final String file;
    private final NumberedTruth truth;
    private final DetectionTable table = new DetectionTable();
    private final CocoEntry entry;
    private @Nullable Map<String, Integer> imageIndexByName;
    private @Nullable String firstUnknownCategory;
    private int unknownCategories;
    private boolean ofOtherView;
    private int ofOtherViews;

    /** What came of reading: detections, and what was left out. */
    public record Reading(DetectionTable detections, List<Problem> problems) {

        public Reading {
            problems = List.copyOf(problems);
        }
    }

    private CocoResultReader(String file, NumberedTruth truth) {
        this.file = file;
        this.truth = truth;
        entry = new CocoEntry(file + ": entry ", CocoEntry.Policy.STRICT, this::readView);
    }

    /**
     * Reads the whole file. Detections of categories that the truth does not have are left out, as pycocotools does, and
     * reported.
     *
     * @throws HualeException where the file is not of this form or speaks of an image that the truth does not have; the
     *     message names the entry
     */
    public static Reading read(Path file, NumberedTruth truth) {
        return read(JsonStream.of(file), truth);
    }

    /** The same of text from anywhere. */
    public static Reading read(JsonStream results, NumberedTruth truth) {
        CocoResultReader reader = new CocoResultReader(results.name(), truth);
        results.read(reader::readList);
        return new Reading(reader.table, reader.problems());
    }

    private void readList(JsonCursor json) {
        if (!json.isArray()) {
            throw new HualeException(file
                    + ": not a COCO result file, which is a list [{\"image_id\": ..., \"category_id\": ..., \"bbox\": [x, y,"
                    + " width, height], \"score\": ...}, ...]");
        }
        json.array(i -> {
            ofOtherView = false;
            entry.read(json);
            if (ofOtherView) {
                ofOtherViews++;
            } else {
                add();
            }
        });
    }

    private void readView(JsonCursor json, String field) {
        if (field.equals("view") && json.isText()) {
            ofOtherView = !ORIGINAL.equals(json.text());
        } else {
            json.skip();
        }
    }

    private void add() {
        int image = imageIndex();
        int classIndex = truth.classIndex(entry.category());
        double score = entry.score();
        double[] xywh = entry.xywh();
        if (classIndex < 0) {
            noteUnknownCategory();
            return;
        }
        try {
            table.addXywh(image, classIndex, xywh, score);
        } catch (IllegalArgumentException e) {
            throw entry.fault(String.valueOf(e.getMessage()));
        }
    }

    private int imageIndex() {
        String name = entry.imageName();
        int index = name == null ? truth.imageIndex(entry.image()) : imageIndex(name);
        if (index < 0) {
            throw entry.fault("image_id " + (name == null ? entry.image() : "\"" + name + "\"")
                    + " is none of the data set's " + truth.table().images().size() + " images");
        }
        return index;
    }

    private int imageIndex(String name) {
        if (imageIndexByName == null) {
            imageIndexByName = truth.imageIndexByName();
        }
        return imageIndexByName.getOrDefault(name, -1);
    }

    private void noteUnknownCategory() {
        if (unknownCategories++ == 0) {
            firstUnknownCategory = entry.place() + ": category_id " + entry.category();
        }
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (firstUnknownCategory != null) {
            problems.add(Problem.mended(
                    file,
                    unknownCategories
                            + " detections of categories that the data set does not have were left out, first "
                            + firstUnknownCategory));
        }
        if (ofOtherViews > 0) {
            problems.add(
                    Problem.mended(file, ofOtherViews + " detections of views other than the original were left out"));
        }
        return problems;
    }
}
