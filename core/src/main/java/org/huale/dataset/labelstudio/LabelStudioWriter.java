package org.huale.dataset.labelstudio;

import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.drawn.Drawing;
import org.huale.dataset.file.XmlText;
import org.huale.geometry.ImageSize;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes tasks that Label Studio imports: annotations, or predictions where they are guesses. Images are named as files of its local
 * storage, from the folder of the file on.
 */
record LabelStudioWriter(Drawing drawing) {
    private static final JsonFactory FACTORY = new JsonFactory();
    static final String NAME = "label";
    static final String IMAGE = "image";

    /** The labeling interface for boxes of these classes. */
    static String config(List<String> classes) {
        String labels = classes.stream()
                .map(name -> "    <Label value=\"" + XmlText.ofAttribute(name) + "\"/>\n")
                .collect(Collectors.joining());
        return "<View>\n  <Image name=\"" + IMAGE + "\" value=\"$" + IMAGE + "\" zoom=\"true\"/>\n"
                + "  <RectangleLabels name=\"" + NAME + "\" toName=\"" + IMAGE + "\" canRotate=\"false\">\n" + labels
                + "  </RectangleLabels>\n</View>\n";
    }

    void write(OutputStream out) {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartArray();
            List<ImageRecord> images = drawing.dataset().images();
            for (int i = 0; i < images.size(); i++) {
                writeTask(json, images.get(i), i + 1);
            }
            json.writeEndArray();
        }
    }

    private void writeTask(JsonGenerator json, ImageRecord image, int number) {
        json.writeStartObject();
        json.writeNumberProperty("id", number);
        json.writeObjectPropertyStart("data");
        json.writeStringProperty(IMAGE, TaskImage.LOCAL_FILES + encoded(drawing.path(image)));
        json.writeEndObject();
        writeAnnotations(json, image, drawing.guesses());
        writePredictions(json, image, drawing.guesses());
        json.writeEndObject();
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private void writeAnnotations(JsonGenerator json, ImageRecord image, boolean guesses) {
        json.writeArrayPropertyStart("annotations");
        if (!guesses) {
            json.writeStartObject();
            json.writeBooleanProperty("was_cancelled", false);
            writeResult(json, image);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writePredictions(JsonGenerator json, ImageRecord image, boolean guesses) {
        json.writeArrayPropertyStart("predictions");
        if (guesses && !image.annotations().isEmpty()) {
            json.writeStartObject();
            json.writeStringProperty("model_version", "huale");
            writeResult(json, image);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeResult(JsonGenerator json, ImageRecord image) {
        json.writeArrayPropertyStart("result");
        int number = 1;
        for (Annotation annotation : image.annotations()) {
            writeRegion(json, annotation, image.size(), "r" + number++);
        }
        json.writeEndArray();
    }

    private void writeRegion(JsonGenerator json, Annotation annotation, ImageSize size, String id) {
        json.writeStartObject();
        json.writeStringProperty("id", id);
        json.writeStringProperty("type", "rectanglelabels");
        json.writeStringProperty("from_name", NAME);
        json.writeStringProperty("to_name", IMAGE);
        json.writeNumberProperty("original_width", size.width());
        json.writeNumberProperty("original_height", size.height());
        json.writeNumberProperty("image_rotation", 0);
        json.writeObjectPropertyStart("value");
        writeBox(json, PercentBox.of(annotation.box(), size));
        json.writeArrayPropertyStart("rectanglelabels");
        json.writeString(drawing.label(annotation));
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeBox(JsonGenerator json, PercentBox box) {
        json.writeNumberProperty("x", box.x());
        json.writeNumberProperty("y", box.y());
        json.writeNumberProperty("width", box.width());
        json.writeNumberProperty("height", box.height());
        json.writeNumberProperty("rotation", 0);
    }
}
