package org.huale.dataset.createml;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.drawn.Drawing;
import org.huale.dataset.drawn.DrawnFile;
import org.huale.dataset.drawn.DrawnFormat;
import org.huale.dataset.drawn.DrawnImage;
import org.huale.dataset.drawn.DrawnImage.Progress;
import org.huale.dataset.drawn.DrawnImage.Sides;
import org.huale.dataset.drawn.DrawnObject;
import org.huale.dataset.drawn.Frames;
import org.huale.dataset.drawn.Frames.Point;
import org.huale.dataset.drawn.Losses;
import org.huale.dataset.drawn.Nodes;
import org.huale.dataset.drawn.Outline;
import org.huale.dataset.drawn.Source;
import org.huale.dataset.file.JsonShape;
import org.huale.geometry.Box;
import org.huale.problem.Problem;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/**
 * {@code createml:FILE.json[:IMAGES_DIR]}: a list of images, each with boxes by centre, width and height in pixels. It knows neither
 * sizes of images nor a list of classes.
 */
public final class CreateMlFormat extends DrawnFormat {
    private static final JsonFactory FACTORY = new JsonFactory();

    public CreateMlFormat() {
        super("createml", "json", "_annotations.createml.json");
    }

    @Override
    public String title() {
        return "Create ML";
    }

    @Override
    protected boolean recognises(Path file) {
        JsonShape shape = JsonShape.of(file);
        boolean named = shape.keys().contains("image") || shape.keys().contains("imagefilename");
        boolean annotated = shape.keys().contains("annotations") || shape.keys().contains("annotation");
        return shape.list() && named && annotated && !shape.keys().contains("data");
    }

    @Override
    protected DrawnFile parse(Source source) {
        List<DrawnImage> images = new ArrayList<>();
        source.json().readList("images", (json, i) -> images.add(image(json.tree(), source, i)));
        return new DrawnFile(images);
    }

    private static DrawnImage image(JsonNode entry, Source source, int index) {
        String name = Nodes.text(entry, entry.has("image") ? "image" : "imagefilename");
        String where = source.name() + ": [" + index + "] (" + name + ")";
        JsonNode stated = entry.has("annotations") ? entry.path("annotations") : entry.path("annotation");
        List<DrawnObject> objects = new ArrayList<>();
        for (JsonNode object : stated) {
            objects.add(object(object, where + ": annotation " + (objects.size() + 1)));
        }
        return new DrawnImage(List.of(name), Sides.UNKNOWN, objects, Progress.DONE_WITH_OBJECTS, where);
    }

    private static DrawnObject object(JsonNode object, String where) {
        JsonNode at = object.path("coordinates");
        Point centre = new Point(Nodes.number(at, "x"), Nodes.number(at, "y"));
        Outline outline =
                Outline.of(Frames.around(centre, Nodes.number(at, "width") / 2, Nodes.number(at, "height") / 2));
        return new DrawnObject(Nodes.text(object, "label"), outline, where);
    }

    @Override
    protected void write(Drawing drawing, OutputStream out) {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartArray();
            for (ImageRecord image : drawing.images()) {
                json.writeStartObject();
                json.writeStringProperty("image", drawing.file(image));
                json.writeArrayPropertyStart("annotations");
                image.annotations().forEach(annotation -> write(json, drawing, annotation));
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, Drawing drawing, Annotation annotation) {
        Box box = annotation.box();
        json.writeStartObject();
        json.writeStringProperty("label", drawing.label(annotation));
        json.writeObjectPropertyStart("coordinates");
        json.writeNumberProperty("x", (box.x1() + box.x2()) / 2);
        json.writeNumberProperty("y", (box.y1() + box.y2()) / 2);
        json.writeNumberProperty("width", box.width());
        json.writeNumberProperty("height", box.height());
        json.writeEndObject();
        json.writeEndObject();
    }

    @Override
    protected List<Problem> losses(Dataset dataset) {
        return Losses.ofBoxesAlone(title(), dataset);
    }
}
