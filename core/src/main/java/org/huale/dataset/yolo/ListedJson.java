package org.huale.dataset.yolo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Iterator;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The text of a JSON list that is written part by part while it is read, so that its length does not matter. */
final class ListedJson extends InputStream {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Iterator<Consumer<JsonGenerator>> parts;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final JsonGenerator json;
    private ByteArrayInputStream unread = new ByteArrayInputStream(new byte[0]);
    private boolean ended;

    /** @param parts each writes elements of the list, or none */
    ListedJson(Iterator<Consumer<JsonGenerator>> parts) {
        this.parts = parts;
        this.json = FACTORY.createGenerator(ObjectWriteContext.empty(), written);
        json.writeStartArray();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        while (unread.available() == 0 && !ended) {
            writeNext();
        }
        return unread.read(into, from, length);
    }

    private void writeNext() {
        if (parts.hasNext()) {
            parts.next().accept(json);
            json.flush();
        } else {
            json.writeEndArray();
            json.close();
            ended = true;
        }
        unread = new ByteArrayInputStream(written.toByteArray());
        written.reset();
    }

    @Override
    public void close() {
        json.close();
    }
}
