package org.huale.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Standard output or error as Java writes to it. In a program of HUALE's own, where it leads can be changed at any time, also for those who
 * hold {@code System.out} or {@code System.err} already: native libraries write to the descriptor below it, which can then be kept
 * apart. Programs that use HUALE as a library keep the streams that Java gave them.
 */
public final class StandardStream {
    public static final StandardStream OUT = new StandardStream(1, FileDescriptor.out, "stdout");
    public static final StandardStream ERR = new StandardStream(2, FileDescriptor.err, "stderr");

    private final int descriptor;
    private final Movable movable;
    private final PrintStream printer;
    private volatile boolean taken;

    private StandardStream(int descriptor, FileDescriptor file, String name) {
        this.descriptor = descriptor;
        this.movable = new Movable(new FileOutputStream(file));
        this.printer = new PrintStream(movable, true, charset(name));
    }

    /** As Java chooses it, which since version 19 says so. */
    private static Charset charset(String name) {
        String known = System.getProperty(name + ".encoding", System.getProperty("sun." + name + ".encoding", ""));
        return known.isEmpty() ? Charset.defaultCharset() : Charset.forName(known);
    }

    /** Makes both the program's own; to be called before anybody holds {@code System.out} or {@code System.err}. */
    public static void takeBoth() {
        System.setOut(OUT.take());
        System.setErr(ERR.take());
    }

    private PrintStream take() {
        taken = true;
        return printer;
    }

    /** Whether this is a program of HUALE's own, in which it may be led elsewhere. */
    public boolean isTaken() {
        return taken;
    }

    /** Its number in this process. */
    public int descriptor() {
        return descriptor;
    }

    /** Has Java write to another place from now on. */
    public void leadTo(OutputStream place) {
        movable.target = place;
    }

    /** Whether something could not be written, as to a full disk or to a program that has ended; Java itself keeps quiet about it. */
    public boolean hasFailed() {
        return printer.checkError();
    }

    /** A line, for those who have no log. */
    public void say(String words) {
        printer.println(words);
    }

    private static final class Movable extends OutputStream {
        private volatile OutputStream target;

        Movable(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            target.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            target.write(bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }
    }
}
