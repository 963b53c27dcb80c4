package org.huale.dataset.voc;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.XmlCursor;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;

/**
 * One VOC annotation file, as written: every value still text, nothing checked but that it is well-formed.
 *
 * @param values {@code filename}, {@code width} and {@code height}, where present
 * @param objects in file order
 */
record VocFile(Map<String, String> values, List<VocObject> objects) {

    /**
     * An {@code object} element.
     *
     * @param line where it begins, from 1
     * @param values {@code name}, {@code difficult}, {@code xmin}, ..., where present
     */
    record VocObject(int line, Map<String, String> values) {
        String name() {
            return values.getOrDefault("name", "");
        }
    }

    /**
     * @throws HualeException where the file is not XML, has a DOCTYPE, is too large or holds no annotation; without the
     *     file's name, which the caller tells
     */
    static VocFile read(Path file) {
        try {
            if (Files.size(file) > Bounds.XML_BYTES) {
                throw new HualeException(Files.size(file) + " bytes, at most " + Bounds.XML_BYTES + " are allowed");
            }
            try (InputStream in = new BufferedInputStream(InputFile.open(file))) {
                return read(new XmlCursor(in));
            }
        } catch (XMLStreamException e) {
            throw new HualeException("not usable as XML: " + oneLine(e), e);
        } catch (IOException e) {
            throw new HualeException(FileFaults.unread(e), e);
        }
    }

    private static VocFile read(XmlCursor xml) throws XMLStreamException {
        if (!xml.name().equals("annotation")) {
            throw new HualeException("root element is <" + xml.name() + ">, <annotation> is needed");
        }
        Map<String, String> values = new TreeMap<>();
        List<VocObject> objects = new ArrayList<>();
        xml.children(name -> {
            switch (name) {
                case "filename" -> values.put(name, xml.text());
                case "size" -> take(xml, values);
                case "object" -> objects.add(object(xml));
                default -> xml.skip();
            }
        });
        xml.finish();
        return new VocFile(values, objects);
    }

    private static VocObject object(XmlCursor xml) throws XMLStreamException {
        int line = xml.line();
        Map<String, String> values = new TreeMap<>();
        xml.children(name -> {
            switch (name) {
                case "name", "difficult", "crowd", "area" -> values.putIfAbsent(name, xml.text());
                case "bndbox", "robndbox" -> take(xml, values);
                default -> xml.skip(); // parts of a person have boxes of their own
            }
        });
        return new VocObject(line, values);
    }

    private static void take(XmlCursor xml, Map<String, String> values) throws XMLStreamException {
        xml.children(name -> values.putIfAbsent(name, xml.text()));
    }

    private static String oneLine(XMLStreamException e) {
        String message = e.getMessage() == null ? "unknown error" : e.getMessage();
        return message.replaceAll("\\s*\\R\\s*", " ");
    }
}
