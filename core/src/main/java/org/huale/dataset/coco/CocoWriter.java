package org.huale.dataset.coco;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.huale.dataset.Annotation;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetWriter;
import org.huale.dataset.ImageNames;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TargetFolder;
import org.huale.geometry.Box;
import org.huale.problem.Problem;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a COCO instances file and its images. {@code difficult} is added to an annotation where it is true; other
 * readers pass over it.
 *
 * @param numbering of images and categories, for instance that of the file the data set came from; without one, both are
 *     counted from 1
 * @param imageWritten hears of every image in its place
 */
public record CocoWriter(Existing existing, Optional<CocoNumbering> numbering, Runnable imageWritten)
        implements DatasetWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    public CocoWriter(Existing existing, Optional<CocoNumbering> numbering) {
        this(existing, numbering, () -> {});
    }

    /** Writes {@code annotations/instances_SPLIT.json} and the folder {@code SPLIT} with the images. */
    @Override
    public void write(Dataset dataset, Path directory, String split) {
        ImageNames.requireSplitName(split);
        String json = "annotations/instances_" + split + ".json";
        new TargetFolder(directory, existing, imageWritten).requireFree(json, "split " + split);
        TargetFolder.requireInside(directory.resolve("annotations"), directory);
        TargetFolder.requireInside(directory.resolve(split), directory);
        writeFile(dataset, directory.resolve(json), directory.resolve(split));
    }

    /** Writes an annotation file of any name, with its images in a folder anywhere. */
    public void writeFile(Dataset dataset, Path json, Path images) {
        ImageNames.classesFit(dataset);
        String name = String.valueOf(json.getFileName());
        TargetFolder folder = new TargetFolder(RelativePath.folderOf(json), existing, imageWritten);
        folder.requireFree(name, "the annotation file");
        ImageNames names = ImageNames.of(dataset, String.valueOf(images.getFileName()));
        TargetFolder imageFolder = new TargetFolder(images, folder.ofImages(name), imageWritten);
        for (ImageRecord image : dataset.images()) {
            imageFolder.copy(image.file(), names.file(image));
        }
        CocoNumbering numbers = numbering.orElseGet(() -> CocoNumbering.ofPositions(dataset));
        folder.rewrite(name, out -> write(dataset, numbers, names::file, out));
    }

    /**
     * The annotation file alone, of images that stay where they are; images and classes are counted from 1.
     *
     * @param names of the images, as the file is to call them
     */
    public static byte[] bytes(Dataset dataset, Function<ImageRecord, String> names) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(dataset, CocoNumbering.ofPositions(dataset), names, out);
        return out.toByteArray();
    }

    @Override
    public List<Problem> losses(Dataset dataset) {
        return List.of();
    }

    private static void write(
            Dataset dataset, CocoNumbering numbers, Function<ImageRecord, String> names, OutputStream out) {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            preamble(json);
            json.writeArrayPropertyStart("images");
            dataset.images().forEach(image -> image(json, image, names.apply(image), numbers));
            json.writeEndArray();
            json.writeArrayPropertyStart("categories");
            for (int i = 0; i < dataset.classes().count(); i++) {
                category(json, numbers.category(i), dataset.classes().name(i));
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("annotations");
            annotations(json, dataset, numbers);
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** Said by COCO's own files; tools such as CVAT look for it. */
    private static void preamble(JsonGenerator json) {
        json.writeObjectPropertyStart("info");
        json.writeStringProperty("description", "HUALE");
        json.writeEndObject();
        json.writeArrayPropertyStart("licenses");
        json.writeEndArray();
    }

    private static void image(JsonGenerator json, ImageRecord image, String file, CocoNumbering numbers) {
        json.writeStartObject();
        json.writeNumberProperty("id", numbers.imageNumber(image.id()));
        json.writeStringProperty("file_name", file);
        json.writeNumberProperty("width", image.size().width());
        json.writeNumberProperty("height", image.size().height());
        json.writeEndObject();
    }

    private static void category(JsonGenerator json, long number, String name) {
        json.writeStartObject();
        json.writeNumberProperty("id", number);
        json.writeStringProperty("name", name);
        json.writeEndObject();
    }

    private static void annotations(JsonGenerator json, Dataset dataset, CocoNumbering numbers) {
        long id = 1;
        for (ImageRecord image : dataset.images()) {
            long number = numbers.imageNumber(image.id());
            for (Annotation annotation : image.annotations()) {
                json.writeStartObject();
                json.writeNumberProperty("id", id++);
                json.writeNumberProperty("image_id", number);
                json.writeNumberProperty("category_id", numbers.category(annotation.classIndex()));
                values(json, annotation);
                json.writeEndObject();
            }
        }
    }

    private static void values(JsonGenerator json, Annotation annotation) {
        Box box = annotation.box();
        json.writeArrayPropertyStart("segmentation"); // of boxes there is none, but tools such as CVAT ask for it
        json.writeEndArray();
        json.writeArrayPropertyStart("bbox");
        json.writeNumber(box.x1());
        json.writeNumber(box.y1());
        json.writeNumber(box.width());
        json.writeNumber(box.height());
        json.writeEndArray();
        json.writeNumberProperty("area", annotation.area());
        json.writeNumberProperty("iscrowd", annotation.crowd() ? 1 : 0);
        if (annotation.difficult()) {
            json.writeNumberProperty("difficult", 1);
        }
    }
}
