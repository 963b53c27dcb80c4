package org.huale.metric.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.huale.dataset.coco.CocoEntry;
import org.huale.dataset.file.JsonCursor;
import org.huale.dataset.file.JsonStream;
import org.huale.dataset.identity.ClassIdentity;
import org.huale.dataset.identity.ClassReading;
import org.huale.dataset.identity.ImageIdentity;
import org.huale.dataset.identity.References;
import org.huale.metric.DetectionTable;
import org.huale.problem.HualeException;
import org.huale.problem.InputFault;
import org.huale.problem.Problem;

/**
 * Reads a COCO result file of any tool: {@code [{"image_id": 42, "category_id": 18, "bbox": [x, y, width, height],
 * "score": 0.236}, ...]}, as a stream. Entries of a {@code view} other than {@code original} are left out, other fields passed over. What an
 * {@code image_id}, a {@code file_name} beside it and a {@code category_id} mean is decided for the whole file, by
 * {@link ImageIdentity} and {@link ClassIdentity}.
 */
public final class CocoResultReader {
    private static final String ORIGINAL = "original";

    private final String file;
    private final NumberedTruth truth;
    private final Optional<ClassReading> asked;
    private final DetectionTable table = new DetectionTable();
    private final CocoEntry entry;
    private final References images = new References();
    private final References categories = new References();
    private boolean ofOtherView;
    private int ofOtherViews;

    /**
     * What came of reading.
     *
     * @param problems what was left out, and what people should know of how images and classes were read
     * @param words how the images were read, for the log
     */
    public record Reading(DetectionTable detections, List<Problem> problems, String words) {

        public Reading {
            problems = List.copyOf(problems);
        }
    }

    private CocoResultReader(String file, NumberedTruth truth, Optional<ClassReading> asked) {
        this.file = file;
        this.truth = truth;
        this.asked = asked;
        entry = new CocoEntry(file + ": entry ", CocoEntry.Policy.STRICT, this::readView);
    }

    /**
     * Reads the whole file. Detections of categories that the truth does not have are left out, as pycocotools does, and
     * reported.
     *
     * @throws HualeException where the file is not of this form, speaks of an image that the truth does not have, or can be
     *     read in two ways; the message names the entry
     */
    public static Reading read(Path file, NumberedTruth truth) {
        return read(JsonStream.of(file), truth, Optional.empty());
    }

    /**
     * The same of text from anywhere.
     *
     * @param asked how category ids are read, where somebody said so
     */
    public static Reading read(JsonStream results, NumberedTruth truth, Optional<ClassReading> asked) {
        CocoResultReader reader = new CocoResultReader(results.name(), truth, asked);
        return InputFault.reading(results.name(), () -> reader.read(results));
    }

    private Reading read(JsonStream results) {
        results.read(this::readList);
        return resolved();
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
        int image = images.add(entry.imageReference(), entry::place);
        int classIndex = categories.add(entry.categoryReference(), entry::place);
        double score = entry.score();
        double[] xywh = entry.xywh();
        try {
            table.addXywh(image, classIndex, xywh, score);
        } catch (IllegalArgumentException e) {
            throw entry.fault(String.valueOf(e.getMessage()));
        }
    }

    private Reading resolved() {
        ImageIdentity.Resolution named = truth.identity().resolve(file, images);
        ClassIdentity.Resolution classes = truth.classIdentity().asked(asked).resolve(file, categories);
        List<Problem> problems = new ArrayList<>(named.notes());
        problems.addAll(classes.notes());
        DetectionTable.Lost lost = table.resolve(truth.imageIndices(named), classes.classes());
        noteLost(lost, classes.classes(), problems);
        return new Reading(table, problems, named.words());
    }

    private void noteLost(DetectionTable.Lost lost, int[] classes, List<Problem> problems) {
        if (lost.ofClasses() > 0) {
            int first = IntStream.range(0, classes.length)
                    .filter(i -> classes[i] == ClassIdentity.UNKNOWN)
                    .findFirst()
                    .getAsInt();
            problems.add(Problem.mended(
                    file,
                    lost.ofClasses() + " detections of categories that the data set does not have were left out, first "
                            + categories.place(first) + ": category_id "
                            + categories.all().get(first)));
        }
        if (lost.ofImages() > 0) {
            problems.add(Problem.mended(
                    file, lost.ofImages() + " detections in images without usable annotations were left out"));
        }
        if (ofOtherViews > 0) {
            problems.add(
                    Problem.mended(file, ofOtherViews + " detections of views other than the original were left out"));
        }
    }
}
