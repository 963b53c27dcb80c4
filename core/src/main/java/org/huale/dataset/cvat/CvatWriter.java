package org.huale.dataset.cvat;

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
import org.huale.dataset.file.XmlText;
import org.huale.geometry.Box;

/**
 * Writes a file that CVAT takes as annotations of a task with the same images. Marks are checkboxes named {@code difficult} and
 * {@code is_crowd}, where the data set has any; a project must have them, too, to keep them.
 *
 * @param difficult whether objects have the checkbox of this mark
 * @param crowd whether they have that of this
 */
record CvatWriter(Drawing drawing, boolean difficult, boolean crowd) {

    /** The marks are looked for here and not with each box, as that goes through the whole data set. */
    CvatWriter(Drawing drawing) {
        this(drawing, drawing.hasDifficult(), drawing.hasCrowd());
    }

    void write(OutputStream stream) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        out.write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<annotations>\n  <version>1.1</version>\n");
        writeMeta(out);
        List<ImageRecord> images = drawing.images();
        for (int i = 0; i < images.size(); i++) {
            writeImage(out, images.get(i), i);
        }
        out.write("</annotations>\n");
        out.flush();
    }

    private void writeMeta(Writer out) throws IOException {
        out.write("  <meta>\n    <task>\n      <size>" + drawing.images().size() + "</size>\n");
        out.write("      <mode>annotation</mode>\n      <labels>\n");
        for (String name : drawing.classes().names()) {
            out.write("        <label>\n          <name>" + XmlText.ofAttribute(name)
                    + "</name>\n          <attributes>\n");
            writeCheckbox(out, CvatDrawing.DIFFICULT, difficult);
            writeCheckbox(out, CvatDrawing.CROWD, crowd);
            out.write("          </attributes>\n        </label>\n");
        }
        out.write("      </labels>\n    </task>\n  </meta>\n");
    }

    private static void writeCheckbox(Writer out, String name, boolean wanted) throws IOException {
        if (wanted) {
            out.write("            <attribute>\n              <name>" + name + "</name>\n"
                    + "              <mutable>False</mutable>\n              <input_type>checkbox</input_type>\n"
                    + "              <default_value>false</default_value>\n              <values>false</values>\n"
                    + "            </attribute>\n");
        }
    }

    private void writeImage(Writer out, ImageRecord image, int number) throws IOException {
        out.write("  <image id=\"" + number + "\" name=\"" + XmlText.ofAttribute(drawing.file(image)) + "\" width=\""
                + image.size().width() + "\" height=\"" + image.size().height() + "\">\n");
        for (Annotation annotation : image.annotations()) {
            writeBox(out, annotation);
        }
        out.write("  </image>\n");
    }

    private void writeBox(Writer out, Annotation annotation) throws IOException {
        Box box = annotation.box();
        out.write("    <box label=\"" + XmlText.ofAttribute(drawing.label(annotation)) + "\" occluded=\"0\" xtl=\""
                + box.x1() + "\" ytl=\"" + box.y1() + "\" xbr=\"" + box.x2() + "\" ybr=\"" + box.y2()
                + "\" z_order=\"0\">\n");
        writeMark(out, CvatDrawing.DIFFICULT, annotation.difficult(), difficult);
        writeMark(out, CvatDrawing.CROWD, annotation.crowd(), crowd);
        out.write("    </box>\n");
    }

    private static void writeMark(Writer out, String name, boolean value, boolean wanted) throws IOException {
        if (wanted) {
            out.write("      <attribute name=\"" + name + "\">" + value + "</attribute>\n");
        }
    }
}
