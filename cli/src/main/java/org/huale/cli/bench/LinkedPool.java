package org.huale.cli.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Existing;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.render.RenderOptions;
import org.huale.render.RenderedFolder;
import org.huale.render.Split;

/** A folder of as many image files as one likes, which are a few small drawn JPEGs under many names. */
record LinkedPool(Path folder) {
    private static final int DRAWN = 64;
    private static final int TEST_IMAGES = 16;
    private static final int OF_A_FOLDER = 1000;

    /** A data set of the classes that are drawn, with a few images to test on. */
    Path drawn() {
        return folder.resolve("drawn");
    }

    Path images() {
        return folder.resolve("images");
    }

    /** Draws and links; nothing where that is done already. */
    void make(int count) {
        if (Files.exists(images().resolve(name(count - 1)))) {
            return;
        }
        RenderOptions usual = RenderOptions.defaults();
        RenderOptions small = new RenderOptions(
                DRAWN,
                TEST_IMAGES,
                new ImageSize(64, 64),
                usual.classes(),
                usual.seed(),
                usual.tailRatio(),
                usual.testTailRatio(),
                0,
                usual.objects());
        Map<Split, Dataset> written = RenderedFolder.write(small, drawn(), Existing.REPLACE, () -> {});
        link(requireNonNull(written.get(Split.TRAINVAL)).images(), count);
    }

    private void link(List<ImageRecord> images, int count) {
        try {
            for (int i = 0; i < count; i++) {
                Path link = images().resolve(name(i));
                if (i % OF_A_FOLDER == 0) {
                    Files.createDirectories(link.resolveSibling(""));
                }
                Files.createLink(link, images.get(i % images.size()).file());
            }
        } catch (IOException e) {
            throw new HualeException(images() + ": files cannot be linked there: " + e.getMessage(), e);
        }
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "%04d/%07d.jpg", number / OF_A_FOLDER, number);
    }
}
