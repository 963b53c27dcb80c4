package org.huale.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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
import org.huale.problem.HualeException;
import org.huale.storage.FileTree;
import org.huale.storage.WholeFile;

/**
 * The folder handed to annotators. It appears under its name when it is complete, and is never written to again, so that
 * people may work in it.
 */
record ToLabelFolder(Path folder) {
    private static final String LIST = "images.tsv";

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
        String list = list(content.names());
        if (Files.exists(folder)) {
            requireSame(list);
            return;
        }
        Path unfinished = folder.resolveSibling(WholeFile.unfinishedName("to-label"));
        try {
            FileTree.delete(unfinished);
            Files.createDirectories(unfinished);
            Map<ImageId, List<Annotation>> guesses = content.guesses().of(ids(content.names()));
            write(content, guesses, unfinished);
            new PredictedTasks(content, folder).write(guesses, unfinished);
            WholeFile.writeText(unfinished.resolve(LIST), list);
            WholeFile.writeText(
                    unfinished.resolve("classes.txt"),
                    String.join("\n", content.classes().names()) + "\n");
            WholeFile.writeText(unfinished.resolve("README.txt"), content.readme());
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private void requireSame(String list) {
        Path file = folder.resolve(LIST);
        try {
            if (!Files.readString(file).equals(list)) {
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

    private static Set<ImageId> ids(FlatNames names) {
        return names.byName().values().stream().map(ImageRecord::id).collect(Collectors.toSet());
    }

    private static void write(Content content, Map<ImageId, List<Annotation>> guesses, Path place) {
        List<ImageRecord> images = new ArrayList<>();
        content.names()
                .byName()
                .forEach((name, image) -> images.add(new ImageRecord(
                        new ImageId(name), image.file(), image.size(), guesses.getOrDefault(image.id(), List.of()))));
        content.format().handOut(new Dataset("to label", content.classes(), images), place);
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
