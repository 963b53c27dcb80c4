package org.huale.dataset.yolo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.JsonStream;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TextLines;
import org.huale.dataset.identity.ClassIdentity;
import org.huale.dataset.identity.ClassReading;
import org.huale.dataset.identity.ImageIdentity;
import org.huale.dataset.identity.Reference;
import org.huale.dataset.identity.References;
import org.huale.problem.HualeException;
import org.huale.problem.InputFault;
import org.huale.problem.Problem;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Detections as Ultralytics and others write them: a folder with a text file for each image in which something was found,
 * named after it, with the rows of {@link PredictedRows}, normalized by the image's sides. Classes are numbered as those of the
 * data set, from 0, unless all numbers fit only from 1 or somebody says otherwise.
 *
 * @param dataset the images, of which any may be without a file
 * @param numbering their numbers and those of the classes
 * @param numbered whether images are to be called by these numbers; otherwise by their ids
 */
public record YoloPredictions(Dataset dataset, CocoNumbering numbering, boolean numbered) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * What came of reading.
     *
     * @param results a COCO result file that says the same, with the data set's own numbers
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
        files.forEach((file, image) -> addRows(folder.resolve(file), image, rows));
        List<Problem> notes = new ArrayList<>();
        List<PredictedRows.Row> found = rows.read(notes);
        if (rows.isWithoutConfidence()) {
            notes.add(
                    Problem.note(
                            folder.toString(),
                            "none of " + found.size()
                                    + " rows has a confidence, and each was given 1: precision and recall hold for"
                                    + " all detections together, AP says little; Ultralytics writes confidences with save_conf=True"));
        }
        return new Reading(
                results(folder, found, categories(folder, found, new Asked(asked, notes))),
                List.copyOf(notes),
                rows.isWithoutConfidence());
    }

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

    private static void addRows(Path file, ImageRecord image, PredictedRows rows) {
        List<String> lines = TextLines.of(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                rows.add(line, image, file + ": line " + (i + 1));
            }
        }
    }

    /** How classes are numbered by what somebody said, and what there is to say of it. */
    private record Asked(Optional<ClassReading> reading, List<Problem> notes) {}

    /** The category of each row. Where nobody named classes, they count from 1. */
    private long[] categories(Path folder, List<PredictedRows.Row> rows, Asked asked) {
        if (dataset.classes().count() == 0) {
            int first = asked.reading().filter(ClassReading.FROM_ONE::equals).isPresent() ? 0 : 1;
            return rows.stream().mapToLong(row -> row.number() + first).toArray();
        }
        References references = new References();
        int[] slots = rows.stream()
                .mapToInt(row -> references.add(Reference.of(row.number()), row::place))
                .toArray();
        ClassIdentity.Resolution classes = ClassIdentity.ofYolo(dataset.classes(), numbering)
                .asked(asked.reading())
                .resolve(folder.toString(), references);
        asked.notes().addAll(classes.notes());
        return Arrays.stream(slots)
                .mapToLong(slot -> numbering.category(classes.classes()[slot]))
                .toArray();
    }

    private JsonStream results(Path folder, List<PredictedRows.Row> rows, long[] categories) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartArray();
            for (int i = 0; i < categories.length; i++) {
                write(rows.get(i), categories[i], json);
            }
            json.writeEndArray();
        }
        return new JsonStream(folder.toString(), () -> new ByteArrayInputStream(bytes.toByteArray()));
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
        String name = file.substring(file.lastIndexOf('/') + 1);
        return RelativePath.hasExtension(name, "txt") && !name.equals("classes.txt") && !name.equals("labels.txt");
    }

    /** Ultralytics writes to a folder {@code labels}; ids may have folders of their own. */
    private static String name(String file) {
        String path = RelativePath.withoutExtension(file);
        return path.startsWith("labels/") ? path.substring("labels/".length()) : path;
    }

    private void write(PredictedRows.Row found, long category, JsonGenerator json) {
        json.writeStartObject();
        if (numbered) {
            json.writeNumberProperty(
                    "image_id", numbering.imageNumber(found.image().id()));
        } else {
            json.writeStringProperty("image_id", found.image().id().value());
        }
        json.writeNumberProperty("category_id", category);
        json.writeArrayPropertyStart("bbox");
        json.writeNumber(found.box().x1());
        json.writeNumber(found.box().y1());
        json.writeNumber(found.box().x2() - found.box().x1());
        json.writeNumber(found.box().y2() - found.box().y1());
        json.writeEndArray();
        json.writeNumberProperty("score", found.confidence());
        json.writeEndObject();
    }
}
