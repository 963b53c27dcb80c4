package org.huale.torch.parallel.watch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What is said on a line.
 *
 * @param rank whom it is about
 * @param standing of a process that beats
 * @param words the task of a {@link Kind#HELLO}, what became of who is {@link Kind#LOST}
 */
record Message(Kind kind, int rank, Standing standing, String words) {

    /** Kinds, by their letter on the line. */
    enum Kind {
        /** The first word of a process that comes. */
        HELLO('h'),
        /** It is there, and so far. */
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

    /** Which says nothing of how far it has come. */
    Message(Kind kind, int rank, String words) {
        this(kind, rank, Standing.BEGINNING, words);
    }

    static Message of(Loss loss) {
        return new Message(Kind.LOST, loss.rank(), loss.words());
    }

    static Message beat(int rank, Standing standing) {
        return new Message(Kind.BEAT, rank, standing, "");
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(kind.letter);
        out.writeInt(rank);
        out.writeLong(standing.exchange());
        out.writeBoolean(standing.waiting());
        out.writeUTF(standing.place());
        out.writeUTF(words);
        out.flush();
    }

    static Message read(DataInputStream in) throws IOException {
        return new Message(
                Kind.of(in.readUnsignedByte()),
                in.readInt(),
                new Standing(in.readLong(), in.readBoolean(), in.readUTF()),
                in.readUTF());
    }
}
