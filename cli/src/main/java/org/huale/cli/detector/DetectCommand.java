package org.huale.cli.detector;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;
import org.huale.detect.Detection;
import org.huale.detect.Detections;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.image.format.ImageHeader;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a detector finds in pictures. */
@Command(
        name = "detect",
        description = {
            "Finds objects in images, prints them and, with --out, draws them.",
            "Boxes are x1 y1 x2 y2 in pixels, after the EXIF orientation is applied."
        })
public final class DetectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--weights", required = true, paramLabel = "FILE", description = "Weights of a detector.")
    private Path weights;

    @Mixin
    private ComputingOptions detector = new ComputingOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for images with the boxes drawn in.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print a JSON list with an entry for each image.")
    private boolean json;

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Image files, or folders of them.")
    private List<Path> images;

    /** What {@code --json} prints of a picture. */
    record Found(String image, int width, int height, List<FoundObject> detections) {}

    /**
     * What {@code --json} prints of an object.
     *
     * @param className its name
     * @param box x1, y1, x2, y2
     */
    record FoundObject(int classIndex, String className, double confidence, double[] box) {}

    @Override
    public Integer call() {
        List<Path> files = files();
        List<Found> all = new ArrayList<>();
        DetectorSource wanted = detector.asked(weights);
        DetectorProvider provider = DetectorProviders.of(wanted);
        Optional<DrawnPictures> drawing =
                Optional.ofNullable(out).map(it -> DrawnPictures.in(it, files, provider.reader()));
        try (PoolDetector opened = provider.openForImages(wanted, 1, Set.of())) {
            detect(opened, files, (image, detections) -> {
                drawing.ifPresent(it -> it.draw(image, detections, opened.classes()));
                Found found = describe(image, detections, opened.classes());
                if (json) {
                    all.add(found);
                } else {
                    print(found);
                }
            });
        }
        if (json) {
            JsonOutput.print(spec.commandLine().getOut(), all);
        }
        return ExitCode.DONE;
    }

    private static void detect(PoolDetector detector, List<Path> files, BiConsumer<ImageRecord, Detections> each) {
        List<ImageRecord> images = files.stream().map(DetectCommand::record).toList();
        Map<ImageId, ImageRecord> byId = images.stream().collect(Collectors.toMap(ImageRecord::id, it -> it));
        detector.detect(images, View.ORIGINAL, (id, found) -> each.accept(requireNonNull(byId.get(id)), found));
    }

    private static ImageRecord record(Path file) {
        return new ImageRecord(new ImageId(file.toString()), file, ImageHeader.sizeOf(file), List.of());
    }

    private static Found describe(ImageRecord image, Detections detections, ClassNames classes) {
        List<FoundObject> objects =
                detections.stream().map(d -> describe(d, classes)).toList();
        return new Found(
                image.file().toString(), image.size().width(), image.size().height(), objects);
    }

    private static FoundObject describe(Detection found, ClassNames classes) {
        var box = found.box();
        return new FoundObject(found.classIndex(), classes.name(found.classIndex()), found.confidence(), new double[] {
            box.x1(), box.y1(), box.x2(), box.y2()
        });
    }

    private void print(Found found) {
        PrintWriter printer = spec.commandLine().getOut();
        printer.println(found.image() + ": " + found.detections().size() + " objects");
        for (FoundObject object : found.detections()) {
            double[] box = object.box();
            printer.printf(
                    Locale.ROOT,
                    "  %-20s %.3f  %8.1f %8.1f %8.1f %8.1f%n",
                    object.className(),
                    object.confidence(),
                    box[0],
                    box[1],
                    box[2],
                    box[3]);
        }
        printer.flush();
    }

    private List<Path> files() {
        Set<Path> files = new LinkedHashSet<>();
        images.forEach(path -> files.addAll(Files.isDirectory(path) ? pictures(path) : List.of(path)));
        if (files.isEmpty()) {
            throw new HualeException("no image (" + RelativePath.kindsOfImages() + ") in " + images);
        }
        return List.copyOf(files);
    }

    private static List<Path> pictures(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> isPicture(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new HualeException(folder + " " + FileFaults.unread(e), e);
        }
    }

    private static boolean isPicture(String name) {
        return RelativePath.isImage(name) && !ImageFolder.isHidden(name);
    }
}
