package org.huale.web.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.image.ImageWriter;
import org.huale.inbox.content.InboxGuess;
import org.huale.render.RenderOptions;
import org.huale.render.RenderedDataset;
import org.huale.render.Split;

/** Folders of images that are drawn, so that they may be shown to everybody. */
public final class DrawnFolder {
    static final RenderedDataset DRAWN =
            new RenderedDataset(RenderOptions.defaults().withObjects(new RenderOptions.Objects(14, 0.05, 6)));

    private DrawnFolder() {}

    /** The first images of the drawn data set, as {@code scene-NN.jpg}. */
    public static Path of(Path folder, int images) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < images; i++) {
            ImageWriter.write(
                    DRAWN.render(Split.TRAINVAL, i).image(),
                    folder.resolve(String.format(Locale.ROOT, "scene-%02d.jpg", i)));
        }
        return folder;
    }

    /** What a good detector would find in such an image: nearly what is there. */
    static List<InboxGuess> guesses(ImageRecord image) {
        int number = Integer.parseInt(image.id().value().substring(6, 8));
        List<InboxGuess> guesses = new ArrayList<>();
        for (Annotation object : DRAWN.render(Split.TRAINVAL, number).annotations()) {
            int id = guesses.size();
            Box box = object.box();
            Box near =
                    new Box(box.x1() + id % 3, box.y1() + 1, box.x2() + id % 2, box.y2() + 2).clippedTo(image.size());
            guesses.add(InboxGuess.open(id, object.classIndex(), 0.97 - 0.11 * (id % 6), near));
        }
        return guesses;
    }
}
