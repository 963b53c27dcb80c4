package org.huale.image.format;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Bytes for a plug-in of ImageIO that ends its reading. The decoder of lossless WebP in TwelveMonkeys 3.14 catches the end of the
 * file and asks again; where the codes are damaged it does so for ever. So many reads behind the end are answered as the contract
 * says, with -1 or an {@link EOFException}; the next one is a {@link BadImage}, which decoders do not catch.
 */
final class BoundedInput extends ImageInputStreamImpl {
    private final byte[] bytes;
    private long readsBehindTheEnd;

    /** @param readsBehindTheEnd that are answered; a sound file with codes of no bits has one a pixel */
    BoundedInput(byte[] bytes, long readsBehindTheEnd) {
        this.bytes = bytes;
        this.readsBehindTheEnd = readsBehindTheEnd;
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
        if (length == 0) {
            return 0;
        }
        if (streamPos >= bytes.length) {
            return behindTheEnd();
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, into, offset, count);
        streamPos += count;
        return count;
    }

    private int behindTheEnd() {
        if (--readsBehindTheEnd < 0) {
            throw new BadImage("truncated or damaged: its pixels go on behind its " + bytes.length + " bytes");
        }
        return -1;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
