package org.huale.dataset.csv;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.drawn.Drawing;
import org.huale.geometry.Box;
import org.huale.storage.CsvText;

/**
 * Writes the columns that TensorFlow's and Roboflow's tables have, and those of marks where there are any.
 *
 * @param difficult whether there is a column of this mark
 * @param crowd whether there is one of this
 */
record CsvWriter(Drawing drawing, boolean difficult, boolean crowd) {
    private static final List<String> COLUMNS =
            List.of("filename", "width", "height", "class", "xmin", "ymin", "xmax", "ymax");

    /** The marks are looked for here and not with each box, as that goes through the whole data set. */
    CsvWriter(Drawing drawing) {
        this(drawing, drawing.hasDifficult(), drawing.hasCrowd());
    }

    void write(OutputStream stream) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        List<String> header = new ArrayList<>(COLUMNS);
        addMark(header, difficult, CsvReader.DIFFICULT);
        addMark(header, crowd, CsvReader.CROWD);
        out.write(CsvText.exactLine(header));
        for (ImageRecord image : drawing.images()) {
            writeImage(out, image, header.size());
        }
        out.flush();
    }

    private static void addMark(List<String> cells, boolean wanted, String cell) {
        if (wanted) {
            cells.add(cell);
        }
    }

    private void writeImage(Writer out, ImageRecord image, int columns) throws IOException {
        for (Annotation annotation : image.annotations()) {
            out.write(CsvText.exactLine(cells(image, annotation)));
        }
        if (image.annotations().isEmpty()) {
            List<String> bare = start(image);
            while (bare.size() < columns) {
                bare.add("");
            }
            out.write(CsvText.exactLine(bare));
        }
    }

    private List<String> start(ImageRecord image) {
        return new ArrayList<>(List.of(
                drawing.path(image),
                "" + image.size().width(),
                "" + image.size().height()));
    }

    private List<String> cells(ImageRecord image, Annotation annotation) {
        Box box = annotation.box();
        List<String> cells = start(image);
        cells.add(drawing.label(annotation));
        cells.addAll(List.of("" + box.x1(), "" + box.y1(), "" + box.x2(), "" + box.y2()));
        addMark(cells, difficult, annotation.difficult() ? "1" : "0");
        addMark(cells, crowd, annotation.crowd() ? "1" : "0");
        return cells;
    }
}
