package org.huale.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.coco.CocoWriter;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.voc.VocWriter;
import org.huale.dataset.yolo.YoloWriter;
import org.huale.detect.DetectorTrainer;
import org.huale.problem.HualeException;
import org.huale.storage.InputFile;
import org.huale.storage.WholeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Images on their way to a program that trains: labeled ones with their files, in the formats that it asks for. */
final class Handing {
    private static final Logger LOG = LoggerFactory.getLogger(Handing.class);
    private static final String SPLIT = "train";

    private final Path folder;
    private final DetectorTrainer.Images images;

    private Handing(Path folder, DetectorTrainer.Images images) {
        this.folder = folder;
        this.images = images;
    }

    /**
     * Writes what a command asks for.
     *
     * @param folder that is there and empty
     * @return where each is, as the command is told
     */
    static Map<Placeholder, String> of(CommandTemplate command, DetectorTrainer.Images images, Path folder) {
        Handing handing = new Handing(folder, images);
        Map<Placeholder, String> places = new EnumMap<>(Placeholder.class);
        for (Placeholder asked : command.asked()) {
            handing.written(asked).ifPresent(place -> places.put(asked, place.toString()));
        }
        return places;
    }

    private Optional<Path> written(Placeholder asked) {
        return switch (asked) {
            case COCO -> Optional.of(coco());
            case VOC -> Optional.of(voc());
            case YOLO -> Optional.of(yolo());
            case POOL ->
                Optional.of(list(folder.resolve("pool.txt"), images.unlabeled().images()));
            default -> Optional.empty();
        };
    }

    private Path coco() {
        Path file = folder.resolve("coco/annotations.json");
        new CocoWriter(Existing.HANDED_OUT, Optional.empty())
                .writeFile(images.labeled(), file, folder.resolve("coco/images"));
        return file;
    }

    private Path voc() {
        Path root = folder.resolve("voc");
        new VocWriter(Existing.HANDED_OUT).write(without(Annotation::crowd, "{voc} cannot mark crowds"), root, SPLIT);
        return root;
    }

    /** Trainers want images to validate on; as no others may be seen, {@code val} names those to train with. */
    private Path yolo() {
        Path root = folder.resolve("yolo");
        String why = "{yolo} cannot mark crowds or difficult objects";
        new YoloWriter(Existing.HANDED_OUT).write(without(it -> it.crowd() || it.difficult(), why), root, SPLIT);
        Path config = root.resolve("data.yaml");
        try {
            String text = InputFile.text(config);
            WholeFile.writeText(config, text.replaceFirst("(?m)^val:.*$", "val: \"images/" + SPLIT + "\""));
            Files.deleteIfExists(root.resolve("images/val"));
            return config;
        } catch (IOException e) {
            throw Folders.unwritten(config, e);
        }
    }

    /**
     * The labeled images without what a program would learn like any other object, as the format does not tell it apart.
     *
     * @param why in words for the log
     */
    private Dataset without(Predicate<Annotation> unmarked, String why) {
        Dataset labeled = images.labeled();
        List<ImageRecord> handed =
                labeled.images().stream().map(it -> without(unmarked, it)).toList();
        int left = objects(labeled.images()) - objects(handed);
        if (left > 0) {
            LOG.info("left out {} objects: {}", left, why);
        }
        return new Dataset(labeled.name(), labeled.classes(), handed);
    }

    private static ImageRecord without(Predicate<Annotation> unmarked, ImageRecord image) {
        List<Annotation> marked =
                image.annotations().stream().filter(Predicate.not(unmarked)).toList();
        return new ImageRecord(image.id(), image.file(), image.size(), marked);
    }

    private static int objects(List<ImageRecord> images) {
        return images.stream().mapToInt(it -> it.annotations().size()).sum();
    }

    /**
     * Writes the absolute path of each image, one a line.
     *
     * @throws HualeException where a path has a line break
     */
    static Path list(Path file, List<ImageRecord> images) {
        WholeFile.writeText(file, images.stream().map(Handing::line).collect(Collectors.joining()));
        return file;
    }

    private static String line(ImageRecord image) {
        String path = image.file().toAbsolutePath().normalize().toString();
        if (RelativePath.hasControl(path)) {
            throw new HualeException(path + ": has a control character in its path, such as a line break; programs are"
                    + " handed lists with a path a line, so rename the folder");
        }
        return path + "\n";
    }
}
