package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs the program and keeps what it says. */
public abstract class ProgramTest {
    /** What the last run printed. */
    protected final StringWriter out = new StringWriter();

    /** What all runs complained about. */
    protected final StringWriter err = new StringWriter();

    /** Returns the exit code. */
    protected final int run(String... arguments) {
        out.getBuffer().setLength(0);
        return Program.run(out, err, arguments);
    }

    protected final void succeed(String... arguments) {
        assertThat(run(arguments)).as(err::toString).isEqualTo(ExitCode.DONE);
    }

    /** One epoch over a VOC folder, with a detector that is as good as none. */
    protected final void train(String voc, Path out, String... more) {
        List<String> command = new ArrayList<>(List.of("train", "--data", "voc:" + voc + ":trainval"));
        command.addAll(
                List.of("--out", out.toString(), "--model", "mobilenet-v2-fpn", "--epochs", "1", "--threads", "1"));
        command.addAll(List.of(
                "detector.transform.minSize=64",
                "detector.transform.maxSize=96",
                "detector.rpn.training.afterNms=100"));
        command.addAll(List.of(more));
        succeed(command.toArray(String[]::new));
    }

    /** One object more in an image of a drawn VOC folder, as if it had been overlooked. */
    protected static void addObject(Path voc, String image) throws IOException {
        String name = Files.readAllLines(voc.resolve("labels.txt")).get(0);
        String object = "<object><name>" + name + "</name><difficult>0</difficult><bndbox><xmin>1</xmin><ymin>1</ymin>"
                + "<xmax>9</xmax><ymax>9</ymax></bndbox></object></annotation>";
        Path file = voc.resolve("Annotations/" + image + ".xml");
        Files.writeString(file, Files.readString(file).replace("</annotation>", object));
    }

    /** A folder with all that is in it. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
