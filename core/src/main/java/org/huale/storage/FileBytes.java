package org.huale.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Bytes in full, however few of them a channel takes or gives at once. */
public final class FileBytes {

    private FileBytes() {}

    /** Writes what remains of the buffer to where the channel stands. */
    public static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Reads into what remains of an empty buffer; the channel stands where it stood.
     *
     * @param from where in the file
     * @return whether the file had so many bytes; where it did not, the buffer stands after the last one
     */
    public static boolean fill(FileChannel channel, long from, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads some bytes, fewer where the file ends before.
     *
     * @param from where in the file
     */
    public static byte[] upTo(FileChannel channel, long from, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(most);
        fill(channel, from, bytes);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
