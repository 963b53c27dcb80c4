package org.huale.dataset.openimages;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.drawn.Drawing;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.storage.CsvText;

/** Writes a file of boxes; labels are the names of the classes themselves. */
record OpenImagesWriter(Drawing drawing) {
    private static final List<String> COLUMNS = List.of(
            "ImageID",
            "Source",
            "LabelName",
            "Confidence",
            "XMin",
            "XMax",
            "YMin",
            "YMax",
            "IsOccluded",
            "IsTruncated",
            "IsGroupOf",
            "IsDepiction",
            "IsInside");

    void write(OutputStream stream) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        out.write(CsvText.exactLine(COLUMNS));
        for (ImageRecord image : drawing.images()) {
            for (Annotation annotation : image.annotations()) {
                out.write(CsvText.exactLine(cells(image, annotation)));
            }
        }
        out.flush();
    }

    private List<String> cells(ImageRecord image, Annotation annotation) {
        Box box = annotation.box();
        ImageSize size = image.size();
        return List.of(
                drawing.names().stem(image),
                "xclick",
                drawing.label(annotation),
                "1",
                "" + box.x1() / size.width(),
                "" + box.x2() / size.width(),
                "" + box.y1() / size.height(),
                "" + box.y2() / size.height(),
                "0",
                "0",
                annotation.crowd() ? "1" : "0",
                "0",
                "0");
    }
}
