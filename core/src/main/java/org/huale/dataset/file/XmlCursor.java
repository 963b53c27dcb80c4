package org.huale.dataset.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Walks an XML file element by element, without DTD and external entities and without recursion on foreign parts. */
public final class XmlCursor {
    private static final int DECLARATION = 256;
    private static final String MARK = "\uFEFF";
    private static final Pattern ENCODING =
            Pattern.compile("^[^<]{0,3}<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)");

    private final XMLStreamReader reader;

    /** What to do with a child element; has to consume it, by {@link #text} or {@link #children} or {@link #skip}. */
    public interface Visitor {
        void visit(String name) throws XMLStreamException;
    }

    /** Opens a document and stands at its root element. */
    public XmlCursor(InputStream in) throws XMLStreamException {
        reader = hardened().createXMLStreamReader(text(in));
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.DTD) {
                throw new XMLStreamException("a DOCTYPE is not allowed", reader.getLocation());
            }
        }
    }

    /**
     * Decoded here and not by the parser, which says what is wrong with bytes on standard error, without the file's name. The encoding
     * is that of the mark at the beginning or of the declaration, else UTF-8.
     */
    private static Reader text(InputStream in) throws XMLStreamException {
        try {
            PushbackInputStream bytes = new PushbackInputStream(in, DECLARATION);
            byte[] begin = bytes.readNBytes(DECLARATION);
            Charset charset = charset(begin);
            String text = new String(begin, charset);
            int mark = text.startsWith(MARK) ? MARK.getBytes(charset).length : 0;
            bytes.unread(begin, mark, begin.length - mark);
            return new InputStreamReader(
                    bytes,
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
        } catch (IOException | IllegalArgumentException e) { // the latter for encodings that there are not
            throw new XMLStreamException(e.getMessage(), e);
        }
    }

    /** The mark goes before the declaration, which editors leave as it is where they save a file in another encoding. */
    private static Charset charset(byte[] begin) {
        return Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)
                .filter(it -> new String(begin, it).startsWith(MARK))
                .findFirst()
                .orElseGet(() -> unmarked(begin));
    }

    private static Charset unmarked(byte[] begin) {
        if (begin.length > 1 && (begin[0] == 0 || begin[1] == 0)) {
            return begin[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        }
        Matcher declared = ENCODING.matcher(new String(begin, StandardCharsets.ISO_8859_1));
        boolean said = declared.find()
                && !declared.group(1).toUpperCase(Locale.ROOT).startsWith("UTF-16"); // which it would be written in
        return said ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
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
