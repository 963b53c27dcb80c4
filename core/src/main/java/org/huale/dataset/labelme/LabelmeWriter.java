package org.huale.dataset.labelme;

import java.io.OutputStream;
import java.util.function.Predicate;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageNames;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.drawn.ClassListFile;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TargetFolder;
import org.huale.geometry.Box;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes images and their files into one folder, and {@code labels.txt}, which labelme takes as its list of labels. */
record LabelmeWriter(TargetFolder folder) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** @param described images that get a file */
    void write(Dataset dataset, Predicate<ImageRecord> described) {
        ImageNames names = ImageNames.listed(dataset, "images", folder.existing());
        for (ImageRecord image : dataset.images()) {
            String json = names.stem(image) + ".json";
            if (described.test(image)) {
                folder.requireFree(json, "the annotations of an image");
            }
        }
        ClassListFile.write(dataset, folder);
        for (ImageRecord image : dataset.images()) {
            folder.copy(image.file(), names.file(image));
            if (described.test(image)) {
                String file = names.file(image);
                String name = RelativePath.name(file);
                folder.rewrite(names.stem(image) + ".json", out -> write(image, name, dataset.classes(), out));
            }
        }
    }

    private static void write(ImageRecord image, String name, ClassNames classes, OutputStream out) {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("version", "5.5.0");
            json.writeObjectPropertyStart("flags");
            json.writeEndObject();
            json.writeArrayPropertyStart("shapes");
            image.annotations().forEach(annotation -> write(json, annotation, classes));
            json.writeEndArray();
            json.writeStringProperty("imagePath", name);
            json.writeNullProperty("imageData");
            json.writeNumberProperty("imageHeight", image.size().height());
            json.writeNumberProperty("imageWidth", image.size().width());
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Annotation annotation, ClassNames classes) {
        Box box = annotation.box();
        json.writeStartObject();
        json.writeStringProperty("label", classes.name(annotation.classIndex()));
        json.writeArrayPropertyStart("points");
        writePoint(json, box.x1(), box.y1());
        writePoint(json, box.x2(), box.y2());
        json.writeEndArray();
        json.writeNullProperty("group_id");
        json.writeStringProperty("shape_type", "rectangle");
        json.writeObjectPropertyStart("flags");
        writeFlag(json, LabelmeReader.DIFFICULT, annotation.difficult());
        writeFlag(json, LabelmeReader.CROWD, annotation.crowd());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writePoint(JsonGenerator json, double x, double y) {
        json.writeStartArray();
        json.writeNumber(x);
        json.writeNumber(y);
        json.writeEndArray();
    }

    private static void writeFlag(JsonGenerator json, String name, boolean value) {
        if (value) {
            json.writeBooleanProperty(name, true);
        }
    }
}
