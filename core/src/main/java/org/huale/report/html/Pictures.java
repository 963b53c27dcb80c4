package org.huale.report.html;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageReader;
import org.huale.image.ImageWriter;
import org.huale.image.draw.Thumbnail;
import org.huale.problem.HualeException;
import org.huale.report.markup.Element;

/** Small pictures inside the page. An image that several runs chose is there once, further places refer to it. */
final class Pictures {
    private static final float QUALITY = 0.75f;
    private static final int LONGEST_SIDE = 240;

    private final ImageReader reader;
    private final Map<Path, String> ids = new HashMap<>();

    Pictures(ImageReader reader) {
        this.reader = reader;
    }

    /** An SVG element as large as the image itself; where the file cannot be read, an empty frame with the reason. */
    Element of(Path file, ImageSize size) {
        String known = ids.get(file);
        if (known != null) {
            return Element.of("use").set("href", "#" + known);
        }
        try {
            Image small = Thumbnail.of(reader.read(file), LONGEST_SIDE);
            String id = "t" + ids.size();
            ids.put(file, id);
            return sized(Element.of("image"), size)
                    .set("id", id)
                    .set("preserveAspectRatio", "none")
                    .set(
                            "href",
                            "data:image/jpeg;base64,"
                                    + Base64.getEncoder().encodeToString(ImageWriter.jpeg(small, QUALITY)));
        } catch (HualeException unreadable) {
            return sized(Element.of("rect", "missing"), size)
                    .add(Element.of("title").text("The picture cannot be read: " + unreadable.getMessage()));
        }
    }

    private static Element sized(Element element, ImageSize size) {
        return element.set("width", Integer.toString(size.width())).set("height", Integer.toString(size.height()));
    }
}
