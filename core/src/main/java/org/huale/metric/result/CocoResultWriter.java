package org.huale.metric.result;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Map;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.huale.storage.WholeFile;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Writes detections as a COCO result file, which {@link CocoResultReader} and other tools read. */
public final class CocoResultWriter {

    private CocoResultWriter() {}

    /**
     * Writes the images in the order of the map, by number and, where nobody stated the numbers, by name, too.
     *
     * @param numbering the numbers of images and classes
     * @throws org.huale.problem.HualeException where the file cannot be written; it is then as it was before
     */
    public static void write(Path file, Map<ImageId, Detections> detections, CocoNumbering numbering) {
        WholeFile.write(file, channel -> write(Channels.newOutputStream(channel), detections, numbering));
    }

    /** Leaves the stream open. */
    private static void write(OutputStream out, Map<ImageId, Detections> detections, CocoNumbering numbering)
            throws IOException {
        try {
            JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out);
            json.writeStartArray();
            detections.forEach((image, found) -> write(json, image, found, numbering));
            json.writeEndArray();
            json.flush();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private static void write(JsonGenerator json, ImageId image, Detections found, CocoNumbering numbering) {
        for (int i = 0; i < found.count(); i++) {
            Box box = found.box(i);
            json.writeStartObject();
            json.writeNumberProperty("image_id", numbering.imageNumber(image));
            if (!numbering.isStated()) {
                json.writeStringProperty("file_name", image.value());
            }
            json.writeNumberProperty("category_id", numbering.category(found.classes()[i]));
            json.writeArrayPropertyStart("bbox");
            for (double value : new double[] {box.x1(), box.y1(), box.width(), box.height()}) {
                json.writeNumber(value);
            }
            json.writeEndArray();
            json.writeNumberProperty("score", found.confidences()[i]);
            json.writeEndObject();
        }
    }
}
