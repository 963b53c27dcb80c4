package org.huale.command;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.coco.CocoWriter;
import org.huale.detect.View;
import org.huale.image.Image;
import org.huale.image.ImageWriter;
import org.huale.problem.HualeException;
import org.huale.storage.WholeFile;

/**
 * Images on their way to a program that detects: files of the data set as they are, or views of them, drawn into a folder under
 * names of their own.
 *
 * @param dataset in the order of the list; without annotations
 */
record HandedImages(Dataset dataset) {

    /** The images as they are. */
    static HandedImages asTheyAre(List<ImageRecord> images, ClassNames classes) {
        return of(
                images.stream()
                        .map(it -> new ImageRecord(it.id(), here(it), it.size(), List.of()))
                        .toList(),
                classes);
    }

    /** Programs open files of this machine. */
    private static Path here(ImageRecord image) {
        Path file = image.file().toAbsolutePath();
        if (file.getFileSystem() != FileSystems.getDefault()) {
            throw new HualeException(
                    file + ": is no file of this machine, which a detector that is a program of its own needs");
        }
        return file;
    }

    /** Views of them, as PNG files in a folder. */
    static HandedImages inView(
            View view, List<ImageRecord> images, Function<ImageRecord, Image> pixels, ClassNames classes, Path folder) {
        return drawn(images.stream().map(it -> view.of(it, pixels)).iterator(), classes, Folders.made(folder));
    }

    /** Images in memory, as PNG files in a folder. */
    static HandedImages drawn(Iterator<Image> images, ClassNames classes, Path folder) {
        List<ImageRecord> drawn = new ArrayList<>();
        while (images.hasNext()) {
            Image image = images.next();
            String name = String.format(Locale.ROOT, "image-%06d", drawn.size() + 1);
            Path file = folder.resolve(name + ".png").toAbsolutePath();
            ImageWriter.write(image, file);
            drawn.add(new ImageRecord(new ImageId(name), file, image.size(), List.of()));
        }
        return of(drawn, classes);
    }

    private static HandedImages of(List<ImageRecord> images, ClassNames classes) {
        return new HandedImages(new Dataset("images handed to the program", classes, images));
    }

    /**
     * Writes what a command asks for.
     *
     * @return where each is, as the command is told
     */
    Map<Placeholder, String> write(CommandTemplate command, Path folder) {
        Map<Placeholder, String> places = new EnumMap<>(Placeholder.class);
        if (command.asksFor(Placeholder.IMAGES)) {
            places.put(
                    Placeholder.IMAGES,
                    Handing.list(folder.resolve("images.txt"), dataset.images()).toString());
        }
        if (command.asksFor(Placeholder.COCO)) {
            Path file = folder.resolve("images.json");
            WholeFile.write(
                    file, CocoWriter.bytes(dataset, HandedImages::place)); // absolute, as they stay where they are
            places.put(Placeholder.COCO, file.toString());
        }
        return places;
    }

    private static String place(ImageRecord image) {
        return image.file().normalize().toString();
    }
}
