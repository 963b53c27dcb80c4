package org.huale.torch.parallel.detection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** How what comes out of a detector for an image goes from process to process, to the last bit. */
interface Form<T> {

    void write(T value, DataOutputStream out) throws IOException;

    T read(DataInputStream in) throws IOException;

    default byte[] bytes(List<T> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(values.size());
            for (T value : values) {
                write(value, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of memory, which has none
        }
        return bytes.toByteArray();
    }

    /** What {@link #bytes} made of them. */
    default List<T> values(byte[] bytes) {
        List<T> values = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                values.add(read(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }
}
