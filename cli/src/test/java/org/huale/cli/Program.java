package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs the program within the test. */
public final class Program {
    /** Keys of a run on a drawn set and a detector as small as can be, but for the data and how long is trained. */
    public static final String TINY_RUN = """
            initial: {images: 4}
            budget: 2
            detector: {name: small-resnet-fpn, transform: {minSize: 64, maxSize: 64}}
            weights: {mode: scratch}
            threads: 1
            """;

    /** The same of a detector that is no network, but for how it is trained. */
    public static final String SCRIPTED_RUN = """
            detector: scripted
            strategy: entropy
            initial: {images: 3}
            budget: 2
            cycles: 2
            threads: 1
            """;

    private Program() {}

    /** Returns the exit code. */
    public static int run(StringWriter out, StringWriter err, String... arguments) {
        CommandLine program = Main.commandLine();
        program.setOut(new PrintWriter(out, true));
        program.setErr(new PrintWriter(err, true));
        return program.execute(arguments);
    }

    /** Draws a VOC folder of scenes as small as can be: two classes, three images to test on. */
    public static void drawTinySet(Path folder, int images) {
        StringWriter said = new StringWriter();
        String[] command = {
            "make-dataset",
            folder.toString(),
            "--images",
            Integer.toString(images),
            "--test-images",
            "3",
            "--classes",
            "2",
            "--size",
            "64x64"
        };
        assertThat(run(said, said, command)).as(said::toString).isEqualTo(ExitCode.DONE);
    }

    /** The key {@code data} of a run on both splits of a VOC folder. */
    public static String data(Path voc) {
        return "data: {pool: 'voc:%1$s:trainval', test: 'voc:%1$s:test'}\n".replace("%1$s", voc.toString());
    }

    /** Runs the program as a process of its own; what it says goes into the file. */
    public static Process start(Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** The words of a command line up to the name of the main class. */
    public static List<String> java() {
        return List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Djava.awt.headless=true",
                "-Dhuale.threads=1",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }
}
