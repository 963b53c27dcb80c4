package org.huale.cli.dataset;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.cli.UnusedOptions;
import org.huale.cli.progress.ProgressReporter;
import org.huale.dataset.Dataset;
import org.huale.dataset.file.Existing;
import org.huale.geometry.ImageSize;
import org.huale.render.RenderOptions;
import org.huale.render.RenderedFolder;
import org.huale.render.Split;
import org.huale.render.StandIn;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "make-dataset",
        mixinStandardHelpOptions = true,
        description = {
            "Draws a data set for experiments: eight shapes on textured backgrounds, with a long tail of classes, clutter,"
                    + " occlusion and near-duplicates.",
            "Writes a VOC folder with the splits trainval and test; the same options give the same images."
        })
public final class MakeDatasetCommand implements Callable<Integer> {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";

    /** Options of what is drawn, which a stand-in has not. */
    private static final List<String> DRAWING = List.of(
            "--images",
            "--test-images",
            "--size",
            "--classes",
            "--seed",
            "--tail",
            "--smallest-radius",
            "--hue-spread",
            "--odd-one-in",
            "--near-duplicates",
            "--overwrite");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder to write; must be new, empty or a drawn data set.")
    private Path folder;

    @Option(names = "--images", defaultValue = "1000", description = "Images to train on" + DEFAULT)
    private int images;

    @Option(names = "--test-images", defaultValue = "300", description = "Images to test on" + DEFAULT)
    private int testImages;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "320x240",
            converter = SizeConverter.class,
            description = "Size of the images in pixels" + DEFAULT)
    private ImageSize size;

    @Option(names = "--classes", defaultValue = "8", description = "Classes, 1 to 8" + DEFAULT)
    private int classes;

    @Option(names = "--seed", defaultValue = "1", description = "Random seed" + DEFAULT)
    private long seed;

    @Option(
            names = "--tail",
            paramLabel = "R",
            defaultValue = "60",
            description = "Ratio of the most frequent class to the rarest, in trainval" + DEFAULT)
    private double tail;

    @Option(
            names = "--smallest-radius",
            paramLabel = "PX",
            description = "Radius of the smallest objects where the shorter side is 240 (default: 6).")
    private @Nullable Double smallestRadius;

    @Option(
            names = "--hue-spread",
            paramLabel = "X",
            description = "How far an object's hue may differ from that of its class, 0 to 0.5; smaller is easier"
                    + " (default: 0.12).")
    private @Nullable Double hueSpread;

    @Option(names = "--odd-one-in", paramLabel = "N", description = "One object in N has a random hue (default: 3).")
    private @Nullable Integer oddOneIn;

    @Option(
            names = "--near-duplicates",
            paramLabel = "SHARE",
            description = "Share of the training images that only repeat the one before with small movements, 0 to 0.7"
                    + " (default: 0.25).")
    private @Nullable Double nearDuplicates;

    @Option(names = "--overwrite", description = "Replace a drawn data set.")
    private boolean overwrite;

    @Option(
            names = "--like",
            paramLabel = "NAME",
            description =
                    "Write a stand-in of a public data set instead: its layout, classes and counts with tiny images,"
                            + " to plan protocols with. One of ${COMPLETION-CANDIDATES}.")
    private @Nullable Like like;

    @Option(
            names = "--share",
            paramLabel = "X",
            defaultValue = "1",
            description = "With --like, so much of its images" + DEFAULT)
    private double share;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** Stand-ins by the names that people type. */
    enum Like {
        voc2007(StandIn.VOC2007),
        voc2012(StandIn.VOC2012),
        coco2017(StandIn.COCO2017);

        private final StandIn standIn;

        Like(StandIn standIn) {
            this.standIn = standIn;
        }
    }

    /** What {@code --json} prints. */
    record Output(RenderOptions options, List<String> classes, List<SplitOutput> splits) {}

    /** What it prints with {@code --like}. */
    record StandInOutput(Path folder, int images) {}

    /** A split by the name it is read under. */
    record SplitOutput(String data, int images, int imagesWithoutObjects, int difficult, long[] objectsPerClass) {}

    @Override
    public Integer call() {
        refuseUnused();
        return like == null ? draw() : standIn(like.standIn);
    }

    private void refuseUnused() {
        UnusedOptions unused = new UnusedOptions(spec);
        if (like == null) {
            unused.refuse("--like", Stream.of("--share"));
        } else {
            unused.refuseBeside("--like", DRAWING.stream());
        }
    }

    private int standIn(StandIn standIn) {
        if (!(share > 0 && share <= 1)) {
            throw new ParameterException(spec.commandLine(), "--share must be in (0, 1], got " + share);
        }
        int count = standIn.images(share);
        ProgressReporter.Task task = new ProgressReporter.Task("write", "images", count);
        try (ProgressReporter progress =
                ProgressReporter.start(task, spec.commandLine().getErr())) {
            standIn.write(folder, share, () -> progress.advance(1));
        }
        print(new StandInOutput(folder, count));
        return ExitCode.DONE;
    }

    private void print(StandInOutput output) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(out, output);
        } else {
            out.println(output.folder() + ": " + output.images()
                    + " images, to plan with; nothing can be learned from them");
        }
    }

    private int draw() {
        RenderOptions options = options();
        Map<Split, Dataset> written;
        ProgressReporter.Task task = new ProgressReporter.Task("render", "images", (long) images + testImages);
        try (ProgressReporter progress =
                ProgressReporter.start(task, spec.commandLine().getErr())) {
            written = RenderedFolder.write(
                    options, folder, overwrite ? Existing.REPLACE : Existing.REFUSE, () -> progress.advance(1));
        }
        print(output(options, written));
        return ExitCode.DONE;
    }

    private RenderOptions options() {
        RenderOptions standard = RenderOptions.defaults();
        double duplicates = nearDuplicates == null ? standard.duplicateShare() : nearDuplicates;
        double testTail = Math.min(tail, standard.testTailRatio());
        try {
            return new RenderOptions(images, testImages, size, classes, seed, tail, testTail, duplicates, objects());
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(), String.valueOf(outOfRange.getMessage()), outOfRange);
        }
    }

    private RenderOptions.Objects objects() {
        RenderOptions.Objects standard = RenderOptions.Objects.defaults();
        return new RenderOptions.Objects(
                smallestRadius == null ? standard.smallestRadius() : smallestRadius,
                hueSpread == null ? standard.hueSpread() : hueSpread,
                oddOneIn == null ? standard.oddOneIn() : oddOneIn);
    }

    private Output output(RenderOptions options, Map<Split, Dataset> written) {
        List<SplitOutput> splits = new ArrayList<>();
        written.forEach((split, dataset) -> splits.add(output(split, dataset)));
        List<String> names = written.values().iterator().next().classes().names();
        return new Output(options, names, splits);
    }

    private SplitOutput output(Split split, Dataset dataset) {
        long[] objects = new long[dataset.classes().count()];
        int empty = 0;
        int difficult = 0;
        for (var image : dataset.images()) {
            empty += image.annotations().isEmpty() ? 1 : 0;
            for (var annotation : image.annotations()) {
                objects[annotation.classIndex()]++;
                difficult += annotation.difficult() ? 1 : 0;
            }
        }
        return new SplitOutput("voc:" + folder + ":" + split.fileName(), dataset.size(), empty, difficult, objects);
    }

    private void print(Output output) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(out, output);
            return;
        }
        for (SplitOutput split : output.splits()) {
            out.println(split.data() + ": " + split.images() + " images, " + split.imagesWithoutObjects()
                    + " of them without objects; " + split.difficult() + " objects are difficult");
        }
        printHistogram(out, output);
    }

    private static void printHistogram(PrintWriter out, Output output) {
        out.println(row(
                "objects of",
                output.splits().stream()
                        .map(s -> s.data().replaceAll(".*:", ""))
                        .toList()));
        IntStream.range(0, output.classes().size())
                .mapToObj(k -> row(
                        output.classes().get(k),
                        output.splits().stream()
                                .map(split -> Long.toString(split.objectsPerClass()[k]))
                                .toList()))
                .forEach(out::println);
    }

    private static String row(String head, List<String> cells) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "  %-12s", head));
        cells.forEach(cell -> row.append(String.format(Locale.ROOT, "%10s", cell)));
        return row.toString();
    }

    /** Reads {@code 320x240}. */
    static final class SizeConverter implements ITypeConverter<ImageSize> {
        private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");

        @Override
        public ImageSize convert(String value) {
            Matcher matcher = SIZE.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + value + "' is no size; say WIDTHxHEIGHT, as in 320x240");
            }
            return new ImageSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }
    }
}
