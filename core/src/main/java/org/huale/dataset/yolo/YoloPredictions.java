package org.huale.dataset.yolo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.JsonStream;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TextLines;
import org.huale.dataset.identity.ImageIdentity;
import org.huale.dataset.identity.Reference;
import org.huale.dataset.identity.References;
import org.huale.problem.HualeException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Detections as Ultralytics and others write them: a folder with a text file for each image in which something was found,
 * named after it, with rows {@code class cx cy w h confidence}, normalized by the image's sides. Classes are numbered as
 * those of the data set, from 0.
 *
 * @param dataset the images, of which any may be without a file
 * @param numbering their numbers and those of the classes
 * @param numbered whether images are to be called by these numbers; otherwise by their ids
 */
public record YoloPredictions(Dataset dataset, CocoNumbering numbering, boolean numbered) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * One row.
     *
     * @param classIndex as written, at least 0
     */
    private record Detection(int classIndex, double x, double y, double width, double height, double confidence) {}

    /**
     * The detections of a folder and all below it as the COCO result file that says the same.
     *
     * @throws HualeException where there is no file, one is named after no image, or after several, or a row is not of this form; the
     *     message names file and line
     */
    public JsonStream asResults(Path folder) {
        Map<String, String> ids = idsByPath();
        Map<String, Integer> files = new LinkedHashMap<>();
        References references = new References();
        for (String file : ImageFolder.files(folder)) {
            if (isPredictions(file)) {
                String image = ids.getOrDefault(name(file), name(file));
                files.put(file, references.add(Reference.of(image), () -> file));
            }
        }
        if (files.isEmpty()) {
            throw new HualeException(folder + ": has no text files of detections, one for each image");
        }
        List<ImageId> images = ImageIdentity.ofNames(dataset)
                .resolve(folder.toString(), references)
                .images();
        Map<ImageId, ImageRecord> records =
                dataset.images().stream().collect(Collectors.toMap(ImageRecord::id, image -> image));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartArray();
            files.forEach((file, slot) -> {
                ImageRecord image = java.util.Objects.requireNonNull(records.get(images.get(slot)));
                rows(folder.resolve(file), image, json);
            });
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

    private void rows(Path file, ImageRecord image, JsonGenerator json) {
        List<String> lines = TextLines.of(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                write(detection(line, image, file + ": line " + (i + 1)), image, json);
            }
        }
    }

    private Detection detection(String line, ImageRecord image, String place) {
        String[] row = YoloRow.values(line);
        try {
            if (row.length != 6) {
                throw new HualeException("must have 6 values (class cx cy w h confidence), got " + row.length
                        + (row.length == 5
                                ? ": there is no confidence; Ultralytics writes it with save_conf=True"
                                : ""));
            }
            double width = normalized(row[3], "w") * image.size().width();
            double height = normalized(row[4], "h") * image.size().height();
            double x = normalized(row[1], "cx") * image.size().width() - width / 2;
            double y = normalized(row[2], "cy") * image.size().height() - height / 2;
            return new Detection(classIndex(row[0]), x, y, width, height, normalized(row[5], "confidence"));
        } catch (HualeException e) {
            throw new HualeException(place + ": " + e.getMessage(), e);
        }
    }

    private int classIndex(String text) {
        double value = YoloRow.number(text, "class");
        int count = dataset.classes().count();
        boolean known = count == 0 || value < count;
        if (value != Math.rint(value) || value < 0 || value > Integer.MAX_VALUE - 1 || !known) {
            throw new HualeException("class must be a whole number from 0"
                    + (count == 0
                            ? ""
                            : " to " + (count - 1) + ", one of "
                                    + dataset.classes().names()) + ", got '"
                    + YoloRow.shortened(text) + "'");
        }
        return (int) value;
    }

    private static double normalized(String text, String name) {
        double value = YoloRow.number(text, name);
        if (!(value >= 0 && value <= 1)) {
            throw new HualeException(name + " must be in [0, 1], got " + YoloRow.shortened(text));
        }
        return value;
    }

    private void write(Detection found, ImageRecord image, JsonGenerator json) {
        json.writeStartObject();
        if (numbered) {
            json.writeNumberProperty("image_id", numbering.imageNumber(image.id()));
        } else {
            json.writeStringProperty("image_id", image.id().value());
        }
        json.writeNumberProperty("category_id", category(found.classIndex()));
        json.writeArrayPropertyStart("bbox");
        json.writeNumber(found.x());
        json.writeNumber(found.y());
        json.writeNumber(found.width());
        json.writeNumber(found.height());
        json.writeEndArray();
        json.writeNumberProperty("score", found.confidence());
        json.writeEndObject();
    }

    /** Where nobody named classes, they count from 1. */
    private long category(int classIndex) {
        return dataset.classes().count() == 0 ? classIndex + 1L : numbering.category(classIndex);
    }
}
