package org.huale.torch.stdio;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Writes to a descriptor of this process that Java has no stream for. */
final class DescriptorOutput extends OutputStream {
    private final int descriptor;

    DescriptorOutput(int descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        byte[] left = Arrays.copyOfRange(bytes, from, from + length);
        while (left.length > 0) {
            long written = CLibrary.write(descriptor, left, left.length);
            if (written >= 0) {
                left = Arrays.copyOfRange(left, (int) written, left.length);
            } else if (!CLibrary.wasInterrupted()) {
                throw new IOException("descriptor " + descriptor + " takes nothing");
            }
        }
    }
}
