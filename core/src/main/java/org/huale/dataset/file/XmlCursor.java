package org.huale.dataset.file;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Walks an XML file element by element, without DTD and external entities and without recursion on foreign parts. */
public final class XmlCursor {
    private final XMLStreamReader reader;

    /** What to do with a child element; has to consume it, by {@link #text} or {@link #children} or {@link #skip}. */
    public interface Visitor {
        void visit(String name) throws XMLStreamException;
    }

    /** Opens a document and stands at its root element. */
    public XmlCursor(InputStream in) throws XMLStreamException {
        reader = hardened().createXMLStreamReader(in);
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.DTD) {
                throw new XMLStreamException("a DOCTYPE is not allowed", reader.getLocation());
            }
        }
    }

    private static XMLInputFactory hardened() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        return factory;
    }

    public String name() {
        return reader.getLocalName();
    }

    /** An attribute of the current element, before its children are visited; empty where it has none of that name. */
    public String attribute(String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    public int line() {
        return reader.getLocation().getLineNumber();
    }

    /** Visits each child of the current element; afterwards stands at its end. */
    public void children(Visitor visitor) throws XMLStreamException {
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.START_ELEMENT) {
                visitor.visit(name());
            }
        }
    }

    /** The text of the current element, stripped; elements inside it are passed over. */
    public String text() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.START_ELEMENT) {
                skip();
            } else if (reader.isCharacters()) {
                text.append(reader.getText());
            }
        }
        return text.toString().strip();
    }

    /** Passes over the current element and all that is in it. */
    public void skip() throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    /** Reads on to the end of the document, so that rubbish after the root element is noticed. */
    public void finish() throws XMLStreamException {
        while (reader.hasNext()) {
            reader.next();
        }
    }
}
