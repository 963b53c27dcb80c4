package org.huale.cli.annotate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.huale.app.annotate.LabeledSoFar;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.cli.UnusedOptions;
import org.huale.cli.dataset.DatasetTables;
import org.huale.cli.dataset.WritingOptions;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.TargetFolder;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes annotations out of a run. */
@Command(
        name = "export",
        description = {
            "Writes what is labeled so far in a run as a data set, images included.",
            "That is what the run has taken, and what is finished of the request that it waits for, without the images kept for"
                    + " evaluation (data.testShare), which --test writes. Beside it: classes.txt and, with --guesses,"
                    + " guesses.txt, which lists the images whose boxes nobody has looked at. The run need not be"
                    + " stopped."
        })
public final class ExportCommand implements Callable<Integer> {
    private static final String GUESSES = "guesses.txt";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run folder.")
    private Path run;

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description =
                    "Where to write, such as coco:ANNOTATIONS.json[:IMAGES_DIR], voc:DIR[:SPLIT] or yolo:DIR[:SPLIT].")
    private String target;

    @Option(
            names = "--guesses",
            description =
                    "Write the images that the run waits for, too, with the detector's guesses from oracle.guessThreshold on.")
    private boolean guesses;

    @Option(
            names = "--test",
            description =
                    "Write the labeled images kept for evaluation (data.testShare) in place of those to learn from.")
    private boolean test;

    @Mixin
    private WritingOptions writing = new WritingOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /**
     * What {@code --json} prints.
     *
     * @param images that are written and labeled
     * @param left labeled images that are not written, as they are kept for evaluation
     */
    record Output(String to, int images, int guessed, int boxes, int left, List<Problem> problems) {}

    @Override
    public Integer call() {
        requireOneKind();
        DatasetLocator place = DatasetLocator.target(target);
        LabeledSoFar labeled = LabeledSoFar.of(run, guesses);
        DatasetReading reading = test ? testImages(labeled) : labeled.reading();
        Map<String, String> lists = lists(labeled);
        lists.forEach(beside(place)::requireWritable);
        List<Problem> problems =
                new ArrayList<>(writing.write(place, reading, spec.commandLine().getErr()));
        problems.addAll(writeLists(beside(place), lists));
        int boxes = reading.dataset().images().stream()
                .mapToInt(image -> image.annotations().size())
                .sum();
        tell(new Output(
                place.toString(),
                (test ? labeled.test() : labeled.images()).size(),
                labeled.proposed().size(),
                boxes,
                test ? 0 : labeled.test().size(),
                problems));
        return ExitCode.DONE;
    }

    /** Whoever measures by guesses measures nothing. */
    private void requireOneKind() {
        if (test) {
            new UnusedOptions(spec).refuseBeside("--test", Stream.of("--guesses"));
        }
    }

    private DatasetReading testImages(LabeledSoFar labeled) {
        if (labeled.test().size() == 0) {
            throw new HualeException(run + ": --test: no image that is kept for evaluation is labeled; a run keeps some"
                    + " with data.testShare and no test set");
        }
        return labeled.testReading();
    }

    /** What goes beside the data set, by file. */
    private Map<String, String> lists(LabeledSoFar labeled) {
        Map<String, String> lists = new TreeMap<>();
        lists.put("classes.txt", lines(labeled.images().classes().names()));
        if (guesses) {
            lists.put(GUESSES, lines(ids(labeled.proposed())));
        }
        return lists;
    }

    private static TargetFolder beside(DatasetLocator place) {
        return new TargetFolder(place.format().folder(place), Existing.REPLACE, () -> {});
    }

    /** Lists of an earlier export are renewed, or deleted where its guesses are gone. */
    private List<Problem> writeLists(TargetFolder folder, Map<String, String> lists) {
        lists.forEach(folder::write);
        return writing.overwrite() ? folder.removeFormer(GUESSES::equals) : List.of();
    }

    private static List<String> ids(List<ImageRecord> images) {
        return images.stream().map(ImageRecord::id).map(String::valueOf).toList();
    }

    private static String lines(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private void tell(Output output) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(out, output);
            return;
        }
        out.println("wrote " + output.images() + " labeled images" + (test ? " kept for evaluation" : "")
                + (guesses ? " and " + output.guessed() + " with guesses" : "") + ", " + output.boxes()
                + " boxes in all, to "
                + output.to());
        if (output.left() > 0) {
            out.println("left out: " + output.left()
                    + " labeled images kept for evaluation, by which what learns from the others can be measured; --test"
                    + " writes them");
        }
        new DatasetTables(out).print(output.problems());
    }
}
