package org.huale.dataset.cvat;

import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import org.huale.dataset.file.XmlCursor;

/** A label of a CVAT project. */
record CvatLabel(String name, String type, String parent) {

    static CvatLabel read(XmlCursor xml) throws XMLStreamException {
        Map<String, String> values = new TreeMap<>();
        xml.children(name -> {
            switch (name) {
                case "name", "type", "parent" -> values.putIfAbsent(name, xml.text());
                default -> xml.skip();
            }
        });
        return new CvatLabel(
                values.getOrDefault("name", ""), values.getOrDefault("type", ""), values.getOrDefault("parent", ""));
    }

    /** Neither a tag of whole images nor a joint of a skeleton. */
    boolean isOfBoxes() {
        return !name.isEmpty() && !type.equals("tag") && parent.isEmpty();
    }
}
