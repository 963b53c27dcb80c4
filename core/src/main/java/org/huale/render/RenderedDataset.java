package org.huale.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.image.ImageException;
import org.huale.image.ImageWriter;

/** A data set drawn from a seed. Each image follows from the options and its number alone, so any order will do. */
public final class RenderedDataset {
    private final RenderOptions options;
    private final List<Shot> pool;
    private final List<Shot> test;

    public RenderedDataset(RenderOptions options) {
        this.options = options;
        pool = ShotList.of(options, Split.TRAINVAL);
        test = ShotList.of(options, Split.TEST);
    }

    public ClassNames classes() {
        return new ClassNames(Arrays.stream(Form.values())
                .limit(options.classes())
                .map(Form::className)
                .toList());
    }

    public int size(Split split) {
        return shots(split).size();
    }

    /** Draws an image, numbered from 0. */
    public Rendering render(Split split, int index) {
        return Frame.draw(shots(split).get(index), options.size());
    }

    /**
     * Draws a split into PNG files, on all processors, and tells what is on them; {@code drawn} runs once an image, on any
     * thread.
     *
     * @throws ImageException where a file cannot be written
     */
    public Dataset write(Split split, Path imageFolder, Runnable drawn) {
        createFolder(imageFolder);
        List<ImageRecord> records = IntStream.range(0, size(split))
                .parallel()
                .mapToObj(index -> {
                    ImageRecord record = write(split, index, imageFolder);
                    drawn.run();
                    return record;
                })
                .toList();
        return new Dataset("rendered:" + split.fileName(), classes(), records);
    }

    private ImageRecord write(Split split, int index, Path imageFolder) {
        Rendering rendering = render(split, index);
        String name = split.imageName(index);
        Path file = imageFolder.resolve(name + ".png");
        ImageWriter.write(rendering.image(), file);
        return new ImageRecord(new ImageId(name), file, options.size(), rendering.annotations());
    }

    private List<Shot> shots(Split split) {
        return split == Split.TRAINVAL ? pool : test;
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new ImageException(folder + ": the folder cannot be made: " + failed, failed);
        }
    }
}
