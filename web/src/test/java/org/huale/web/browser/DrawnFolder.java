package org.huale.web.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.image.ImageWriter;
import org.huale.render.RenderOptions;
import org.huale.render.RenderedDataset;
import org.huale.render.Split;

/** Folders of images that are drawn, so that they may be shown to everybody. */
public final class DrawnFolder {
    private DrawnFolder() {}

    /** The first images of the drawn data set, as {@code scene-NN.jpg}. */
    public static Path of(Path folder, int images) throws IOException {
        Files.createDirectories(folder);
        RenderedDataset drawn = new RenderedDataset(RenderOptions.defaults());
        for (int i = 0; i < images; i++) {
            ImageWriter.write(
                    drawn.render(Split.values()[0], i).image(),
                    folder.resolve(String.format(java.util.Locale.ROOT, "scene-%02d.jpg", i)));
        }
        return folder;
    }
}
