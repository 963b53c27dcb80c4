package org.huale.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small process between this one and a program, so that nothing goes on when this process is killed outright: it runs the
 * program named by its arguments, without input, and ends it when its own standard input ends. Its exit code is the program's.
 */
public final class ProgramGuard {
    /** As shells say that there is no such program. */
    static final int NOT_STARTED = 127;

    private static final int NOBODY_WAITS = 143;

    private ProgramGuard() {}

    /** @param words program and arguments, at least one */
    public static void main(String[] words) throws InterruptedException {
        System.exit(exitCode(List.of(words)));
    }

    /** The words that start a program behind a guard. */
    static List<String> guarded(List<String> words) {
        List<String> all = new ArrayList<>(
                List.of(JavaProgram.path(), "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", place()));
        all.add(ProgramGuard.class.getName());
        all.addAll(words);
        return all;
    }

    /** The jar or folder of classes that this class was loaded from; it needs no other but {@link ProcessTree}'s. */
    private static String place() {
        try {
            return Path.of(ProgramGuard.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("classes lie in files", e);
        }
    }

    private static int exitCode(List<String> words) throws InterruptedException {
        Process program;
        try {
            program = new ProcessBuilder(words)
                    .inheritIO()
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .start();
        } catch (IOException e) {
            say(String.valueOf(e.getMessage()));
            return NOT_STARTED;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endOf(program)));
        Thread watch = new Thread(() -> watch(program));
        watch.setDaemon(true);
        watch.start();
        return program.waitFor();
    }

    /** Into the log of whoever started this: its standard error. */
    private static void say(String words) {
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8).println(words);
    }

    private static File nothing() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }

    private static void watch(Process program) {
        try {
            while (System.in.read() >= 0) {} // nobody writes
        } catch (IOException e) {
            say(String.valueOf(e.getMessage()));
        }
        endOf(program);
        Runtime.getRuntime().halt(NOBODY_WAITS);
    }

    private static void endOf(Process program) {
        if (program.isAlive()) {
            ProcessTree.end(program.toHandle());
        }
    }
}
