package org.huale.dataset.via;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.drawn.Drawing;
import org.huale.geometry.Box;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a project that VIA 2 opens: images are found from the folder of the project, the classes are a dropdown. */
record ViaWriter(Drawing drawing) {
    private static final JsonFactory FACTORY = new JsonFactory();

    void write(OutputStream out) {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            writeSettings(json);
            List<String> keys = new ArrayList<>();
            json.writeObjectPropertyStart(ViaFormat.METADATA);
            for (ImageRecord image : drawing.dataset().images()) {
                keys.add(drawing.path(image) + bytes(image.file()));
                writeImage(json, image, keys.get(keys.size() - 1));
            }
            json.writeEndObject();
            writeAttributes(json);
            json.writeStringProperty("_via_data_format_version", "2.0.10");
            json.writeArrayPropertyStart("_via_image_id_list");
            keys.forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void writeSettings(JsonGenerator json) {
        json.writeObjectPropertyStart("_via_settings");
        json.writeObjectPropertyStart("core");
        json.writeStringProperty("default_filepath", "");
        json.writeEndObject();
        json.writeObjectPropertyStart("project");
        json.writeStringProperty("name", "annotations");
        json.writeEndObject();
        json.writeEndObject();
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // copied a moment ago
        }
    }

    private void writeImage(JsonGenerator json, ImageRecord image, String key) {
        json.writeObjectPropertyStart(key);
        json.writeStringProperty("filename", drawing.path(image));
        json.writeNumberProperty("size", bytes(image.file()));
        json.writeArrayPropertyStart("regions");
        image.annotations().forEach(annotation -> writeRegion(json, annotation));
        json.writeEndArray();
        json.writeObjectPropertyStart("file_attributes");
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeRegion(JsonGenerator json, Annotation annotation) {
        Box box = annotation.box();
        json.writeStartObject();
        json.writeObjectPropertyStart("shape_attributes");
        json.writeStringProperty("name", "rect");
        json.writeNumberProperty("x", box.x1());
        json.writeNumberProperty("y", box.y1());
        json.writeNumberProperty("width", box.width());
        json.writeNumberProperty("height", box.height());
        json.writeEndObject();
        json.writeObjectPropertyStart("region_attributes");
        json.writeStringProperty("class", drawing.label(annotation));
        writeMark(json, ViaRegion.DIFFICULT, annotation.difficult());
        writeMark(json, ViaRegion.CROWD, annotation.crowd());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeMark(JsonGenerator json, String name, boolean value) {
        if (value) {
            json.writeStringProperty(name, "1");
        }
    }

    private void writeAttributes(JsonGenerator json) {
        json.writeObjectPropertyStart("_via_attributes");
        json.writeObjectPropertyStart("region");
        json.writeObjectPropertyStart("class");
        json.writeStringProperty("type", "dropdown");
        json.writeStringProperty("description", "");
        json.writeObjectPropertyStart("options");
        drawing.classes().names().forEach(name -> json.writeStringProperty(name, ""));
        json.writeEndObject();
        json.writeObjectPropertyStart("default_options");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeObjectPropertyStart("file");
        json.writeEndObject();
        json.writeEndObject();
    }
}
