package org.huale.cli.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = "Writes a data set in another format, images included.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            " 0:all of it was written",
            " 2:something could not be used and was left out, or nothing written"
        })
public final class ConvertCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FROM",
            description = "A data set, such as voc:DIR[:SPLIT], coco:ANNOTATIONS.json[:IMAGES_DIR] or cvat:FILE.xml.")
    private String from;

    @Parameters(
            index = "1",
            paramLabel = "TO",
            description =
                    "Where to, such as coco:ANNOTATIONS.json[:IMAGES_DIR], yolo:DIR[:SPLIT] or cvat:DIR. Several splits of"
                            + " VOC and YOLO may be written into one folder, one after the other.")
    private String to;

    @Mixin
    private WritingOptions writing = new WritingOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** What {@code --json} prints. */
    record Output(String from, String to, int images, int boxes, List<Problem> problems) {}

    @Override
    public Integer call() {
        DatasetLocator target = DatasetLocator.target(to);
        DatasetReading reading = DatasetLocator.parse(from).read();
        List<Problem> problems = new ArrayList<>(reading.problems());
        problems.addAll(writing.write(target, reading, spec.commandLine().getErr()));
        print(new Output(from, target.toString(), reading.dataset().size(), boxes(reading), problems));
        return reading.hasUnusable() ? ExitCode.USER_INPUT : ExitCode.DONE;
    }

    private static int boxes(DatasetReading reading) {
        return reading.dataset().images().stream()
                .mapToInt(image -> image.annotations().size())
                .sum();
    }

    private void print(Output output) {
        var out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(out, output);
            return;
        }
        out.println("wrote " + output.images() + " images with " + output.boxes() + " boxes to " + output.to());
        new DatasetTables(out).print(output.problems());
    }
}
