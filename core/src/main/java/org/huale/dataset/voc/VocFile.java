package org.huale.dataset.voc;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLStreamException;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.DecimalText;
import org.huale.dataset.file.RawBox;
import org.huale.dataset.file.XmlCursor;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * One VOC annotation file, as written: nothing checked but that it is well-formed. Text takes several times the memory of numbers, and all
 * files of a data set are held until its classes are known: corners are kept as numbers, and other values as text.
 *
 * @param values {@code filename}, {@code width} and {@code height}, where present
 * @param objects in file order
 */
record VocFile(Map<String, String> values, List<VocObject> objects) {
    private static final List<String> CORNERS = List.of("xmin", "ymin", "xmax", "ymax");
    private static final Set<String> FLAGS = Set.of("difficult", "crowd");
    private static final Set<String> BESIDE_BOX = Set.of("difficult", "crowd", "area");

    /**
     * An {@code object} element.
     *
     * @param line where it begins, from 1
     * @param name of its class; empty where it has none
     * @param corners {@code xmin}, {@code ymin}, {@code xmax} and {@code ymax}; null where one is missing or no plain number
     * @param values {@code area}, and {@code difficult} and {@code crowd} where they are not 0, and all that is stated of the box where
     *     its corners are not known
     */
    record VocObject(int line, String name, @Nullable RawBox corners, Map<String, String> values) {}

    /**
     * @param shared gives the same object for equal names, which most objects share with others
     * @throws HualeException where the file is not XML, has a DOCTYPE, is too large or holds no annotation; without the
     *     file's name, which the caller tells
     */
    static VocFile read(Path file, UnaryOperator<String> shared) {
        try {
            if (Files.size(file) > Bounds.XML_BYTES) {
                throw new HualeException(Files.size(file) + " bytes, at most " + Bounds.XML_BYTES + " are allowed");
            }
            try (InputStream in = new BufferedInputStream(InputFile.open(file))) {
                return read(new XmlCursor(in), shared);
            }
        } catch (XMLStreamException e) {
            throw new HualeException("not usable as XML: " + oneLine(e), e);
        } catch (IOException e) {
            throw new HualeException(FileFaults.unread(e), e);
        }
    }

    private static VocFile read(XmlCursor xml, UnaryOperator<String> shared) throws XMLStreamException {
        if (!xml.name().equals("annotation")) {
            throw new HualeException("root element is <" + xml.name() + ">, <annotation> is needed");
        }
        Map<String, String> values = new TreeMap<>();
        List<VocObject> objects = new ArrayList<>();
        xml.children(name -> {
            switch (name) {
                case "filename" -> values.put(name, xml.text());
                case "size" -> take(xml, values);
                case "object" -> objects.add(object(xml, shared));
                default -> xml.skip();
            }
        });
        xml.finish();
        return new VocFile(values, List.copyOf(objects));
    }

    private static VocObject object(XmlCursor xml, UnaryOperator<String> shared) throws XMLStreamException {
        int line = xml.line();
        Map<String, String> values = new TreeMap<>();
        xml.children(name -> {
            switch (name) {
                case "name", "difficult", "crowd", "area" -> values.putIfAbsent(name, xml.text());
                case "bndbox", "robndbox" -> take(xml, values);
                default -> xml.skip(); // parts of a person have boxes of their own
            }
        });
        RawBox corners = corners(values);
        String name = shared.apply(values.getOrDefault("name", ""));
        return new VocObject(line, name, corners, texts(values, corners != null));
    }

    /** Null as well where a number has a comma, of which somebody is to be told. */
    private static @Nullable RawBox corners(Map<String, String> values) {
        double[] corners = CORNERS.stream()
                .map(corner -> values.getOrDefault(corner, ""))
                .filter(text -> !DecimalText.hasComma(text))
                .map(DecimalText::parse)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        return corners.length == CORNERS.size() ? new RawBox(corners[0], corners[1], corners[2], corners[3]) : null;
    }

    /** What is needed of the values of an object beside its name and, where these are known, its corners. */
    private static Map<String, String> texts(Map<String, String> values, boolean knownCorners) {
        Map<String, String> texts = new TreeMap<>(values);
        texts.remove("name");
        if (knownCorners) {
            texts.keySet().retainAll(BESIDE_BOX);
        }
        FLAGS.forEach(flag -> texts.remove(flag, "0")); // as where none is stated
        return Map.copyOf(texts);
    }

    private static void take(XmlCursor xml, Map<String, String> values) throws XMLStreamException {
        xml.children(name -> values.putIfAbsent(name, xml.text()));
    }

    private static String oneLine(XMLStreamException e) {
        String message = e.getMessage() == null ? "unknown error" : e.getMessage();
        return message.replaceAll("\\s*\\R\\s*", " ");
    }
}
