package org.huale.dataset.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

class XmlCursorTest {
    private static final String NAME = "größe";

    private static String read(byte[] bytes) throws XMLStreamException {
        return new XmlCursor(new ByteArrayInputStream(bytes)).text();
    }

    private static String document(String encoding) {
        return (encoding.isEmpty() ? "" : "<?xml version='1.0' encoding=\"" + encoding + "\"?>") + "<a>" + NAME
                + "</a>";
    }

    @Test
    void theEncodingIsThatOfTheMarkOrTheDeclaration() throws XMLStreamException {
        assertThat(read(document("").getBytes(UTF_8))).isEqualTo(NAME);
        assertThat(read(document("utf-8").getBytes(UTF_8))).isEqualTo(NAME);
        assertThat(read(("\uFEFF" + document("UTF-8")).getBytes(UTF_8))).isEqualTo(NAME);
        assertThat(read(document("ISO-8859-1").getBytes(ISO_8859_1))).isEqualTo(NAME);
        assertThat(read(document("UTF-16").getBytes(UTF_16))).isEqualTo(NAME);
        assertThat(read(("\uFEFF" + document("UTF-16")).getBytes(UTF_16LE))).isEqualTo(NAME);
        assertThat(read(document("").getBytes(UTF_16BE))).isEqualTo(NAME);
    }

    @Test
    void theMarkGoesBeforeADeclarationThatAnEditorLeftAsItWas() throws XMLStreamException {
        String marked = "\uFEFF" + document("ISO-8859-1");
        assertThat(read(marked.getBytes(UTF_8))).isEqualTo(NAME);
        assertThat(read(marked.getBytes(UTF_16BE))).isEqualTo(NAME);
        assertThat(read(marked.getBytes(UTF_16LE))).isEqualTo(NAME);
    }

    /** Programs write a document into a string, which is UTF-16, and that into a file as UTF-8. */
    @Test
    void aDeclaredUtf16ThatTheBytesAreNotIsPassedOver() throws XMLStreamException {
        assertThat(read(document("UTF-16").getBytes(UTF_8))).isEqualTo(NAME);
        assertThat(read(document("utf-16").getBytes(UTF_8))).isEqualTo(NAME);
        assertThat(read(document("utf-16").getBytes(UTF_16))).isEqualTo(NAME);
    }

    @Test
    void whatIsWrongIsThrownAndNotSaidOnStandardError() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, UTF_8));
        try {
            assertThatThrownBy(() -> read(document("UTF-8").getBytes(ISO_8859_1)))
                    .isInstanceOf(XMLStreamException.class);
            assertThatThrownBy(() -> read(document("no-such-encoding").getBytes(UTF_8)))
                    .isInstanceOf(XMLStreamException.class);
            assertThatThrownBy(() -> read("<a>&#0;</a>".getBytes(UTF_8))).isInstanceOf(XMLStreamException.class);
        } finally {
            System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
        }
        assertThat(said.toString(UTF_8)).isEmpty();
    }
}
