package org.huale.onnx.file;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.List;

/** Walks through a protobuf message in memory and the messages in it, and skips what nobody asks for. */
final class ProtoCursor {
    private static final int MOST_DEPTH = 64;
    private static final int NUMBER = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int MESSAGE = 2;
    private static final int FOUR_BYTES = 5;

    private final CodedInputStream in;
    private int wireType;
    private int depth;

    ProtoCursor(byte[] bytes) {
        this.in = CodedInputStream.newInstance(bytes);
    }

    /** What is done with a field of a message. */
    interface Fields {

        /** Reads the field with this number by a call to the cursor, and says so; false to skip it. */
        boolean read(int field) throws IOException;
    }

    /** All fields that follow, to the end of the message. */
    void each(Fields fields) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            wireType = tag & 7;
            if (wireType != NUMBER && wireType != EIGHT_BYTES && wireType != MESSAGE && wireType != FOUR_BYTES) {
                throw new MalformedException("a field of wire type " + wireType);
            }
            if (!fields.read(tag >>> 3)) {
                in.skipField(tag);
            }
        }
    }

    /** The message in the current field. */
    boolean message(Fields fields) throws IOException {
        require(MESSAGE);
        if (++depth > MOST_DEPTH) {
            throw new MalformedException("graphs nested more than " + MOST_DEPTH + " deep");
        }
        int outer = in.pushLimit(in.readRawVarint32());
        each(fields);
        in.popLimit(outer);
        depth--;
        return true;
    }

    String text() throws IOException {
        require(MESSAGE);
        return in.readString();
    }

    long number() throws IOException {
        require(NUMBER);
        return in.readInt64();
    }

    /** Adds the whole numbers in the current field: one, or several packed. */
    boolean numbers(List<Long> numbers) throws IOException {
        if (wireType == NUMBER) {
            return numbers.add(in.readInt64());
        }
        require(MESSAGE);
        int outer = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
            numbers.add(in.readInt64());
        }
        in.popLimit(outer);
        return true;
    }

    private void require(int type) throws MalformedException {
        if (wireType != type) {
            throw new MalformedException("a field of wire type " + wireType + " instead of " + type);
        }
    }

    /** Bytes that are no such message. */
    static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }
}
