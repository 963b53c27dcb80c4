package org.huale.loop.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.PortableImage;
import org.huale.dataset.file.TextLines;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.FileTree;
import org.huale.storage.InputFile;
import org.huale.storage.UnfinishedName;
import org.huale.storage.WholeFile;

/**
 * The folder handed to annotators. It appears under its name when it is complete, and is never written to again, so that
 * people may work in it. Where classes have changed since, it is moved aside and another takes its place.
 */
record ToLabelFolder(Path folder) {
    static final String LIST = "images.tsv";
    private static final String CLASSES = "classes.txt";
    private static final String COPIES = ".copies"; // of images that tools may not show, until they are handed out

    /**
     * What goes into the folder.
     *
     * @param guesses what annotators start from
     * @param readme for them
     */
    record Content(
            FlatNames names, ClassNames classes, DatasetFormat format, FilesOracle.Guesses guesses, String readme) {}

    /** @throws HualeException where the folder is there already, but for other images */
    void provide(Content content) {
        if (Files.exists(folder)) {
            requireSame(list(content.names()));
            if (hasClasses(content.classes())) {
                return;
            }
            moveAway();
        }
        Path unfinished = folder.resolveSibling(UnfinishedName.of("to-label"));
        try {
            Files.createDirectories(unfinished);
            fill(unfinished, content);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private void fill(Path unfinished, Content content) throws IOException {
        Map<ImageId, List<Annotation>> guesses = content.guesses().of(ids(content.names()));
        write(content, guesses, unfinished);
        new PredictedTasks(content, folder).write(guesses, unfinished);
        WholeFile.writeText(unfinished.resolve(LIST), list(content.names()));
        WholeFile.writeText(unfinished.resolve(CLASSES), text(content.classes()));
        WholeFile.writeText(unfinished.resolve("README.txt"), content.readme());
    }

    /** Whether the folder has these classes; they change where people rename them after it was handed out. */
    private boolean hasClasses(ClassNames classes) {
        Path file = folder.resolve(CLASSES);
        return !Files.exists(file)
                || TextLines.of(file).stream()
                        .filter(line -> !line.isBlank())
                        .toList()
                        .equals(classes.names())
                || holds(file, text(classes));
    }

    /** What the file of classes says. */
    private static String text(ClassNames classes) {
        return String.join("\n", classes.names()) + "\n";
    }

    /** Whether a file is as it was written, since names that earlier versions took may be read as others. */
    private static boolean holds(Path file, String text) {
        try {
            return Arrays.equals(InputFile.bytes(file), text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    /** People may have put something of theirs there. */
    private void moveAway() {
        int number = 1;
        while (Files.exists(before(number))) {
            number++;
        }
        try {
            Files.move(folder, before(number));
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be moved to " + before(number) + ": " + e.getMessage(), e);
        }
    }

    private Path before(int number) {
        return folder.resolveSibling("to-label-before-" + number);
    }

    private void requireSame(String list) {
        Path file = folder.resolve(LIST);
        try {
            if (!images(InputFile.text(file)).equals(images(list))) {
                throw new HualeException(file + ": lists other images than those wanted now; move the folder away and"
                        + " go on, so that it is written anew");
            }
        } catch (IOException e) {
            throw new HualeException(
                    file + ": cannot be read, though " + folder + " is there; move that away and go"
                            + " on, so that it is written anew",
                    e);
        }
    }

    /** The list without file names, which an earlier version of the program may have chosen otherwise. */
    private static List<String> images(String list) {
        return list.lines().map(line -> line.substring(line.indexOf('\t') + 1)).toList();
    }

    private static Set<ImageId> ids(FlatNames names) {
        return names.byName().values().stream().map(ImageRecord::id).collect(Collectors.toSet());
    }

    private static void write(Content content, Map<ImageId, List<Annotation>> guesses, Path place) {
        Path copies = place.resolve(COPIES);
        List<ImageRecord> images = new ArrayList<>();
        content.names()
                .byName()
                .forEach((name, image) -> images.add(new ImageRecord(
                        new ImageId(name),
                        PortableImage.of(image.file(), copies.resolve(name)),
                        image.size(),
                        guesses.getOrDefault(image.id(), List.of()))));
        content.format().handOut(new Dataset("to label", content.classes(), images), place);
        FileTree.delete(copies);
    }

    private static String list(FlatNames names) {
        StringBuilder list = new StringBuilder("file\timage\twidth\theight\n");
        names.byName()
                .forEach((name, image) -> list.append(name)
                        .append('\t')
                        .append(image.id())
                        .append('\t')
                        .append(image.size().width())
                        .append('\t')
                        .append(image.size().height())
                        .append('\n'));
        return list.toString();
    }
}
