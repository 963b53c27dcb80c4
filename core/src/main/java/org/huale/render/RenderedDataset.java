package org.huale.render;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
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
        return Frame.draw(shots(split).get(index), options);
    }

    /**
     * Draws a split into a folder of JPEG files, on all processors, and tells what is on them; {@code drawn} runs once an
     * image, on any thread.
     *
     * @throws org.huale.image.ImageException where a file cannot be written
     */
    Dataset write(Split split, Path imageFolder, Runnable drawn) {
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
        Path file = imageFolder.resolve(name + ".jpg");
        ImageWriter.write(rendering.image(), file);
        return new ImageRecord(new ImageId(name), file, options.size(), rendering.annotations());
    }

    private List<Shot> shots(Split split) {
        return split == Split.TRAINVAL ? pool : test;
    }
}
