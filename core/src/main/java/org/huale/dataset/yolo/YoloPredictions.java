package org.huale.dataset.yolo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.JsonStream;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.identity.ClassIdentity;
import org.huale.dataset.identity.ClassReading;
import org.huale.dataset.identity.ImageIdentity;
import org.huale.dataset.identity.Reference;
import org.huale.dataset.identity.References;
import org.huale.problem.HualeException;
import org.huale.problem.InputFault;
import org.huale.problem.Problem;
import tools.jackson.core.JsonGenerator;

/**
 * Detections as Ultralytics and others write them: a folder with a text file for each image in which something was found,
 * named after it, with the rows of {@link PredictedRow}, normalized by the image's sides. Classes are numbered as those of the
 * data set, from 0, unless all numbers fit only from 1 or somebody says otherwise.
 *
 * @param dataset the images, of which any may be without a file
 * @param numbering their numbers and those of the classes
 * @param numbered whether images are to be called by these numbers; otherwise by their ids
 */
public record YoloPredictions(Dataset dataset, CocoNumbering numbering, boolean numbered) {

    /**
     * What came of reading.
     *
     * @param results a COCO result file that says the same, with the data set's own numbers; its text is made from the files once more
     *     while it is read
     * @param notes what people should know of the way it was read
     * @param withoutConfidence whether no row has a confidence, and each got 1
     */
    public record Reading(JsonStream results, List<Problem> notes, boolean withoutConfidence) {}

    /**
     * The detections of a folder and all below it.
     *
     * @param asked how classes are numbered, where somebody said so
     * @throws HualeException where there is no file, one is named after no image, or after several, or a row is not of this form; the
     *     message names file and line
     */
    public Reading read(Path folder, Optional<ClassReading> asked) {
        return InputFault.reading(folder.toString(), () -> ofFiles(folder, asked));
    }

    private Reading ofFiles(Path folder, Optional<ClassReading> asked) {
        Map<String, ImageRecord> files = images(folder);
        PredictedRows rows = new PredictedRows(folder.toString());
        files.forEach((file, image) -> PredictedRow.forEach(folder.resolve(file), image.size(), rows::add));
        List<Problem> notes = new ArrayList<>();
        DoubleUnaryOperator confidences = rows.confidences(notes);
        if (rows.isWithoutConfidence()) {
            notes.add(
                    Problem.note(
                            folder.toString(),
                            "none of " + rows.count()
                                    + " rows has a confidence, and each was given 1: precision and recall hold for"
                                    + " all detections together, AP says little; Ultralytics writes confidences with save_conf=True"));
        }
        Meaning meaning = new Meaning(categories(folder, rows.classes(), new Asked(asked, notes)), confidences);
        return new Reading(results(folder, files, meaning), List.copyOf(notes), rows.isWithoutConfidence());
    }

    /**
     * How rows are read, by all of them together.
     *
     * @param category of a class as it is written
     * @param confidence in [0, 1], of one as it is written
     */
    private record Meaning(LongUnaryOperator category, DoubleUnaryOperator confidence) {}

    /** The image of each text file. */
    private Map<String, ImageRecord> images(Path folder) {
        Map<String, String> ids = idsByPath();
        Map<String, Integer> slots = new LinkedHashMap<>();
        References references = new References();
        for (String file : ImageFolder.files(folder)) {
            if (isPredictions(file)) {
                String image = ids.getOrDefault(name(file), name(file));
                slots.put(file, references.add(Reference.of(image), folder.resolve(file)::toString));
            }
        }
        if (slots.isEmpty()) {
            throw new HualeException(folder + ": has no text files of detections, one for each image");
        }
        List<ImageId> images = ImageIdentity.ofNames(dataset)
                .resolve(folder.toString(), references)
                .images();
        requireOneEach(folder, slots, images);
        Map<ImageId, ImageRecord> records =
                dataset.images().stream().collect(Collectors.toMap(ImageRecord::id, image -> image));
        Map<String, ImageRecord> files = new LinkedHashMap<>();
        slots.forEach((file, slot) -> files.put(file, Objects.requireNonNull(records.get(images.get(slot)))));
        return files;
    }

    /** Two files of an image are of two runs, or a copy beside the original: their detections must not be added up. */
    private static void requireOneEach(Path folder, Map<String, Integer> slots, List<ImageId> images) {
        Map<ImageId, String> first = new HashMap<>();
        slots.forEach((file, slot) -> {
            String other = first.putIfAbsent(images.get(slot), file);
            if (other != null) {
                throw new HualeException(folder.resolve(file) + ": is named after image " + images.get(slot) + ", as "
                        + other + " is; name the folder of one run");
            }
        });
    }

    /** How classes are numbered by what somebody said, and what there is to say of it. */
    private record Asked(Optional<ClassReading> reading, List<Problem> notes) {}

    /** The categories of classes as they are written. Where nobody named classes, they count from 1. */
    private LongUnaryOperator categories(Path folder, References references, Asked asked) {
        if (dataset.classes().count() == 0) {
            int first = asked.reading().filter(ClassReading.FROM_ONE::equals).isPresent() ? 0 : 1;
            return number -> number + first;
        }
        ClassIdentity.Resolution classes = ClassIdentity.ofYolo(dataset.classes(), numbering)
                .asked(asked.reading())
                .resolve(folder.toString(), references);
        asked.notes().addAll(classes.notes());
        Map<Long, Long> categories = new HashMap<>();
        for (int slot = 0; slot < classes.classes().length; slot++) {
            long number = references.all().get(slot).number().orElseThrow();
            categories.put(number, numbering.category(classes.classes()[slot]));
        }
        return number -> Optional.ofNullable(categories.get(number)).orElseThrow(() -> changed(folder));
    }

    /** Files are read twice, and another program may write to them in between. */
    private static HualeException changed(Path folder) {
        return new HualeException(
                folder + ": was changed while it was read; wait until the program is done that writes to it");
    }

    private JsonStream results(Path folder, Map<String, ImageRecord> files, Meaning meaning) {
        return new JsonStream(
                folder.toString(),
                () -> new ListedJson(files.entrySet().stream()
                        .map(it -> entries(folder.resolve(it.getKey()), it.getValue(), meaning))
                        .iterator()));
    }

    /** What writes the entries of an image. */
    private Consumer<JsonGenerator> entries(Path file, ImageRecord image, Meaning meaning) {
        return json -> PredictedRow.forEach(file, image.size(), (row, place) -> write(image, row, meaning, json));
    }

    /** A text file has the path of its image, which says more than its name; a path of two images says nothing. */
    private Map<String, String> idsByPath() {
        Map<String, String> ids = new HashMap<>();
        for (ImageRecord image : dataset.images()) {
            String id = image.id().value();
            ids.merge(RelativePath.stem(id), id, (a, b) -> RelativePath.stem(id));
        }
        return ids;
    }

    private static boolean isPredictions(String file) {
        String name = RelativePath.name(file);
        return RelativePath.hasExtension(name, "txt") && !name.equals("classes.txt") && !name.equals("labels.txt");
    }

    /** Ultralytics writes to a folder {@code labels}; ids may have folders of their own. */
    private static String name(String file) {
        String path = RelativePath.withoutExtension(file);
        return path.startsWith("labels/") ? path.substring("labels/".length()) : path;
    }

    private void write(ImageRecord image, PredictedRow found, Meaning meaning, JsonGenerator json) {
        json.writeStartObject();
        if (numbered) {
            json.writeNumberProperty("image_id", numbering.imageNumber(image.id()));
        } else {
            json.writeStringProperty("image_id", image.id().value());
        }
        json.writeNumberProperty("category_id", meaning.category().applyAsLong(found.number()));
        json.writeArrayPropertyStart("bbox");
        json.writeNumber(found.box().x1());
        json.writeNumber(found.box().y1());
        json.writeNumber(found.box().x2() - found.box().x1());
        json.writeNumber(found.box().y2() - found.box().y1());
        json.writeEndArray();
        json.writeNumberProperty("score", meaning.confidence().applyAsDouble(found.confidence()));
        json.writeEndObject();
    }
}
