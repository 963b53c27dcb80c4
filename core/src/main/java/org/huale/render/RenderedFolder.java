package org.huale.render;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.voc.VocWriter;
import org.huale.problem.HualeException;
import org.huale.storage.FileTree;
import org.huale.storage.OwnFiles;

/**
 * Writes a rendered data set as a VOC folder, with images as JPEG of quality 0.9 and a file {@code rendered.txt} that
 * says from which options it was made.
 */
public final class RenderedFolder {
    private static final String MARK = "rendered.txt";
    private static final List<String> CONTENT =
            List.of("JPEGImages", "Annotations", "ImageSets", "ImageSets/Main", "labels.txt", "labelmap.txt", MARK);

    private RenderedFolder() {}

    /**
     * Draws and writes both splits. With {@link Existing#REPLACE} the files of an earlier rendered data set in the folder are
     * deleted first, and nothing else is.
     *
     * @param drawn runs once an image, on any thread
     * @return the data set of each split, its records pointing into the folder
     * @throws HualeException where the folder holds anything else or may not be replaced, or cannot be written
     */
    public static Map<Split, Dataset> write(RenderOptions options, Path folder, Existing existing, Runnable drawn) {
        try {
            own(folder).requireNoLinks(CONTENT);
            clear(folder, existing);
            own(folder).adopt(CONTENT);
            Path images = Files.createDirectories(folder.resolve("JPEGImages"));
            Files.writeString(folder.resolve(MARK), options + "\n", StandardCharsets.UTF_8);
            return write(new RenderedDataset(options), folder, images, drawn);
        } catch (IOException failed) {
            throw new HualeException(folder + ": cannot be written: " + failed, failed);
        }
    }

    private static Map<Split, Dataset> write(RenderedDataset rendered, Path folder, Path images, Runnable drawn) {
        Map<Split, Dataset> written = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            Dataset dataset = rendered.write(split, images, drawn);
            own(folder).adopt(names(dataset, folder, split));
            new VocWriter(Existing.HANDED_OUT).write(dataset, folder, split.fileName());
            written.put(split, dataset);
        }
        return written;
    }

    private static OwnFiles own(Path folder) {
        return new OwnFiles(folder, "rendered");
    }

    private static List<String> names(Dataset dataset, Path folder, Split split) {
        List<String> names = new ArrayList<>(List.of("ImageSets/Main/" + split.fileName() + ".txt"));
        for (ImageRecord image : dataset.images()) {
            String file = RelativePath.slashed(folder.relativize(image.file()));
            names.add(file);
            names.add("Annotations/" + RelativePath.stem(RelativePath.name(file)) + ".xml");
        }
        return names;
    }

    private static void clear(Path folder, Existing existing) throws IOException {
        if (!Files.exists(folder) || isEmpty(folder)) {
            return;
        }
        if (!Files.isRegularFile(folder.resolve(MARK))) {
            throw new HualeException(folder + ": is there already and holds no rendered data set (no " + MARK
                    + "); nothing in it is replaced, choose another folder");
        }
        if (existing == Existing.REFUSE) {
            throw new HualeException(folder + ": holds a rendered data set already; --overwrite replaces it");
        }
        if (own(folder).isMarked()) {
            own(folder).clear();
            return;
        }
        for (String name : CONTENT) { // as earlier versions left it
            FileTree.delete(folder.resolve(name));
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
