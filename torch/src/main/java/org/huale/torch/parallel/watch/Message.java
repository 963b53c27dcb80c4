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

    /** Kinds, by their letter on the line. */
    enum Kind {
        /** The first word of a process that comes. */
        HELLO('h'),
        /** It is there. */
        BEAT('b'),
        /** It ends because all is done. */
        FAREWELL('f'),
        /** Nobody is to wait for it any more. */
        LOST('l');

        private final int letter;

        Kind(int letter) {
            this.letter = letter;
        }

        static Kind of(int letter) throws IOException {
            for (Kind kind : values()) {
                if (kind.letter == letter) {
                    return kind;
                }
            }
            throw new IOException("no message begins with " + letter);
        }
    }

    static Message of(Loss loss) {
        return new Message(Kind.LOST, loss.rank(), loss.words());
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(kind.letter);
        out.writeInt(rank);
        out.writeUTF(words);
        out.flush();
    }

    static Message read(DataInputStream in) throws IOException {
        return new Message(Kind.of(in.readUnsignedByte()), in.readInt(), in.readUTF());
    }
}
