package org.huale.cli.detector;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.dataset.ClassNames;
import org.huale.detect.Detection;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.Marks;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.image.Image;
import org.huale.image.ImageWriter;
import org.huale.image.draw.BoxPainter;
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
    private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp");

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
        createFolder();
        List<Found> all = new ArrayList<>();
        DetectorSource wanted = detector.asked(weights);
        DetectorProvider provider = DetectorProviders.of(wanted);
        try (Detector opened = provider.open(wanted)) {
            for (Path file : files) {
                Found found = detect(opened, file, provider.reader().read(file));
                all.add(found);
                if (!json) {
                    print(found);
                }
            }
        }
        if (json) {
            JsonOutput.print(spec.commandLine().getOut(), all);
        }
        return ExitCode.DONE;
    }

    private Found detect(Detector opened, Path file, Image image) {
        Detections detections = opened.detect(List.of(image)).get(0);
        if (out != null) {
            Image drawn = BoxPainter.paint(image, Marks.of(detections, opened.classes(), 0));
            ImageWriter.write(drawn, out.resolve(drawnName(file)));
        }
        return describe(file, image, detections, opened.classes());
    }

    private static Found describe(Path file, Image image, Detections detections, ClassNames classes) {
        List<FoundObject> objects =
                detections.stream().map(d -> describe(d, classes)).toList();
        return new Found(file.toString(), image.width(), image.height(), objects);
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
            throw new HualeException(
                    "no image (" + String.join(", ", PICTURES.stream().sorted().toList()) + ") in " + images);
        }
        return List.copyOf(files);
    }

    private static List<Path> pictures(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> PICTURES.contains(ending(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new HualeException(folder + " " + FileFaults.unread(e), e);
        }
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** The name keeps the old ending, so that a.png and a.jpg of one folder stay two pictures. */
    private static String drawnName(Path file) {
        return file.getFileName() + ".png";
    }

    private void createFolder() {
        if (out == null) {
            return;
        }
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new HualeException("--out " + out + " cannot be made: " + e.getMessage(), e);
        }
    }
}
