package org.huale.dataset.cvat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.huale.dataset.ClassList;
import org.huale.dataset.ClassNames;
import org.huale.dataset.drawn.DrawnFile;
import org.huale.dataset.drawn.DrawnImage;
import org.huale.dataset.drawn.DrawnImage.Progress;
import org.huale.dataset.drawn.DrawnImage.Sides;
import org.huale.dataset.drawn.DrawnObject;
import org.huale.dataset.drawn.Remarks;
import org.huale.dataset.drawn.Source;
import org.huale.dataset.file.XmlCursor;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;

/**
 * Reads a file of CVAT. It lists every image of a job or task, whether or not anybody has looked at it, so that one without shapes
 * may be either.
 */
final class CvatReader {
    private final Source source;
    private final List<String> labels = new ArrayList<>();
    private final List<DrawnImage> images = new ArrayList<>();
    private final Remarks remarks = new Remarks();
    private int tracks;

    CvatReader(Source source) {
        this.source = source;
    }

    DrawnFile read() {
        try (InputStream in = new BufferedInputStream(InputFile.open(source.file()), 1 << 16)) {
            XmlCursor xml = new XmlCursor(in);
            xml.children(name -> part(xml, name));
            xml.finish();
        } catch (XMLStreamException e) {
            throw new HualeException(
                    source.shown() + ": not usable as XML: "
                            + String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " "),
                    e);
        } catch (IOException e) {
            throw new HualeException(source.shown() + ": cannot be read: " + FileFaults.reason(e), e);
        }
        requireImages();
        remarks.tell(source.findings());
        ClassList.requireDifferent(labels, source.shown() + ": labels");
        return new DrawnFile(labels.isEmpty() ? Optional.empty() : Optional.of(new ClassNames(labels)), images);
    }

    private void requireImages() {
        if (tracks > 0) {
            throw new HualeException(source.shown() + ": has " + tracks + " tracks, which do not say in which image"
                    + " files their boxes lie; export the work as 'CVAT for images 1.1'");
        }
        if (images.isEmpty() && labels.isEmpty()) {
            throw new HualeException(source.shown() + ": holds no <image>; 'CVAT for images 1.1' is needed here");
        }
    }

    private void part(XmlCursor xml, String name) throws XMLStreamException {
        switch (name) {
            case "meta" -> xml.children(scope -> xml.children(child -> labels(xml, child)));
            case "image" -> images.add(image(xml));
            case "track" -> {
                tracks++;
                xml.skip();
            }
            default -> xml.skip();
        }
    }

    /** Below {@code task}, {@code job} or {@code project}. */
    private void labels(XmlCursor xml, String name) throws XMLStreamException {
        if (!name.equals("labels")) {
            xml.skip();
            return;
        }
        xml.children(label -> {
            CvatLabel read = CvatLabel.read(xml);
            if (read.isOfBoxes()) {
                labels.add(read.name());
            }
        });
    }

    private DrawnImage image(XmlCursor xml) throws XMLStreamException {
        String name = xml.attribute("name");
        String where = source.name() + ": image " + name + " (line " + xml.line() + ")";
        Sides sides = new Sides(CvatShape.number(xml, "width"), CvatShape.number(xml, "height"));
        List<String> names =
                xml.attribute("subset").isEmpty() ? List.of(name) : List.of(name, xml.attribute("subset") + "/" + name);
        List<DrawnObject> objects = new ArrayList<>();
        xml.children(kind -> {
            String place = where + ": " + kind + " (line " + xml.line() + ")";
            if (kind.equals("tag")) {
                remarks.add("a tag of the whole image is not kept", place);
                xml.skip();
            } else {
                objects.add(new CvatShape(new CvatDrawing(remarks, place)).read(xml, kind));
            }
        });
        return new DrawnImage(names, sides, objects, Progress.DONE_WITH_OBJECTS, where);
    }
}
