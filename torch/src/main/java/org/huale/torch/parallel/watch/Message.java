package org.huale.torch.parallel.watch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What is said on a line.
 *
 * @param rank whom it is about
 * @param words the task of a {@link Kind#HELLO}, what became of who is {@link Kind#LOST}
 */
record Message(Kind kind, int rank, String words) {

    /** Kinds, by their number on the line. */
    enum Kind {
        /** The first word of a process that comes. */
        HELLO,
        /** It is there. */
        BEAT,
        /** It ends because all is done. */
        FAREWELL,
        /** Nobody is to wait for it any more. */
        LOST
    }

    static Message of(Loss loss) {
        return new Message(Kind.LOST, loss.rank(), loss.words());
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(kind.ordinal());
        out.writeInt(rank);
        out.writeUTF(words);
        out.flush();
    }

    static Message read(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        if (kind >= Kind.values().length) {
            throw new IOException("no message begins with " + kind);
        }
        return new Message(Kind.values()[kind], in.readInt(), in.readUTF());
    }
}
