package org.huale.image.format;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Bytes for a plug-in of ImageIO that ends its reading. The decoder of lossless WebP in TwelveMonkeys 3.14 catches the end of the
 * file and goes on with the bits that it has; where codes are damaged it does so for ever. Here it finds some zeros behind the end,
 * so that a sound file never meets it. A few reads behind these are answered as the contract says, with -1 or an
 * {@link EOFException}; the next one is a {@link BadImage}, which decoders do not catch.
 */
final class BoundedInput extends ImageInputStreamImpl {
    private static final int ZEROS = 16; // decoders look eight bytes ahead
    private static final int READS_BEHIND_THE_END = 64;

    private final byte[] bytes;
    private int readsBehindTheEnd;

    BoundedInput(byte[] file) {
        bytes = Arrays.copyOf(file, file.length + ZEROS);
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xFF : behindTheEnd();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return behindTheEnd();
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, into, offset, count);
        streamPos += count;
        return count;
    }

    private int behindTheEnd() {
        if (++readsBehindTheEnd > READS_BEHIND_THE_END) {
            throw new BadImage("truncated or damaged: its pixels go on behind its end");
        }
        return -1;
    }

    @Override
    public long length() {
        return (long) bytes.length - ZEROS;
    }
}
